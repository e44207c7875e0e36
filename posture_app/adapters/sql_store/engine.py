"""Connections: an SQLCipher file or a PostgreSQL server, and what their errors mean to a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from posture_app.domain.errors import RecordDamaged, RecordProblem

BUSY_S = 15.0
"""How long a writer waits for another before it says that the records are busy."""


def is_server(place: str) -> bool:
    """Tell whether a place is a PostgreSQL URL; everything else is a folder."""
    return place.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def server_url(place: str) -> str:
    """Give the URL as SQLAlchemy names its driver."""
    return "postgresql+psycopg://" + place.split("://", 1)[1]


def connect_file(path: Path, key: bytes) -> Any:
    """Open an encrypted file; the key is raw, so nothing is stretched again."""
    connection = sqlcipher.connect(str(path), timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def file_engine(path: Path, key: bytes) -> Engine:
    """Give the engine of an SQLCipher file.

    Every transaction takes the write lock when it begins: photographs are written under it, so that a sweep
    under the same lock never meets half a visit.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: connect_file(path, key), module=sqlcipher, poolclass=NullPool
    )
    event.listen(engine, "begin", _take_the_lock)
    return engine


def _take_the_lock(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":  # readers need none
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def server_engine(place: str) -> Engine:
    """Give the engine of a PostgreSQL server."""
    return create_engine(server_url(place), pool_pre_ping=True, connect_args={"connect_timeout": int(BUSY_S)})


_MEANINGS = (
    ("database is locked", "store_busy"),
    ("disk is full", "store_full"),
    ("no space left", "store_full"),
    ("readonly", "store_read_only"),
    ("read-only", "store_read_only"),
    ("unable to open database file", "store_read_only"),
    ("connection", "store_unreachable"),
    ("could not translate host name", "store_unreachable"),
    ("authentication failed", "store_unreachable"),
)
_DAMAGED = ("malformed", "not a database", "file is encrypted", "disk i/o error")
_SYSTEM = {
    errno.ENOSPC: "store_full",
    errno.EDQUOT: "store_full",
    errno.EACCES: "store_read_only",
    errno.EPERM: "store_read_only",
    errno.EROFS: "store_read_only",
    errno.EEXIST: "store_no_folder",
    errno.ENOTDIR: "store_no_folder",
    errno.ENAMETOOLONG: "store_no_folder",
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn what databases and disks raise when they are in trouble into our errors.

    Anything that is not known to come from outside goes on as it is: it is a bug.
    """
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        raise _meaning(error) from error
    except OSError as error:
        if error.errno not in _SYSTEM:
            raise
        raise RecordProblem(_SYSTEM[error.errno]) from error


def _meaning(error: Exception) -> Exception:
    text = str(getattr(error, "orig", error)).lower()
    if any(sign in text for sign in _DAMAGED):
        return RecordDamaged("store_damaged")
    for sign, code in _MEANINGS:
        if sign in text:
            return RecordProblem(code)
    return error
