"""Everything about one patient in one zip: the right of access, and a way from store to store.

`patient.json` and `consents.json`; for every visit a folder with `record.json` (for ourselves),
`assessment.json` (for everybody), the photographs, and `report.pdf`; `services.json` with what services
elsewhere answered, where they were asked. Reading one back trusts nothing: names
are looked up and never used as paths, and sizes are bounded before anything is unpacked.
"""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture_app.domain.errors import PostureError, RecordDamaged, RecordProblem, UsageError
from posture_app.domain.records import Consent, Deed, Patient, Visit, VisitState
from posture_app.services.assessing.assessment_json import to_json
from posture_app.services.records.access import answers_of, content_of
from posture_app.services.records.archive_answers import answered_dict, answered_from
from posture_app.services.records.archive_fields import (
    a_photograph,
    a_report,
    check_together,
    consent_from,
    known,
    patient_from,
    visit_from,
)
from posture_app.services.records.record_json import from_record
from posture_app.services.records.store import VisitContent

if TYPE_CHECKING:
    from posture_app.domain.outbox import OutboxEntry
    from posture_app.domain.records import Actor
    from posture_app.services.records.access import Records
    from posture_app.services.records.store import Store
    from posture_app.services.wording import Words

SCHEMA = "posture-archive/1"
MOST_BYTES = 1 << 30
"""Unpacked; two hundred visits with three photographs of 1.5 MB."""
MOST_FILES = 10_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAINLY_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1  # of a zip entry's flags
_NOT_AN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    RecursionError,
)
"""What a file that is no zip, and JSON of another shape, raise when they are read."""


@dataclass(frozen=True, slots=True)
class Archive:
    """One patient with everything, in memory."""

    patient: Patient
    consents: Sequence[Consent]
    visits: Sequence[tuple[Visit, VisitContent]]
    answers: Sequence[tuple[OutboxEntry, bytes]] = ()
    """What services elsewhere answered, packed."""


def archive_of(store: Store, patient: Patient) -> Archive:
    """Fetch everything about a patient."""
    visits = [(visit, content_of(store, visit)) for visit in store.visits(patient.id)]
    return Archive(patient, store.consents(patient.id), visits, answers_of(store, patient))


def pack(archive: Archive, words: Words) -> bytes:
    """Write the zip; the same archive gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        _put(file, "patient.json", _patient_json(archive.patient))
        _put(file, "consents.json", _json([_consent_dict(one) for one in archive.consents]))
        if archive.answers:
            _put(file, "services.json", _json([answered_dict(*one) for one in archive.answers]))
        for number, (visit, content) in enumerate(archive.visits, 1):
            for name, data in _visit_files(visit, content, words).items():
                _put(file, f"visits/{number:03}/{name}", data)
    return packed.getvalue()


def unpack(data: bytes) -> Archive:
    """Read a zip that `pack` wrote.

    Raises
    ------
    RecordDamaged
        ``archive_damaged``: it is none, or not whole.
    RecordProblem
        ``archive_newer``; ``archive_too_large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _check_size(file)
            return _archive(file)
    except PostureError:
        raise
    except (*_NOT_AN_ARCHIVE, OSError) as error:
        raise RecordDamaged("archive_damaged") from error


def read_archive(path: Path) -> Archive:
    """Read the zip of a patient from a file.

    Raises what `unpack` raises, and UsageError (``archive_unreadable`` with ``file``).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RecordProblem("archive_too_large")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("archive_unreadable", file=path.name) from error
    return unpack(data)


def bring_in(archive: Archive, records: Records) -> Patient:
    """File an archive under its patient's code, which must be free: all of it or nothing.

    Ids are kept, so nothing comes in twice. Raises what `Records.check_import` and the store raise:
    ``code_taken``, ``patient_there``, ``entry_taken`` (a visit or consent of somebody else has its id).
    """
    records.check_import()
    store, actor, patient = records.store, records.actor, archive.patient
    store.add_patient(patient, actor)
    try:
        _file(archive, store, actor)
    except PostureError:
        with contextlib.suppress(PostureError):  # what went wrong first is what is told
            store.erase_patient(patient.id, actor)
        raise
    return patient


def _file(archive: Archive, store: Store, actor: Actor) -> None:
    for consent in archive.consents:
        store.add_consent(replace(consent, withdrawn_at=None), actor)
        if consent.withdrawn_at is not None:
            store.withdraw_consent(consent.id, consent.withdrawn_at, actor)
    for visit, content in archive.visits:
        draft = replace(visit, state=VisitState.DRAFT, signed_by=None, signed_at=None)
        store.add_visit(draft, content, actor)
        if visit.signed_at is not None:
            store.sign_visit(visit.id, visit.signed_at, replace(actor, user=visit.signed_by or actor.user))
    for entry, answer in archive.answers:
        store.outbox.keep_answer(entry, answer)
    store.note(Deed.IMPORTED, actor, archive.patient.id, f"visits {len(archive.visits)}")


# --- writing --------------------------------------------------------------------------------------


def _put(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if name.endswith((".jpg", ".png")) else zipfile.ZIP_DEFLATED
    file.writestr(info, data)


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _patient_json(patient: Patient) -> bytes:
    return _json(
        {
            "schema": SCHEMA,
            "id": patient.id,
            "code": patient.code,
            "name": patient.name,
            "birth_date": None if patient.birth_date is None else patient.birth_date.isoformat(),
            "height_cm": patient.height_cm,
        }
    )


def _consent_dict(consent: Consent) -> dict[str, Any]:
    withdrawn = consent.withdrawn_at
    return {
        "id": consent.id,
        "purpose": consent.purpose.value,
        "text_version": consent.text_version,
        "language": consent.language,
        "given_at": consent.given_at.isoformat(),
        "withdrawn_at": None if withdrawn is None else withdrawn.isoformat(),
    }


def _visit_files(visit: Visit, content: VisitContent, words: Words) -> Mapping[str, bytes]:
    signed = visit.signed_at
    line = {
        "id": visit.id,
        "taken_at": visit.taken_at.isoformat(),
        "views": [view.value for view in visit.views],
        "version": visit.version,
        "corrects": visit.corrects,
        "signed_by": visit.signed_by,
        "signed_at": None if signed is None else signed.isoformat(),
    }
    files = {
        "visit.json": _json(line),
        "record.json": content.document,
        "assessment.json": to_json(from_record(content.document), words),
        **{f"{view.value}.{_suffix(photo)}": photo for view, photo in content.photos.items()},
    }
    return files if content.report is None else {**files, "report.pdf": content.report}


def _suffix(photo: bytes) -> str:
    return "png" if photo.startswith(b"\x89PNG") else "jpg"


# --- reading --------------------------------------------------------------------------------------


def _check_size(file: zipfile.ZipFile) -> None:
    infos = file.infolist()
    if len(infos) > MOST_FILES or sum(one.file_size for one in infos) > MOST_BYTES:
        raise RecordProblem("archive_too_large")
    if any(one.flag_bits & _ENCRYPTED or one.compress_type not in _PLAINLY_PACKED for one in infos):
        raise RecordDamaged("archive_damaged")  # not as `pack` writes it, and we could not read it


def _archive(file: zipfile.ZipFile) -> Archive:
    head = json.loads(_bytes(file, "patient.json"))
    if head["schema"] != SCHEMA:
        raise RecordProblem("archive_newer")
    patient = patient_from(head)
    consents = [consent_from(patient.id, one) for one in json.loads(_bytes(file, "consents.json"))]
    names = set(file.namelist())
    visits: list[tuple[Visit, VisitContent]] = []
    while f"visits/{len(visits) + 1:03}/visit.json" in names:
        visits.append(_visit(file, f"visits/{len(visits) + 1:03}/", patient.id))
    check_together(consents, [visit for visit, _ in visits])
    told = json.loads(_bytes(file, "services.json")) if "services.json" in names else []
    return Archive(patient, consents, visits, [answered_from(patient.id, one) for one in told])


def _bytes(file: zipfile.ZipFile, name: str) -> bytes:
    """Read one file, no more of it than the directory says it holds."""
    info = file.getinfo(name)
    with file.open(info) as opened:
        data = opened.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise RecordDamaged("archive_damaged")
    return data


def _visit(file: zipfile.ZipFile, folder: str, patient_id: str) -> tuple[Visit, VisitContent]:
    visit = visit_from(patient_id, json.loads(_bytes(file, folder + "visit.json")))
    names = set(file.namelist())
    photos = {}
    for view in visit.views:
        (name,) = (one for one in (f"{folder}{view.value}.jpg", f"{folder}{view.value}.png") if one in names)
        photos[view] = a_photograph(_bytes(file, name), name)
    document = _bytes(file, folder + "record.json")
    kept = from_record(document)  # what does not read must not come in
    if set(kept.views) != set(visit.views):
        raise RecordDamaged("archive_damaged")
    known(kept.taken_at)
    report = a_report(_bytes(file, folder + "report.pdf")) if folder + "report.pdf" in names else None
    return visit, VisitContent(document, photos, report)
