"""The tables' state: made, brought up to date, or told apart from what is not ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from posture_app.domain.errors import RecordProblem

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_MIGRATIONS = Path(__file__).parent / "migrations"


def make_tables(engine: Engine) -> None:
    """Make all tables in an empty database."""
    with engine.begin() as connection:
        if inspect(connection).get_table_names():
            raise RecordProblem("store_exists")
        _upgrade(connection)


def bring_up_to_date(engine: Engine) -> None:
    """Take an older store's tables to today's, all steps or none.

    Raises
    ------
    RecordProblem
        ``store_foreign``: these tables are not ours; ``store_newer``: a newer program made them.
    """
    with engine.begin() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
        if there is None:
            raise RecordProblem("store_foreign" if inspect(connection).get_table_names() else "no_store")
        steps = ScriptDirectory.from_config(_config(connection))
        if there == steps.get_current_head():
            return
        if there not in {step.revision for step in steps.walk_revisions()}:
            raise RecordProblem("store_newer" if there.isdecimal() else "store_foreign")
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
