"""Connections: an SQLCipher file or a PostgreSQL server, and what their errors mean to a person."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from posture_app.domain.errors import RecordDamaged, RecordProblem

BUSY_S = 15.0
"""How long a writer waits for another before it says that the records are busy."""


def server_url(place: str) -> str:
    """Give the URL as SQLAlchemy names its driver."""
    return "postgresql+psycopg://" + place.split("://", 1)[1]


def connect_file(path: Path, key: bytes) -> Any:
    """Open an encrypted file; the key is raw, so nothing is stretched again."""
    connection = sqlcipher.connect(str(path), timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()  # Windows lets nobody put a backup in the place of a file that is open
        raise
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
    """Give the engine of a PostgreSQL server; raise RecordProblem (``server_address``)."""
    try:
        return create_engine(
            server_url(place), pool_pre_ping=True, connect_args={"connect_timeout": int(BUSY_S)}
        )
    except (ArgumentError, ValueError):  # the latter from a port that is no number; both would quote the URL
        raise RecordProblem("server_address") from None


_MEANINGS = (
    ("database is locked", "store_busy"),
    ("disk is full", "store_full"),
    ("no space left", "store_full"),
    ("readonly", "store_read_only"),
    ("read-only", "store_read_only"),
    ("unable to open database file", "store_read_only"),
    ("password authentication failed", "server_password"),
    ("password 인증을 실패", "server_password"),
    ("no password supplied", "server_password"),
    ('role "', "server_password"),
    ("롤(role) 없음", "server_password"),
    ("failed to resolve host", "server_unknown_host"),
    ("could not translate host name", "server_unknown_host"),
    ("connection refused", "server_refused"),
    ("연결이 거부됨", "server_refused"),
    ("no pg_hba.conf entry", "server_closed"),
    ("pg_hba.conf 파일에 없습니다", "server_closed"),
    ("does not support ssl", "server_tls"),
    ("sslmode", "server_tls"),
    ("certificate", "server_tls"),
    ("invalid port number", "server_address"),
    ("invalid connection option", "server_address"),
    ("connection", "store_unreachable"),
)
"""By what a library says; a server says why it lets nobody in only so, and in its own language."""
_NO_DATABASE = re.compile(r'database ".*" does not exist|데이터베이스 없음')
_STATES = {
    "42501": "server_forbidden",
    "53100": "store_full",
    "53300": "store_busy",
    "25006": "store_read_only",
    "55P03": "store_busy",
}
"""By PostgreSQL's own codes (appendix A of its manual), where a server was let in to."""
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
    errno.EIO: "store_disk_gone",
    errno.ENODEV: "store_disk_gone",
    errno.ENXIO: "store_disk_gone",
    errno.ETIMEDOUT: "store_disk_gone",
    **{getattr(errno, one): "store_disk_gone" for one in ("ESTALE", "EHOSTDOWN") if hasattr(errno, one)},
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
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state in _STATES:
        return RecordProblem(_STATES[state])
    text = str(getattr(error, "orig", error)).lower()
    if _NO_DATABASE.search(text):
        return RecordProblem("server_no_database")
    if any(sign in text for sign in _DAMAGED):
        return RecordDamaged("store_damaged")
    for sign, code in _MEANINGS:
        if sign in text:
            return RecordProblem(code)
    return error
