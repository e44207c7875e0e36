"""What the clinic keeps: patients, consents, visits, users, and the trail of who did what."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from posture_app.domain.views import View

MOST_TEXT = 500
"""Letters of a patient's name or code."""
MOST_NAME = 120
"""Letters of a user's name, or of what names the version of a text."""


def one_line(text: str) -> str:
    """Give a text as one line: what ends lines, moves a cursor, or rings a bell becomes a space."""
    return " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in text).split())


class Purpose(str, Enum):
    """What a person consents to; each is given and withdrawn by itself."""

    CARE = "care"
    TEACHING = "teaching"
    MARKETING = "marketing"
    FACE_CHECK_IN = "face_check_in"
    CLOUD = "cloud"


class Role(str, Enum):
    """What a user of the program is."""

    CAPTURE = "capture"
    CLINICIAN = "clinician"
    ADMIN = "admin"


class Right(str, Enum):
    """What a user may do."""

    ADD_VISIT = "add_visit"
    READ = "read"
    SIGN = "sign"
    EXPORT = "export"
    ERASE = "erase"
    MANAGE_USERS = "manage_users"
    READ_AUDIT = "read_audit"
    BACK_UP = "back_up"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CAPTURE: frozenset({Right.ADD_VISIT}),
    Role.CLINICIAN: frozenset({Right.ADD_VISIT, Right.READ, Right.SIGN, Right.EXPORT}),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works with the program; the password's hash stays in the store."""

    name: str
    role: Role

    def may(self, right: Right) -> bool:
        """Tell whether the user's role gives this right."""
        return right in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class Patient:
    """A person with a record.

    Attributes
    ----------
    id : 32 hex digits, random; says nothing of the person.
    code : the clinic's own, unique in the store.
    height_cm : None when unknown.
    """

    id: str
    code: str
    name: str | None = None
    birth_date: date | None = None
    height_cm: float | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's consent to one purpose, in the words of one version of the text.

    Attributes
    ----------
    text_version : of the consent text that was shown, such as ``care/1``.
    withdrawn_at : None while it holds.
    """

    id: str
    patient_id: str
    purpose: Purpose
    text_version: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Tell whether it has not been withdrawn."""
        return self.withdrawn_at is None


class VisitState(str, Enum):
    """A draft may be replaced; a signed visit never changes, a correction is a new version."""

    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Visit:
    """One assessment of one patient, as it is listed; its content is fetched by id.

    Attributes
    ----------
    version : 1, and one more for every correction.
    corrects : id of the version before this one; None for the first.
    views : the photographs it holds.
    """

    id: str
    patient_id: str
    taken_at: datetime
    views: tuple[View, ...]
    state: VisitState = VisitState.DRAFT
    version: int = 1
    corrects: str | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None


class Deed(str, Enum):
    """What the audit trail tells of."""

    STORE_MADE = "store_made"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    PATIENT_ADDED = "patient_added"
    PATIENT_CHANGED = "patient_changed"
    PATIENT_ERASED = "patient_erased"
    PATIENT_KEPT = "patient_kept"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    VISIT_ADDED = "visit_added"
    VISIT_REPLACED = "visit_replaced"
    VISIT_SIGNED = "visit_signed"
    VISIT_READ = "visit_read"
    EXPORTED = "exported"
    IMPORTED = "imported"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    COPIED = "copied"
    PASSPHRASE_CHANGED = "passphrase_changed"
    USER_ADDED = "user_added"
    USER_CHANGED = "user_changed"
    CLOUD_QUEUED = "cloud_queued"
    CLOUD_SENDING = "cloud_sending"
    CLOUD_SENT = "cloud_sent"
    CLOUD_REFUSED = "cloud_refused"
    CLOUD_DROPPED = "cloud_dropped"
    FACE_KEPT = "face_kept"
    FACE_DELETED = "face_deleted"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and at which station."""

    user: str
    station: str


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the audit trail: who, when, where, whose, what.

    Attributes
    ----------
    number : 1, 2, 3 … without a gap.
    patient_id : None when it concerns nobody in particular.
    detail : never a patient's data: ids, formats, counts.
    chain : hex SHA-256 over the chain before it and this line, so that a changed line is found.
    """

    number: int
    at: datetime
    actor: Actor
    deed: Deed
    patient_id: str | None
    detail: str
    chain: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look over the whole store found; good when `faults` is empty.

    `erased` are the ids of erased patients of whom a backup has just brought rows back: nobody can read
    them, and the next opening deletes them.
    """

    patients: int
    visits: int
    photos: int
    events: int
    faults: tuple[str, ...]
    """Codes with the row's id, such as ``photo_damaged 3f…``."""
    erased: tuple[str, ...] = ()
