"""GDT 2.1, the mailbox of German practice systems: patients and orders in (6301, 6302), results out (6310).

A line is three digits of its length (with the line's end), four of the field, the content, CR LF. The
character set stands in field 9206: 2 is code page 437, 3 is ISO 8859-1 (QMS GDT 2.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from posture_app.domain.errors import RecordProblem

if TYPE_CHECKING:
    from posture_app.services.records.exporting import Export, ExportedVisit
    from posture_app.services.wording import Words

VERSION = "02.10"
RESULT, ORDER, PATIENT = "6310", "6302", "6301"
MOST_BYTES = 1 << 20
_ENCODINGS = {"2": "cp437", "3": "iso8859-1"}
_DEFAULT = "3"
_END = b"\r\n"
_OVERHEAD = 9
"""Three digits of length, four of the field, two for the line's end."""
_LONGEST = 999 - _OVERHEAD


@dataclass(frozen=True, slots=True)
class GdtAddress:
    """Who writes to whom; up to eight characters each, of which four make the file's name."""

    receiver: str
    sender: str

    def file_name(self, number: int) -> str:
        """Give the name of the so manieth file: ``PRAXPOST.001``."""
        receiver, sender = (f"{one[:4]:_<4}".upper() for one in (self.receiver, self.sender))
        return f"{receiver}{sender}.{number:03}"


@dataclass(frozen=True, slots=True)
class GdtOrder:
    """What a practice system asks for: whose examination, and who is asked by whom.

    Attributes
    ----------
    kind : ``6301`` patient or ``6302`` order.
    number : the practice's own number of the patient, our patient code.
    sender, receiver : up to eight characters, swapped in the answer.
    """

    kind: str
    number: str
    name: str | None
    birth_date: date | None
    height_cm: float | None
    sender: str
    receiver: str

    @property
    def answer(self) -> GdtAddress:
        """Where the result goes."""
        return GdtAddress(receiver=self.sender, sender=self.receiver)


def read_order(data: bytes) -> GdtOrder:
    """Read a patient or an order.

    Raises RecordProblem: ``gdt_too_large``, ``gdt_bad`` with ``line``, ``gdt_other``, ``gdt_no_patient``.
    """
    if len(data) > MOST_BYTES:
        raise RecordProblem("gdt_too_large")
    fields = dict(reversed(list(_fields(data))))  # of a field that comes twice the first counts
    kind = fields.get("8000", "")
    if kind not in (ORDER, PATIENT):
        raise RecordProblem("gdt_other")
    number = fields.get("3000", "").strip()
    if not number:
        raise RecordProblem("gdt_no_patient")
    family, given = fields.get("3101", "").strip(), fields.get("3102", "").strip()
    return GdtOrder(
        kind,
        number,
        " ".join(part for part in (given, family) if part) or None,
        _birth_date(fields.get("3103", "")),
        _height(fields.get("3622", "")),
        fields.get("8316", "").strip(),
        fields.get("8315", "").strip(),
    )


def gdt_of(export: Export, words: Words, address: GdtAddress | None = None) -> bytes:
    """Write a result per visit, one after the other; a name that cannot be encoded gives way to the code.

    Raises RecordProblem ``gdt_code`` with ``patient``, which cannot be encoded either: another patient's
    could be taken for it.
    """
    if not _encodable(export.patient.code):
        raise RecordProblem("gdt_code", patient=export.patient.code)
    return b"".join(_result(export, one, words, address) for one in export.visits)


# --- reading --------------------------------------------------------------------------------------


def _fields(data: bytes) -> Iterator[tuple[str, str]]:
    encoding = _ENCODINGS.get(_charset(data), _ENCODINGS[_DEFAULT])
    for number, line in enumerate(data.split(_END), 1):
        if not line:
            continue
        length, field = line[:3], line[3:7]
        if not (length.isdigit() and field.isdigit() and int(length) == len(line) + len(_END)):
            raise RecordProblem("gdt_bad", line=number)
        yield field.decode("ascii"), line[7:].decode(encoding)


def _charset(data: bytes) -> str:
    place = data.find(b"0109206")
    return data[place + 7 : place + 8].decode("ascii", "replace") if place >= 0 else _DEFAULT


def _birth_date(text: str) -> date | None:
    """Read TTMMJJJJ; parts that are not known come as zeros."""
    try:
        return datetime.strptime(text.strip(), "%d%m%Y").date()
    except ValueError:
        return None


def _height(text: str) -> float | None:
    try:
        height = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return height if 50.0 <= height <= 260.0 else None


# --- writing --------------------------------------------------------------------------------------


def _result(export: Export, one: ExportedVisit, words: Words, address: GdtAddress | None) -> bytes:
    visit, patient = one.visit, export.patient
    lines = [
        ("9206", _DEFAULT),
        ("9218", VERSION),
        ("3000", patient.code),
        *_name(patient.name),
    ]
    if address is not None:
        lines = [("8315", address.receiver), ("8316", address.sender), *lines]
    if patient.birth_date is not None:
        lines.append(("3103", patient.birth_date.strftime("%d%m%Y")))
    lines += [("8402", "ALLG01"), ("6200", visit.taken_at.strftime("%d%m%Y"))]
    lines.append(("6201", visit.taken_at.strftime("%H%M%S")))
    for finding in one.assessment.findings:
        if finding.value is None:
            continue
        lines += [
            ("8410", f"{finding.view.value}.{finding.id}"),
            ("8411", words.measure(finding.id)),
            ("8420", f"{finding.value:.2f}"),
            ("8421", finding.spec.unit.value),
            ("8480", f"+/- {1.96 * finding.sem:.2f}"),
        ]
    body = [_line(field, content) for field, content in lines]
    head = _line("8000", RESULT)
    length_line = len(_line("8100", "00000"))
    total = len(head) + length_line + sum(len(line) for line in body)
    return head + _line("8100", f"{total:05}") + b"".join(body)


def _name(name: str | None) -> list[tuple[str, str]]:
    """Give family and given name; none at all when the character set has no letters for them."""
    if not name or not _encodable(name):
        return []
    given, _, family = name.rpartition(" ")
    return [("3101", family), *([("3102", given)] if given else [])]


def _encodable(text: str) -> bool:
    try:
        text.encode(_ENCODINGS[_DEFAULT])
    except UnicodeEncodeError:
        return False
    return True


def _line(field: str, content: str) -> bytes:
    """Write one line; a line's end inside the content would forge another field, so it becomes a space."""
    flat = " ".join(content.split())
    encoded = flat.encode(_ENCODINGS[_DEFAULT], "replace")[:_LONGEST]
    return f"{len(encoded) + _OVERHEAD:03}{field}".encode("ascii") + encoded + _END
