"""The open store: every change and its line in the audit trail in one transaction."""

from __future__ import annotations

import time
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, defer

from posture_app.adapters.keys.passphrases import hashed, is_password
from posture_app.adapters.keys.sealing import fingerprint, seal
from posture_app.adapters.sql_store import trail
from posture_app.adapters.sql_store.engine import explained
from posture_app.adapters.sql_store.faces import SqlFacePrints
from posture_app.adapters.sql_store.ghosts import ghosts
from posture_app.adapters.sql_store.keys import Keys, tried_wrongly
from posture_app.adapters.sql_store.outbox import SqlOutbox, Vault
from posture_app.adapters.sql_store.rows import (
    check_patient,
    check_visit,
    consent_of,
    known,
    patient_of,
    sealed_patient,
    unsealed,
    visit_of,
    visit_row,
)
from posture_app.adapters.sql_store.tables import (
    AuditRow,
    ConsentRow,
    PatientRow,
    PhotoRow,
    UserRow,
    VisitRow,
)
from posture_app.domain.errors import RecordDamaged, RecordProblem, WrongPassphrase
from posture_app.domain.records import (
    Consent,
    Deed,
    Patient,
    Role,
    User,
    Verification,
    Visit,
    VisitState,
)
from posture_app.domain.views import View
from posture_app.services.records.store import VisitContent

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Engine

    from posture_app.adapters.sql_store.patient_keys import PatientKeys
    from posture_app.adapters.sql_store.photos import Photos
    from posture_app.domain.records import Actor, AuditEvent


_LISTED = (defer(VisitRow.sealed_document), defer(VisitRow.sealed_report))
"""A list of visits leaves their contents where they are."""


@dataclass(frozen=True, slots=True)
class Backing:
    """What differs between a folder and a server."""

    engine: Engine
    patient_keys: PatientKeys
    photos: Photos
    back_up: Callable[[], str]


class SqlStore:
    """Records behind an unlocked key; implements `services.records.store.Store`."""

    def __init__(self, backing: Backing, keys: Keys, now: Callable[[], float] = time.time) -> None:
        self._backing = backing
        self._keys: Keys | None = keys
        self._now = now
        vault = Vault(self._reading, self._writing, self._key, lambda: self._held.audit)
        self._outbox = SqlOutbox(vault)
        self._faces = SqlFacePrints(vault, backing.patient_keys.all)

    def close(self) -> None:
        """Let go of the connections and forget the key."""
        self._backing.engine.dispose()
        self._keys = None

    # --- patients and consents ---

    def patients(self) -> Sequence[Patient]:
        """Give everybody, in the order they were added."""
        with self._reading() as session:
            keys = self._backing.patient_keys.all(session)
            rows = session.execute(
                select(PatientRow.id, PatientRow.sealed).order_by(PatientRow.added_at, PatientRow.id)
            )
            people, shut = [], set()
            for row in rows:
                if row.id in keys:
                    try:
                        people.append(patient_of(row.id, row.sealed, keys[row.id]))
                    except RecordDamaged:
                        shut.add(row.id)
            if shut and shut - self._ghosts(session, shut):
                raise RecordDamaged("patient_damaged")
            return people

    def patient_by_code(self, code: str) -> Patient:
        """Find one patient by the code's fingerprint; nobody else is decrypted."""
        with self._reading() as session:
            of_code = PatientRow.code_print == self._code_print(code)
            found = session.execute(select(PatientRow.id, PatientRow.sealed).where(of_code)).one_or_none()
            key = None if found is None else self._backing.patient_keys.get(session, found.id)
            if found is None or key is None:  # without a key an erasure was cut short
                raise RecordProblem("no_patient")
            try:
                return patient_of(found.id, found.sealed, key)
            except RecordDamaged:
                if self._ghosts(session, [found.id]):
                    raise RecordProblem("no_patient") from None
                raise

    def patient(self, patient_id: str) -> Patient:
        """Find one patient by id; nobody else is decrypted."""
        with self._reading() as session:
            row = session.get(PatientRow, patient_id)
            key = None if row is None else self._backing.patient_keys.get(session, patient_id)
            if row is None or key is None:
                raise RecordProblem("no_patient")
            return patient_of(row.id, row.sealed, key)

    def add_patient(self, patient: Patient, actor: Actor) -> None:
        """Add a patient with a key of their own."""
        self.add_patients([patient], actor)

    def add_patients(self, patients: Iterable[Patient], actor: Actor) -> None:
        """Add patients in one transaction: all or none."""
        with self._writing() as session:
            for patient in patients:
                self._add(session, patient, actor)

    def change_patient(self, patient: Patient, actor: Actor) -> None:
        """Replace what is known of a patient."""
        with self._writing() as session:
            row = self._patient_row(session, patient.id)
            self._check_code(session, patient, free_for=patient.id)
            row.code_print = self._code_print(patient.code)
            row.sealed = sealed_patient(patient, self._key(session, patient.id))
            trail.append(session, self._held.audit, Deed.PATIENT_CHANGED, actor, patient.id, "")

    def erase_patient(self, patient_id: str, actor: Actor) -> AuditEvent:
        """Destroy the key first: should the program die here, the next start finishes the rest."""
        with self._writing() as session:
            self._patient_row(session, patient_id)
            self._backing.patient_keys.destroy(session, patient_id)
            photos = self._delete_rows(session, patient_id)
            certificate = trail.append(
                session, self._held.audit, Deed.PATIENT_ERASED, actor, patient_id, f"photos {len(photos)}"
            )
        self._backing.photos.drop(photos)
        return certificate

    def consents(self, patient_id: str) -> Sequence[Consent]:
        """Give a patient's consents, the oldest first."""
        with self._reading() as session:
            rows = session.scalars(
                select(ConsentRow)
                .where(ConsentRow.patient_id == patient_id)
                .order_by(ConsentRow.given_at, ConsentRow.id)
            )
            return [consent_of(row) for row in rows]

    def add_consent(self, consent: Consent, actor: Actor) -> None:
        """Keep a consent that was given."""
        with self._writing() as session:
            self._patient_row(session, consent.patient_id)
            if session.get(ConsentRow, consent.id) is not None:
                raise RecordProblem("entry_taken")
            session.add(
                ConsentRow(
                    id=consent.id,
                    patient_id=consent.patient_id,
                    purpose=consent.purpose.value,
                    text_version=consent.text_version,
                    language=consent.language,
                    given_at=consent.given_at.isoformat(),
                    withdrawn_at=None,
                )
            )
            detail = f"{consent.purpose.value} {consent.text_version}"
            trail.append(session, self._held.audit, Deed.CONSENT_GIVEN, actor, consent.patient_id, detail)

    def withdraw_consent(self, consent_id: str, at: datetime, actor: Actor) -> None:
        """Mark a consent as withdrawn."""
        with self._writing() as session:
            row = session.get(ConsentRow, consent_id)
            if row is None:
                raise RecordProblem("no_consent")
            row.withdrawn_at = row.withdrawn_at or at.isoformat()
            trail.append(
                session, self._held.audit, Deed.CONSENT_WITHDRAWN, actor, row.patient_id, row.purpose
            )
            session.flush()
            self._outbox.without_consent(session, row.patient_id, actor)
            self._faces.without_consent(session, row.patient_id, actor)

    def withdraw_again(self, withdrawn: Mapping[str, datetime], actor: Actor) -> None:
        """Withdraw, of these consents by id, what a backup brought back as still given."""
        with self._reading() as session:
            given = set(session.scalars(select(ConsentRow.id).where(ConsentRow.withdrawn_at.is_(None))))
        for consent_id in sorted(given & set(withdrawn)):
            self.withdraw_consent(consent_id, withdrawn[consent_id], actor)

    # --- visits ---

    def visits(self, patient_id: str) -> Sequence[Visit]:
        """Give a patient's visits, the oldest first, corrections after what they correct."""
        with self._reading() as session:
            wanted = select(VisitRow).options(*_LISTED).where(VisitRow.patient_id == patient_id)
            rows = session.scalars(wanted)
            return sorted((visit_of(row) for row in rows), key=lambda one: (one.taken_at, one.version))

    def signed_since(self, since: datetime) -> Sequence[Visit]:
        """Give everybody's visits that were signed then or later, the earliest signed first."""
        with self._reading() as session:
            signed = select(VisitRow).options(*_LISTED).where(VisitRow.state == VisitState.SIGNED.value)
            visits = [(visit.signed_at, visit) for visit in map(visit_of, session.scalars(signed))]
        late = [(at, visit) for at, visit in visits if at is not None and at >= since]
        return [visit for _, visit in sorted(late, key=lambda one: one[0])]

    def last_visits(self) -> Mapping[str, datetime]:
        """Give when every patient who was ever here was here last."""
        last: dict[str, datetime] = {}
        with self._reading() as session:
            for row in session.execute(select(VisitRow.patient_id, VisitRow.taken_at)):
                taken = datetime.fromisoformat(row.taken_at)
                last[row.patient_id] = max(taken, last.get(row.patient_id, taken))
        return last

    def add_visit(self, visit: Visit, content: VisitContent, actor: Actor) -> None:
        """Keep a visit whole or not at all; a draft of the same id is replaced, a signed one never."""
        with self._writing() as session:
            self._patient_row(session, visit.patient_id)
            key = self._key(session, visit.patient_id)
            replaced = self._take_away_draft(session, visit)
            if replaced:
                self._outbox.visit_replaced(session, visit.id, actor)
            session.add(visit_row(visit, content, key))
            session.flush()
            for view, picture in content.photos.items():
                row = PhotoRow(id=uuid.uuid4().hex, visit_id=visit.id, view=view.value)
                self._backing.photos.put(row, seal(key, picture, f"photos/{row.id}/{visit.id}"))
                session.add(row)
            deed = Deed.VISIT_REPLACED if replaced else Deed.VISIT_ADDED
            detail = f"{visit.id} version {visit.version}"
            trail.append(session, self._held.audit, deed, actor, visit.patient_id, detail)

    def sign_visit(self, visit_id: str, at: datetime, actor: Actor) -> None:
        """Make a draft unchangeable."""
        with self._writing() as session:
            row = self._visit_row(session, visit_id)
            if row.state == VisitState.SIGNED.value:
                raise RecordProblem("visit_signed")
            row.state, row.signed_by, row.signed_at = VisitState.SIGNED.value, actor.user, at.isoformat()
            trail.append(session, self._held.audit, Deed.VISIT_SIGNED, actor, row.patient_id, visit_id)

    def document(self, visit_id: str) -> bytes:
        """Give the visit's assessment as it was kept."""
        with self._reading() as session:
            row = self._visit_row(session, visit_id)
            return unsealed(
                self._key(session, row.patient_id),
                row.sealed_document,
                f"visits/{visit_id}",
                "document_damaged",
            )

    def photo(self, visit_id: str, view: View) -> bytes:
        """Give one photograph."""
        with self._reading() as session:
            visit = self._visit_row(session, visit_id)
            row = session.scalar(
                select(PhotoRow).where(PhotoRow.visit_id == visit_id, PhotoRow.view == view.value)
            )
            if row is None:
                raise RecordProblem("no_photo")
            return self._photo(row, self._key(session, visit.patient_id))

    def report(self, visit_id: str) -> bytes | None:
        """Give the PDF, None when none was kept."""
        with self._reading() as session:
            row = self._visit_row(session, visit_id)
            if row.sealed_report is None:
                return None
            return unsealed(
                self._key(session, row.patient_id),
                row.sealed_report,
                f"reports/{visit_id}",
                "document_damaged",
            )

    @property
    def outbox(self) -> SqlOutbox:
        """What waits to be sent to services elsewhere."""
        return self._outbox

    @property
    def faces(self) -> SqlFacePrints:
        """What the face check-in knows people by."""
        return self._faces

    # --- users ---

    def users(self) -> Sequence[User]:
        """Give everybody who may work with the records."""
        with self._reading() as session:
            rows = session.scalars(select(UserRow).order_by(UserRow.name))
            return [User(row.name, Role(row.role)) for row in rows]

    def put_user(self, user: User, password: str | None, actor: Actor) -> None:
        """Add a user or change their role; a password of None leaves it as it is."""
        with self._writing() as session:
            row = session.get(UserRow, user.name)
            if row is None and password is None:
                raise RecordProblem("no_user", user=user.name)
            if row is None:
                row = UserRow(name=user.name, role=user.role.value, password="")
                session.add(row)
                deed = Deed.USER_ADDED
            else:
                deed = Deed.USER_CHANGED
            row.role = user.role.value
            if password is not None:
                row.password, row.wrong_tries, row.wait_until = hashed(password), 0, 0.0
            trail.append(session, self._held.audit, deed, actor, None, f"{user.name} {user.role.value}")

    def log_in(self, name: str, password: str) -> User:
        """Give the user; raise WrongPassphrase, more slowly after five wrong tries."""
        with self._writing() as session:
            row = session.get(UserRow, name)
            wait = 0.0 if row is None else row.wait_until - self._now()
            if wait > 0:
                raise WrongPassphrase("too_many_tries", wait_s=round(wait))
            right = row is not None and is_password(password, row.password)
            if row is not None:
                row.wrong_tries, row.wait_until = (
                    (0, 0.0) if right else tried_wrongly(row.wrong_tries, self._now())
                )
        if row is None or not right:
            raise WrongPassphrase("wrong_password")
        return User(row.name, Role(row.role))

    # --- the trail and the whole ---

    def note(self, deed: Deed, actor: Actor, patient_id: str | None = None, detail: str = "") -> AuditEvent:
        """Write a line of the audit trail by itself."""
        with self._writing() as session:
            return trail.append(session, self._held.audit, deed, actor, patient_id, detail)

    def audit(self, patient_id: str | None = None) -> Sequence[AuditEvent]:
        """Give the audit trail, the oldest first; only a patient's lines when asked so."""
        with self._reading() as session:
            wanted = select(AuditRow).order_by(AuditRow.number)
            if patient_id is not None:
                wanted = wanted.where(AuditRow.patient_id == patient_id)
            return [trail.event(row) for row in session.scalars(wanted)]

    def last_backup(self) -> AuditEvent | None:
        """Give the trail's newest line about a backup, made or failed; None where there is none."""
        of_backups = select(AuditRow).where(AuditRow.deed == Deed.BACKED_UP.value)
        with self._reading() as session:
            row = session.scalar(of_backups.order_by(AuditRow.number.desc()).limit(1))
            return None if row is None else trail.event(row)

    def last_noted(self, deed: Deed) -> Mapping[str, datetime]:
        """Give when the trail last tells of a deed, by patient id."""
        with self._reading() as session:
            wanted = select(AuditRow.patient_id, AuditRow.at).where(AuditRow.deed == deed.value)
            rows = session.execute(wanted.order_by(AuditRow.number))
            return {
                row.patient_id: datetime.fromisoformat(row.at) for row in rows if row.patient_id is not None
            }

    def verify(self, tell: Callable[[int, int], None] = lambda done, of: None) -> Verification:
        """Decrypt every photograph and document, read every row, and follow the audit trail's chain."""
        with self._reading() as session:
            keys = self._backing.patient_keys.all(session)
            patients = session.scalars(select(PatientRow)).all()
            visits = session.scalars(select(VisitRow)).all()
            photos = session.scalars(select(PhotoRow)).all()
            events = session.scalars(select(AuditRow).order_by(AuditRow.number)).all()
            owner = {visit.id: visit.patient_id for visit in visits}
            listed = [row.id for row in patients]
            _, gone = self._backing.patient_keys.ids(session)
            erased = gone.intersection(listed) | self._ghosts(session, listed)
            of_patients: list[tuple[str, str, Callable[[], object]]] = [
                *((row.id, f"patient_damaged {row.id}", check_patient(row, keys)) for row in patients),
                *((row.patient_id, f"document_damaged {row.id}", check_visit(row, keys)) for row in visits),
                *(
                    (owner[row.visit_id], f"photo_damaged {row.id}", self._check_photo(row, keys, owner))
                    for row in photos
                ),
                *self._outbox.checks(session, keys),
                *self._faces.checks(session, keys),
            ]
            checks = [(fault, check) for patient_id, fault, check in of_patients if patient_id not in erased]
            faults = []
            for done, (fault, check) in enumerate(checks, 1):
                try:
                    check()
                except RecordDamaged:
                    faults.append(fault)
                tell(done, len(checks))
            faults += trail.faults(session, self._held.audit, events)
            return Verification(
                len(patients), len(visits), len(photos), len(events), tuple(faults), tuple(sorted(erased))
            )

    def back_up(self) -> str:
        """Write a backup beside the oldest ones it replaces; give its name."""
        with explained():
            return self._backing.back_up()

    def sweep(self, named_elsewhere: frozenset[str], actor: Actor) -> int:
        """Finish erasures that were cut short, and remove photographs that nothing names; give how many."""
        with self._writing() as session:
            trail.lock(session)  # a patient who is just being added must not be seen without a key
            with_key, erased = self._backing.patient_keys.ids(session)
            listed = frozenset(session.scalars(select(PatientRow.id)))
            if listed - erased and not with_key:
                raise RecordDamaged("keys_damaged")  # lost, not erased: nothing is deleted
            came_back = ghosts(session, self._backing.patient_keys, erased, listed)
            for patient_id in sorted((listed & erased) | came_back):
                self._delete_rows(session, patient_id)
                trail.append(session, self._held.audit, Deed.PATIENT_ERASED, actor, patient_id, "finished")
            named = named_elsewhere.union(session.scalars(select(PhotoRow.id)))
            return self._backing.photos.sweep(named)

    # --- inside ---

    @property
    def _held(self) -> Keys:
        if self._keys is None:
            raise RecordProblem("store_locked")
        return self._keys

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """One transaction: committed whole at the end, rolled back by any error.

        It begins here and now, not with its first statement: key files are read and written under its lock.
        """
        _ = self._held  # a store that was closed says so
        with explained(), Session(self._backing.engine, expire_on_commit=False) as session, session.begin():
            session.connection()
            yield session

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        _ = self._held
        engine = self._backing.engine.execution_options(isolation_level="AUTOCOMMIT")
        with explained(), Session(engine, expire_on_commit=False) as session:
            yield session

    def _ghosts(self, session: Session, among: Collection[str]) -> frozenset[str]:
        _, gone = self._backing.patient_keys.ids(session)
        return ghosts(session, self._backing.patient_keys, gone, among)

    def _code_print(self, code: str) -> bytes:
        return fingerprint(self._held.codes, unicodedata.normalize("NFC", code.strip().casefold()))

    def _check_code(self, session: Session, patient: Patient, free_for: str | None) -> None:
        if not patient.code.strip():
            raise RecordProblem("code_empty")
        owner = session.scalar(
            select(PatientRow.id).where(PatientRow.code_print == self._code_print(patient.code))
        )
        if owner is not None and owner != free_for:
            raise RecordProblem("code_taken")

    def _add(self, session: Session, patient: Patient, actor: Actor) -> None:
        self._check_code(session, patient, free_for=None)
        if session.get(PatientRow, patient.id) is not None:  # an archive that comes in under another code
            raise RecordProblem("patient_there")
        key = self._backing.patient_keys.add(session, patient.id)
        added = trail.append(session, self._held.audit, Deed.PATIENT_ADDED, actor, patient.id, "")
        session.add(
            PatientRow(
                id=patient.id,
                added_at=added.at.isoformat(timespec="milliseconds"),
                code_print=self._code_print(patient.code),
                sealed=sealed_patient(patient, key),
            )
        )

    def _patient_row(self, session: Session, patient_id: str) -> PatientRow:
        """Give the row, locked: whoever else changes this patient waits."""
        row = session.execute(
            select(PatientRow).where(PatientRow.id == patient_id).with_for_update()
        ).scalar_one_or_none()
        if row is None:
            raise RecordProblem("no_patient")
        return row

    def _visit_row(self, session: Session, visit_id: str) -> VisitRow:
        row = session.get(VisitRow, visit_id)
        if row is None:
            raise RecordProblem("no_visit")
        return row

    def _key(self, session: Session, patient_id: str) -> bytes:
        key = self._backing.patient_keys.get(session, patient_id)
        if key is None:
            raise RecordDamaged("keys_damaged")
        return key

    def _take_away_draft(self, session: Session, visit: Visit) -> bool:
        """Delete a draft's rows; its photo files go with the next sweep, for backups may name them."""
        row = session.get(VisitRow, visit.id)
        if row is None:
            return False
        if row.patient_id != visit.patient_id:  # an archive that somebody wrote by hand
            raise RecordProblem("entry_taken")
        if row.state == VisitState.SIGNED.value:
            raise RecordProblem("visit_signed")
        session.execute(delete(PhotoRow).where(PhotoRow.visit_id == visit.id))
        session.delete(row)
        session.flush()
        return True

    def _delete_rows(self, session: Session, patient_id: str) -> list[str]:
        """Delete everything of a patient; give the ids of the photographs."""
        of_patient = select(VisitRow.id).where(VisitRow.patient_id == patient_id)
        photos = list(session.scalars(select(PhotoRow.id).where(PhotoRow.visit_id.in_(of_patient))))
        session.execute(delete(PhotoRow).where(PhotoRow.visit_id.in_(of_patient)))
        # Corrections name each other; unhook them so that no order of deletion is asked for.
        session.execute(update(VisitRow).where(VisitRow.patient_id == patient_id).values(corrects=None))
        session.execute(delete(VisitRow).where(VisitRow.patient_id == patient_id))
        self._outbox.erased(session, patient_id)
        self._faces.erased(session, patient_id)
        session.execute(delete(ConsentRow).where(ConsentRow.patient_id == patient_id))
        session.execute(delete(PatientRow).where(PatientRow.id == patient_id))
        return photos

    def _photo(self, row: PhotoRow, key: bytes) -> bytes:
        sealed = self._backing.photos.get(row)
        return unsealed(key, sealed, f"photos/{row.id}/{row.visit_id}", "kept_photo_damaged")

    def _check_photo(
        self, row: PhotoRow, keys: dict[str, bytes], owner: dict[str, str]
    ) -> Callable[[], object]:
        return lambda: self._photo(row, known(keys, owner[row.visit_id]))
