"""Working with the records: who may do what, visits filed and read, and what is due for review."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from posture_app.domain.errors import NotAllowed, RecordProblem
from posture_app.domain.faces.likeness import mean_vector
from posture_app.domain.outbox import EntryState, OutboxEntry
from posture_app.domain.records import (
    MOST_NAME,
    MOST_TEXT,
    Actor,
    AuditEvent,
    Consent,
    Deed,
    Patient,
    Purpose,
    Right,
    Role,
    User,
    Verification,
    Visit,
    VisitState,
    one_line,
)
from posture_app.services.records.backups import missed_backup
from posture_app.services.records.record_json import from_record, to_record
from posture_app.services.records.store import VisitContent

if TYPE_CHECKING:
    from datetime import date

    from posture_app.domain.faces.portrait import Vector
    from posture_app.domain.people import Assessment
    from posture_app.domain.views import View
    from posture_app.services.records.backups import MissedBackup
    from posture_app.services.records.store import Store

DAYS_A_YEAR = 365.25
KEPT_FOR_YEARS = 1.0
"""Who was kept at a review is not due again for so long: each year somebody decides anew."""


def _now() -> datetime:
    return datetime.now(timezone.utc).astimezone()


@dataclass(frozen=True, slots=True)
class Records:
    """An unlocked store in the hands of one user at one station.

    Every method raises NotAllowed (``not_allowed`` with ``right``) when the user's role does not give the
    right it needs, besides what the store raises.
    """

    store: Store
    user: User
    station: str
    now: Callable[[], datetime] = _now

    @property
    def actor(self) -> Actor:
        """Who stands in the audit trail."""
        return Actor(self.user.name, self.station)

    # --- patients ---

    def patients(self) -> Sequence[Patient]:
        """Give everybody."""
        self._needs(Right.READ)
        return self.store.patients()

    def patient(self, code: str) -> Patient:
        """Give the patient of a code; raise RecordProblem (``no_patient``)."""
        return self.store.patient_by_code(one_line(code))

    def add_patient(
        self,
        code: str,
        name: str | None = None,
        birth_date: date | None = None,
        height_cm: float | None = None,
    ) -> Patient:
        """Add a patient; raise RecordProblem (``text_long`` with ``most``)."""
        self._needs(Right.ADD_VISIT)
        patient = _in_lines(Patient(uuid.uuid4().hex, code, name, birth_date, height_cm))
        self.store.add_patient(patient, self.actor)
        return patient

    def patient_or_new(
        self,
        code: str,
        name: str | None = None,
        birth_date: date | None = None,
        height_cm: float | None = None,
    ) -> Patient:
        """Give the patient of a code; who is not known yet is added, who is stays as they are."""
        return self.find(code) or self.add_patient(code, name, birth_date, height_cm)

    def find(self, code: str) -> Patient | None:
        """Give the patient of a code, None when nobody has it."""
        try:
            return self.patient(code)
        except RecordProblem as problem:
            if problem.code != "no_patient":
                raise
        return None

    def change_patient(self, patient: Patient) -> None:
        """Correct what is known of a patient; raise RecordProblem (``text_long`` with ``most``)."""
        self._needs(Right.ADD_VISIT)
        self.store.change_patient(_in_lines(patient), self.actor)

    def erase(self, patient: Patient) -> AuditEvent:
        """Erase a patient for good; give the certificate."""
        self._needs(Right.ERASE)
        return self.store.erase_patient(patient.id, self.actor)

    def give_consent(self, patient: Patient, purpose: Purpose, text_version: str, language: str) -> Consent:
        """Keep a consent that was just given; raise RecordProblem (``text_long`` with ``most``)."""
        self._needs(Right.ADD_VISIT)
        version = _line(text_version, MOST_NAME)
        consent = Consent(uuid.uuid4().hex, patient.id, purpose, version, language, self.now())
        self.store.add_consent(consent, self.actor)
        return consent

    def consents(self, patient: Patient) -> Sequence[Consent]:
        """Give a patient's consents, the oldest first: who photographs a person must know them."""
        self._needs(Right.ADD_VISIT)
        return self.store.consents(patient.id)

    def withdraw_purpose(self, patient: Patient, purpose: Purpose) -> None:
        """Withdraw every consent to a purpose that still holds; raise RecordProblem (``no_such_consent``)."""
        held = [one for one in self.consents(patient) if one.purpose is purpose and one.holds]
        if not held:
            raise RecordProblem("no_such_consent")
        for consent in held:
            self.withdraw_consent(consent)

    # --- faces ---

    def keep_face(self, patient: Patient, model_version: str, photos: Sequence[Vector]) -> None:
        """Keep the mean of photographs for the check-in; raise RecordProblem (``no_face_consent``)."""
        self._needs(Right.ADD_VISIT)
        self.store.faces.put(patient.id, model_version, mean_vector(photos), self.now(), self.actor)

    def faces(self, model_version: str) -> Sequence[tuple[str, Vector]]:
        """Give what is kept for the check-in, by patient id."""
        self._needs(Right.ADD_VISIT)
        return self.store.faces.all(model_version)

    def has_face(self, patient: Patient) -> bool:
        """Tell whether something is kept of a patient's face."""
        return self.store.faces.has(patient.id)

    def last_visit(self, patient: Patient) -> datetime | None:
        """Give when a patient was here last; None before the first time."""
        self._needs(Right.ADD_VISIT)
        return max((visit.taken_at for visit in self.store.visits(patient.id)), default=None)

    def recognised(self, patient_id: str) -> Patient | None:
        """Give the patient whose face was found; None when the consent was withdrawn since, elsewhere.

        Raises RecordProblem (``no_patient``).
        """
        self._needs(Right.ADD_VISIT)
        return self.store.patient(patient_id) if self.store.faces.has(patient_id) else None

    def forget_face(self, patient: Patient) -> None:
        """Withdraw the consent to the face check-in; what was kept of the face is deleted with it."""
        self._needs(Right.ADD_VISIT)
        for consent in self.store.consents(patient.id):
            if consent.purpose is Purpose.FACE_CHECK_IN and consent.holds:
                self.store.withdraw_consent(consent.id, self.now(), self.actor)

    def withdraw_consent(self, consent: Consent) -> None:
        """Mark a consent as withdrawn just now."""
        self._needs(Right.ADD_VISIT)
        self.store.withdraw_consent(consent.id, self.now(), self.actor)

    # --- visits ---

    def file(
        self, patient: Patient, assessment: Assessment, photos: Mapping[View, bytes], report: bytes | None
    ) -> Visit:
        """Keep an assessment as a new, unsigned visit."""
        self._needs(Right.ADD_VISIT)
        visit = Visit(uuid.uuid4().hex, patient.id, assessment.taken_at, tuple(assessment.views))
        self.store.add_visit(visit, VisitContent(to_record(assessment), photos, report), self.actor)
        return visit

    def refile(
        self, visit: Visit, assessment: Assessment, photos: Mapping[View, bytes], report: bytes | None
    ) -> Visit:
        """Replace a draft, or correct a signed visit by a new version; give the visit as it is now."""
        self._needs(Right.ADD_VISIT)
        changed = replace(visit, views=tuple(assessment.views), taken_at=assessment.taken_at)
        if visit.state is VisitState.SIGNED:
            self._needs(Right.SIGN)
            changed = Visit(
                uuid.uuid4().hex,
                visit.patient_id,
                assessment.taken_at,
                tuple(assessment.views),
                version=visit.version + 1,
                corrects=visit.id,
            )
        self.store.add_visit(changed, VisitContent(to_record(assessment), photos, report), self.actor)
        return changed

    def sign(self, visit: Visit) -> None:
        """Make a visit unchangeable."""
        self._needs(Right.SIGN)
        self.store.sign_visit(visit.id, self.now(), self.actor)

    def visits(self, patient: Patient) -> Sequence[Visit]:
        """Give a patient's visits, the oldest first."""
        self._needs(Right.READ)
        return self.store.visits(patient.id)

    def signed_since(self, since: datetime) -> Sequence[Visit]:
        """Give everybody's visits that were signed then or later, the earliest signed first."""
        self._needs(Right.READ)
        return self.store.signed_since(since)

    def read(self, visit: Visit) -> Assessment:
        """Give a visit's assessment as it was kept; the trail tells who read it."""
        self._needs(Right.READ)
        assessment = from_record(self.store.document(visit.id))
        self.store.note(Deed.VISIT_READ, self.actor, visit.patient_id, visit.id)
        return assessment

    def photo(self, visit: Visit, view: View) -> bytes:
        """Give one photograph of a visit."""
        self._needs(Right.READ)
        return self.store.photo(visit.id, view)

    def report(self, visit: Visit) -> bytes | None:
        """Give a visit's PDF."""
        self._needs(Right.READ)
        return self.store.report(visit.id)

    # --- users ---

    def users(self) -> Sequence[User]:
        """Give everybody who may work with the records."""
        self._needs(Right.MANAGE_USERS)
        return self.store.users()

    def put_user(self, user: User, password: str | None) -> None:
        """Add a user or change their role; a password of None stays as it is.

        Raises RecordProblem (``last_admin``): without an administrator nobody could ever change that again;
        ``text_long`` with ``most``.
        """
        self._needs(Right.MANAGE_USERS)
        _line(user.name, MOST_NAME)
        others = [one for one in self.store.users() if one.name != user.name]
        if not any(one.role is Role.ADMIN for one in (user, *others)):
            raise RecordProblem("last_admin")
        self.store.put_user(user, password, self.actor)

    # --- the whole ---

    def due_for_review(self, years: float) -> Sequence[tuple[Patient, datetime]]:
        """Give the patients who were last here longer ago than so many years, the longest ago first.

        Who was kept at a review less than a year ago is left out.
        """
        self._needs(Right.ERASE)
        now, seen, kept = self.now(), self.store.last_visits(), self.store.last_noted(Deed.PATIENT_KEPT)
        last = {key for key, at in seen.items() if _is_past(at, now, years)}
        last -= {key for key, at in kept.items() if not _is_past(at, now, KEPT_FOR_YEARS)}
        due = [(patient, seen[patient.id]) for patient in self.store.patients() if patient.id in last]
        return sorted(due, key=lambda one: one[1])

    def keep(self, patient: Patient) -> None:
        """Note that a patient who was due for review is kept for another year."""
        self._needs(Right.ERASE)
        self.store.note(Deed.PATIENT_KEPT, self.actor, patient.id)

    def audit(self, patient: Patient | None = None) -> Sequence[AuditEvent]:
        """Give the audit trail."""
        self._needs(Right.READ_AUDIT)
        return self.store.audit(None if patient is None else patient.id)

    def verify(self, tell: Callable[[int, int], None] = lambda done, of: None) -> Verification:
        """Look over the whole store."""
        self._needs(Right.BACK_UP)
        return self.store.verify(tell)

    def back_up(self) -> str:
        """Write a backup; give its name."""
        self._needs(Right.BACK_UP)
        name = self.store.back_up()
        self.store.note(Deed.BACKED_UP, self.actor, detail=name)
        return name

    def missed_backup(self) -> MissedBackup | None:
        """Tell what stood in the newest backup's way, None when it was made; everybody may know."""
        return missed_backup(self.store.last_backup())

    def exported(self, patient: Patient, what: str) -> None:
        """Note that something of a patient left the records; asked before it does."""
        self._needs(Right.EXPORT)
        self.store.note(Deed.EXPORTED, self.actor, patient.id, what)

    def check_import(self) -> None:
        """Ask whether a patient may be brought in, with visits that bear others' signatures."""
        self._needs(Right.ADD_VISIT)
        self._needs(Right.SIGN)

    def _needs(self, right: Right) -> None:
        if not self.user.may(right):
            raise NotAllowed("not_allowed", right=right.value)


def _line(text: str, most: int = MOST_TEXT) -> str:
    line = one_line(text)
    if len(line) > most:
        raise RecordProblem("text_long", most=most)
    return line


def _in_lines(patient: Patient) -> Patient:
    return replace(patient, code=_line(patient.code), name=_line(patient.name or "") or None)


def _is_past(moment: datetime, now: datetime, years: float) -> bool:
    return (now - moment).days > years * DAYS_A_YEAR


def copy_records(source: Store, target: Store, actor: Actor) -> int:
    """Copy every patient with consents, visits, signatures, and services' answers; give how many.

    Users are not copied: their passwords do not leave the store they were set in. Nor is what waits in the
    outbox: two stores would send it.
    Raises RecordProblem (``target_not_empty``).
    """
    if target.patients():
        raise RecordProblem("target_not_empty")
    patients = source.patients()
    for patient in patients:
        target.add_patient(patient, actor)
        for consent in source.consents(patient.id):
            target.add_consent(replace(consent, withdrawn_at=None), actor)
            if consent.withdrawn_at is not None:
                target.withdraw_consent(consent.id, consent.withdrawn_at, actor)
        for visit in source.visits(patient.id):
            _copy_visit(source, target, visit, actor)
        for entry, answer in answers_of(source, patient):
            target.outbox.keep_answer(entry, answer)
    target.note(Deed.COPIED, actor, detail=f"patients {len(patients)}")
    return len(patients)


def answers_of(store: Store, patient: Patient) -> list[tuple[OutboxEntry, bytes]]:
    """Fetch what services elsewhere answered about a patient, packed."""
    sent = [one for one in store.outbox.entries(patient.id) if one.state is EntryState.SENT]
    return [(one, store.outbox.answer(one.id)) for one in sent]


def content_of(store: Store, visit: Visit) -> VisitContent:
    """Fetch everything a visit holds."""
    photos = {view: store.photo(visit.id, view) for view in visit.views}
    return VisitContent(store.document(visit.id), photos, store.report(visit.id))


def _copy_visit(source: Store, target: Store, visit: Visit, actor: Actor) -> None:
    draft = replace(visit, state=VisitState.DRAFT, signed_by=None, signed_at=None)
    target.add_visit(draft, content_of(source, visit), actor)
    if visit.signed_at is not None:
        target.sign_visit(visit.id, visit.signed_at, Actor(visit.signed_by or actor.user, actor.station))
