"""The tables. What is personal is sealed; the rest is ids, dates, and states."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_ID = String(32)
_WHEN = String(40)  # ISO 8601 with its offset: the same text comes back from every database
_NAME = String(120)


class Base(DeclarativeBase):
    """All our tables."""


class MetaRow(Base):
    """Facts of the store itself: where the audit trail ends; on a server also the wrapped key."""

    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(_NAME, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class PatientRow(Base):
    """One person; `sealed` holds code, name, birth date, height."""

    __tablename__ = "patients"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    added_at: Mapped[str] = mapped_column(_WHEN)
    code_print: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ConsentRow(Base):
    """One consent."""

    __tablename__ = "consents"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patients.id"), index=True)
    purpose: Mapped[str] = mapped_column(_NAME)
    text_version: Mapped[str] = mapped_column(_NAME)
    language: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[str] = mapped_column(_WHEN)
    withdrawn_at: Mapped[str | None] = mapped_column(_WHEN)


class VisitRow(Base):
    """One version of one visit."""

    __tablename__ = "visits"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patients.id"), index=True)
    taken_at: Mapped[str] = mapped_column(_WHEN)
    views: Mapped[str] = mapped_column(_NAME)
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    corrects: Mapped[str | None] = mapped_column(_ID)
    signed_by: Mapped[str | None] = mapped_column(_NAME)
    signed_at: Mapped[str | None] = mapped_column(_WHEN)
    sealed_document: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_report: Mapped[bytes | None] = mapped_column(LargeBinary)


class PhotoRow(Base):
    """One photograph; its sealed bytes are here, or in a file of that id beside an SQLCipher store."""

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("visit_id", "view"),)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visits.id"), index=True)
    view: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class OutboxRow(Base):
    """One request to a service elsewhere; what is sent and what was answered are sealed.

    It hangs on no other table: a draft's row is replaced, and an older backup must load over it.
    """

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(_ID, index=True)
    visit_id: Mapped[str] = mapped_column(_ID, index=True)
    service: Mapped[str] = mapped_column(String(20))
    ask: Mapped[str] = mapped_column(String(20))
    views: Mapped[str] = mapped_column(_NAME)
    blurred: Mapped[bool]
    size: Mapped[int]
    queued_at: Mapped[str] = mapped_column(_WHEN)
    not_before: Mapped[str] = mapped_column(_WHEN)
    state: Mapped[str] = mapped_column(String(10), index=True)
    tries: Mapped[int]
    settled_at: Mapped[str | None] = mapped_column(_WHEN)
    reason: Mapped[str] = mapped_column(_NAME)
    sealed_parcel: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_answer: Mapped[bytes | None] = mapped_column(LargeBinary)


class FacePrintRow(Base):
    """What one patient's face is like, sealed; never in a backup."""

    __tablename__ = "face_prints"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(_ID, unique=True)
    model_version: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[str] = mapped_column(_WHEN)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class UserRow(Base):
    """Somebody who may work with the records."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(_NAME, primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str] = mapped_column(String(200))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[float] = mapped_column(default=0.0)


class AuditRow(Base):
    """One line of the audit trail."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(_WHEN)
    user: Mapped[str] = mapped_column(_NAME)
    station: Mapped[str] = mapped_column(_NAME)
    deed: Mapped[str] = mapped_column(_NAME)
    patient_id: Mapped[str | None] = mapped_column(_ID, index=True)
    detail: Mapped[str] = mapped_column(String(400))
    chain: Mapped[str] = mapped_column(String(64))


class PatientKeyRow(Base):
    """A patient's key, wrapped; on PostgreSQL only, and never in a backup."""

    __tablename__ = "patient_keys"

    patient_id: Mapped[str] = mapped_column(_ID, primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
