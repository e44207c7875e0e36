"""The port through which records are kept: what every store must do, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from posture_app.domain.faces.portrait import Vector
    from posture_app.domain.outbox import OutboxEntry
    from posture_app.domain.records import (
        Actor,
        AuditEvent,
        Consent,
        Deed,
        Patient,
        User,
        Verification,
        Visit,
    )
    from posture_app.domain.views import View


@dataclass(frozen=True, slots=True, eq=False)
class VisitContent:
    """What a visit holds beside its line in the list.

    Attributes
    ----------
    document : the assessment as `record_json` writes it.
    photos : the upright photographs as JPEG or PNG, by view.
    report : the PDF, when one was made.
    """

    document: bytes
    photos: Mapping[View, bytes]
    report: bytes | None = None


class Outbox(Protocol):
    """What waits to be sent to services elsewhere; durable, and sealed by each patient's own key.

    An entry is dropped, unsent, in the same transaction that erases its patient, withdraws their
    consent, or replaces its visit. Methods that change something raise RecordProblem (``no_entry``).
    """

    def add(self, entries: Sequence[tuple[OutboxEntry, bytes]], actor: Actor) -> None:
        """Keep entries with their packed parcels, all or none.

        Raises RecordProblem: ``no_cloud_consent``, ``no_visit``.
        """

    def entries(self, patient_id: str | None = None) -> Sequence[OutboxEntry]:
        """Give everybody's entries or a patient's, in the order they were queued."""

    def unsent(self) -> Sequence[OutboxEntry]:
        """Give what was not answered yet; cheap, however much was."""

    def begin(self, entry_id: str, at: datetime, actor: Actor) -> bytes | None:
        """Mark an entry as being sent and give its packed parcel; the trail tells before anything leaves.

        None when it is not due any more: somebody else sends it, or it was dropped for want of consent.
        """

    def sent(self, entry_id: str, answer: bytes, at: datetime, actor: Actor) -> None:
        """Keep the packed answer; the parcel is forgotten."""

    def refused(self, entry_id: str, reason: str, at: datetime, actor: Actor) -> None:
        """Let it rest until somebody tries again by hand."""

    def put_off(self, entry_id: str, until: datetime, reason: str, *, all_of_service: bool = False) -> None:
        """Let it wait; `all_of_service` lets everything wait that goes the same way."""

    def again(self, entry_id: str, at: datetime, actor: Actor) -> None:
        """Let an entry that waits or was refused be due at once."""

    def drop(self, entry_id: str, actor: Actor) -> None:
        """Take an unsent entry out."""

    def answer(self, entry_id: str) -> bytes:
        """Give the packed answer; raise RecordProblem (``no_answer``)."""

    def keep_answer(self, entry: OutboxEntry, answer: bytes) -> None:
        """Keep an answered entry that comes from other records; raise RecordProblem (``entry_taken``)."""


class FacePrints(Protocol):
    """What the face check-in knows people by: one vector a patient, sealed by the patient's own key.

    It is deleted in the same transaction that withdraws the consent or erases the patient, and is in no
    backup: after a restore people are photographed for it again.
    """

    def put(self, patient_id: str, model_version: str, vector: Vector, at: datetime, actor: Actor) -> None:
        """Keep what a patient's face is like, in place of what was kept before.

        Raises RecordProblem (``no_face_consent``).
        """

    def all(self, model_version: str) -> Sequence[tuple[str, Vector]]:
        """Give everybody who consents, by patient id; vectors of other models are left out."""

    def has(self, patient_id: str) -> bool:
        """Tell whether something is kept of a patient."""


class Store(Protocol):
    """An unlocked store of records; used from one thread.

    Every change and its line in the audit trail are written together or not at all. Methods raise
    RecordProblem (``no_patient``, ``code_taken``, ``no_visit``, ``visit_signed``, ``entry_taken``,
    ``store_full``, ``store_read_only``, ``store_busy``) and RecordDamaged (``kept_photo_damaged``,
    ``kept_photo_missing``, ``document_damaged``, ``keys_damaged``, ``store_damaged``).
    """

    # --- patients and consents ---

    def patients(self) -> Sequence[Patient]:
        """Give everybody, in the order they were added; decrypted, so keep it no longer than needed."""

    def patient_by_code(self, code: str) -> Patient:
        """Give the patient of a code, whatever its case; raise RecordProblem (``no_patient``)."""

    def patient(self, patient_id: str) -> Patient:
        """Give the patient of an id; raise RecordProblem (``no_patient``)."""

    def add_patient(self, patient: Patient, actor: Actor) -> None:
        """Add a patient with a key of their own; raise RecordProblem (``code_taken``)."""

    def change_patient(self, patient: Patient, actor: Actor) -> None:
        """Replace what is known of a patient."""

    def erase_patient(self, patient_id: str, actor: Actor) -> AuditEvent:
        """Destroy the patient's key and rows; give the line of the audit trail that certifies it."""

    def consents(self, patient_id: str) -> Sequence[Consent]:
        """Give a patient's consents, the oldest first."""

    def add_consent(self, consent: Consent, actor: Actor) -> None:
        """Keep a consent that was given."""

    def withdraw_consent(self, consent_id: str, at: datetime, actor: Actor) -> None:
        """Mark a consent as withdrawn; what is kept of the face goes with the last one to the check-in."""

    # --- visits ---

    def visits(self, patient_id: str) -> Sequence[Visit]:
        """Give a patient's visits, the oldest first, corrections after what they correct."""

    def signed_since(self, since: datetime) -> Sequence[Visit]:
        """Give everybody's visits that were signed then or later, the earliest signed first."""

    def last_visits(self) -> Mapping[str, datetime]:
        """Give when every patient who was ever here was here last, by patient id."""

    def add_visit(self, visit: Visit, content: VisitContent, actor: Actor) -> None:
        """Keep a visit whole or not at all; a draft of the same id is replaced, a signed one never."""

    def sign_visit(self, visit_id: str, at: datetime, actor: Actor) -> None:
        """Make a draft unchangeable."""

    def document(self, visit_id: str) -> bytes:
        """Give the visit's assessment as it was kept."""

    def photo(self, visit_id: str, view: View) -> bytes:
        """Give one photograph; raise RecordDamaged when it was swapped, edited, or lost."""

    def report(self, visit_id: str) -> bytes | None:
        """Give the PDF, None when none was kept."""

    # --- what is sent elsewhere ---

    @property
    def outbox(self) -> Outbox:
        """What waits to be sent to services elsewhere."""

    # --- faces ---

    @property
    def faces(self) -> FacePrints:
        """What the face check-in knows people by."""

    # --- users ---

    def users(self) -> Sequence[User]:
        """Give everybody who may work with the records."""

    def put_user(self, user: User, password: str | None, actor: Actor) -> None:
        """Add a user or change their role; a password of None leaves it as it is."""

    def log_in(self, name: str, password: str) -> User:
        """Give the user; raise WrongPassphrase, more slowly after five wrong tries."""

    # --- the trail and the whole ---

    def note(self, deed: Deed, actor: Actor, patient_id: str | None = None, detail: str = "") -> AuditEvent:
        """Write a line of the audit trail by itself: a visit was read, something was exported."""

    def audit(self, patient_id: str | None = None) -> Sequence[AuditEvent]:
        """Give the audit trail, the oldest first; only a patient's lines when asked so."""

    def last_noted(self, deed: Deed) -> Mapping[str, datetime]:
        """Give when the trail last tells of a deed to every patient to whom it was done, by patient id."""

    def verify(self, tell: Callable[[int, int], None] = lambda done, of: None) -> Verification:
        """Decrypt every photograph and document, read every row, and follow the audit trail's chain."""

    def back_up(self) -> str:
        """Write a backup beside the oldest ones it replaces; give its name."""

    def last_backup(self) -> AuditEvent | None:
        """Give the trail's newest line about a backup, made or failed; None where there is none."""

    def close(self) -> None:
        """Let go of files, connection, and keys."""


class StoreOpener(Protocol):
    """Makes, opens, restores stores at a place: a folder, or a PostgreSQL URL.

    Where the place is a server, every method raises RecordProblem as well: ``server_address``,
    ``server_unknown_host``, ``server_refused``, ``server_password``, ``server_no_database``,
    ``server_forbidden``, ``server_closed``, ``server_tls``, ``store_unreachable``.
    """

    def is_empty(self, place: str) -> bool:
        """Tell whether records can be made at a place, False where there are some.

        Raises RecordProblem (``store_foreign``) where there is something else.
        """

    def make(self, place: str, passphrase: str, actor: Actor) -> tuple[Store, str]:
        """Make a new store; give it and the recovery code, which is kept nowhere.

        Raises RecordProblem (``store_exists``, ``passphrase_short``).
        """

    def open(self, place: str, passphrase: str, actor: Actor) -> Store:
        """Open a store by passphrase or recovery code, up to date and with what a crash left swept away.

        Raises
        ------
        WrongPassphrase
            More slowly after five wrong tries.
        RecordProblem
            ``no_store``, ``store_foreign``, ``store_newer``, ``store_busy``.
        RecordDamaged
            ``store_damaged``: what to do is to restore a backup.
        """

    def data_key(self, place: str, passphrase: str) -> bytes:
        """Give the data key, for a `KeyKeeper`; raises what `open` raises."""

    def open_with_key(self, place: str, data_key: bytes, actor: Actor) -> Store:
        """Open a store with a key that was kept; raises what `open` raises.

        Raises RecordProblem (``key_other``) when it is the key of other records.
        """

    def change_passphrase(self, place: str, old: str, new: str, actor: Actor) -> None:
        """Wrap the data key anew; no photograph is rewritten."""

    def new_recovery_code(self, place: str, passphrase: str, actor: Actor) -> str:
        """Give a new recovery code; the old one opens nothing any more."""

    def backups(self, place: str) -> Sequence[str]:
        """Give the names of the backups, the newest first."""

    def restore(self, place: str, passphrase: str, name: str, actor: Actor) -> None:
        """Put a backup in place of the database, which is kept aside; erased patients stay erased."""


class KeyKeeper(Protocol):
    """Keeps data keys where the operating system keeps secrets, so that a person need not type.

    Every method raises RecordProblem: ``keyring_missing`` where there is no such place, ``keyring_plain``
    where it would lie readable, ``keyring_locked`` where it did not open.
    """

    def name(self) -> str:
        """Give the name of the keyring that is used."""

    def remember(self, place: str, data_key: bytes) -> None:
        """Keep the data key of the records at a place."""

    def recall(self, place: str) -> bytes | None:
        """Give the data key, None when none is kept."""

    def remember_password(self, place: str, password: str) -> None:
        """Keep the password of the database user at a server."""

    def recall_password(self, place: str) -> str | None:
        """Give the password of the database user, None when none is kept."""

    def forget(self, place: str) -> bool:
        """Let go of the key and the server's password; tell whether there was a key."""
