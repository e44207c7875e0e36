"""The lines of a patient's archive, read with mistrust: whoever wrote the file may mean harm.

Everything raises ValueError, KeyError, or TypeError for what `services.records.archive` never writes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from posture_app.domain.records import MOST_NAME, MOST_TEXT, Consent, Patient, Purpose, Visit, VisitState
from posture_app.domain.views import View

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")

MOST_VERSIONS = 10_000
_MOST_LANGUAGE = 10
YEARS = range(1900, 2200)
"""Of moments; nearer to the calendar's ends no other time zone could show them."""

_PHOTOGRAPHS = {".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG"}


def patient_from(head: Mapping[str, Any]) -> Patient:
    """Read `patient.json`."""
    height = None if head["height_cm"] is None else float(head["height_cm"])
    if height is not None and not (math.isfinite(height) and height > 0.0):
        raise ValueError("a height is a length")
    return Patient(
        an_id(head["id"]),
        text(head["code"]),
        optional(head["name"], text),
        optional(head["birth_date"], date.fromisoformat),
        height,
    )


def consent_from(patient_id: str, data: Mapping[str, Any]) -> Consent:
    """Read one entry of `consents.json`."""
    return Consent(
        an_id(data["id"]),
        patient_id,
        Purpose(data["purpose"]),
        name(data["text_version"]),
        _language(data["language"]),
        moment(data["given_at"]),
        optional(data["withdrawn_at"], moment),
    )


def visit_from(patient_id: str, line: Mapping[str, Any]) -> Visit:
    """Read `visit.json`."""
    signed_at = optional(line["signed_at"], moment)
    version = int(line["version"])
    if not 1 <= version <= MOST_VERSIONS:
        raise ValueError("versions are counted from 1")
    return Visit(
        an_id(line["id"]),
        patient_id,
        moment(line["taken_at"]),
        tuple(View(one) for one in _unlike(line["views"])),
        VisitState.DRAFT if signed_at is None else VisitState.SIGNED,
        version,
        optional(line["corrects"], an_id),
        optional(line["signed_by"], name),
        signed_at,
    )


def check_together(consents: Sequence[Consent], visits: Sequence[Visit]) -> None:
    """Make sure that no id comes twice, and that a correction follows what it corrects."""
    _unlike([one.id for one in consents])
    version_of = {one.id: one.version for one in visits}
    _unlike([one.id for one in visits])
    for one in visits:
        if one.corrects is not None and version_of[one.corrects] >= one.version:
            raise ValueError("a correction is later than what it corrects")


def an_id(told: Any) -> str:
    """Give an id back when it is one: 32 hex digits."""
    if not isinstance(told, str) or len(told) != 32 or bytes.fromhex(told).hex() != told:
        raise ValueError("an id has 32 hex digits")
    return told


def text(told: Any) -> str:
    """Give a text back that every store can keep."""
    if not isinstance(told, str) or len(told) > MOST_TEXT or "\0" in told:
        raise ValueError("no text of a record")
    told.encode()  # half a character has no encoding
    return told


def name(told: Any) -> str:
    """Give the name of a user or of a text's version back."""
    if len(text(told)) > MOST_NAME:
        raise ValueError("no name of a record")
    return text(told)


def _language(told: Any) -> str:
    if len(text(told)) > _MOST_LANGUAGE:
        raise ValueError("no language")
    return text(told)


def moment(told: Any) -> datetime:
    """Read a moment that says its offset: without one it has no place among the others."""
    return known(datetime.fromisoformat(told))


def known(read: datetime) -> datetime:
    """Give a moment back when it has an offset and lies in a year of records."""
    if read.tzinfo is None:
        raise ValueError("a moment needs its offset")
    if read.year not in YEARS:
        raise ValueError("nobody was photographed then")
    return read


def a_photograph(data: bytes, name: str) -> bytes:
    """Give a file back when it begins as the photograph does that its name says."""
    if not data.startswith(_PHOTOGRAPHS[name[-4:]]):
        raise ValueError("no photograph")
    return data


def a_report(data: bytes) -> bytes:
    """Give a file back when it begins as a PDF does."""
    if not data.startswith(b"%PDF-"):
        raise ValueError("no report")
    return data


def optional(told: Any, read: Callable[[Any], T]) -> T | None:
    """Read what may be missing."""
    return None if told is None else read(told)


def _unlike(entries: Sequence[Hashable]) -> Sequence[Hashable]:
    if len(set(entries)) != len(entries):
        raise ValueError("the same entry twice")
    return entries
