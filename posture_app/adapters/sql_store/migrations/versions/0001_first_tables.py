"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "meta",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "patients",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("added_at", sa.String(40), nullable=False),
        sa.Column("code_print", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("patient_id", sa.String(32), sa.ForeignKey("patients.id"), nullable=False, index=True),
        sa.Column("purpose", sa.String(120), nullable=False),
        sa.Column("text_version", sa.String(120), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("given_at", sa.String(40), nullable=False),
        sa.Column("withdrawn_at", sa.String(40)),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("patient_id", sa.String(32), sa.ForeignKey("patients.id"), nullable=False, index=True),
        sa.Column("taken_at", sa.String(40), nullable=False),
        sa.Column("views", sa.String(120), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("corrects", sa.String(32)),
        sa.Column("signed_by", sa.String(120)),
        sa.Column("signed_at", sa.String(40)),
        sa.Column("sealed_document", sa.LargeBinary, nullable=False),
        sa.Column("sealed_report", sa.LargeBinary),
    )
    op.create_table(
        "photos",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("visit_id", sa.String(32), sa.ForeignKey("visits.id"), nullable=False, index=True),
        sa.Column("view", sa.String(10), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.UniqueConstraint("visit_id", "view"),
    )
    op.create_table(
        "users",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("wrong_tries", sa.Integer, nullable=False),
        sa.Column("wait_until", sa.Float, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("user", sa.String(120), nullable=False),
        sa.Column("station", sa.String(120), nullable=False),
        sa.Column("deed", sa.String(120), nullable=False),
        sa.Column("patient_id", sa.String(32), index=True),
        sa.Column("detail", sa.String(400), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
    )
    op.create_table(
        "patient_keys",
        sa.Column("patient_id", sa.String(32), primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
    )
