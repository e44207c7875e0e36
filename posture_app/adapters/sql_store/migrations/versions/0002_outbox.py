"""What waits to be sent to services elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make its table; one that is there already stayed behind when a server's older backup was loaded."""
    op.execute("DROP TABLE IF EXISTS outbox")
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("patient_id", sa.String(32), nullable=False, index=True),
        sa.Column("visit_id", sa.String(32), nullable=False, index=True),
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("ask", sa.String(20), nullable=False),
        sa.Column("views", sa.String(120), nullable=False),
        sa.Column("blurred", sa.Boolean, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("queued_at", sa.String(40), nullable=False),
        sa.Column("not_before", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("settled_at", sa.String(40)),
        sa.Column("reason", sa.String(120), nullable=False),
        sa.Column("sealed_parcel", sa.LargeBinary),
        sa.Column("sealed_answer", sa.LargeBinary),
    )
