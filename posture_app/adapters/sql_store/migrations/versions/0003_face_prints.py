"""What the face check-in knows people by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make its table; one that is there already stayed behind when a server's older backup was loaded."""
    op.execute("DROP TABLE IF EXISTS face_prints")
    op.create_table(
        "face_prints",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("patient_id", sa.String(32), nullable=False, unique=True),
        sa.Column("model_version", sa.String(40), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
