"""Consents that were withdrawn stay so, although a backup from before is put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from posture_app.adapters.sql_store.engine import explained
from posture_app.adapters.sql_store.tables import ConsentRow
from posture_app.domain.errors import PostureError

if TYPE_CHECKING:
    from sqlalchemy import Engine


def withdrawn_in(engine: Engine) -> Mapping[str, datetime]:
    """Give by their ids when consents were withdrawn; none where the records cannot be read any more."""
    wanted = select(ConsentRow.id, ConsentRow.withdrawn_at).where(ConsentRow.withdrawn_at.is_not(None))
    try:
        with explained(), Session(engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
            rows = session.execute(wanted).all()
    except PostureError:
        return {}
    finally:
        engine.dispose()
    return {row.id: datetime.fromisoformat(row.withdrawn_at) for row in rows}
