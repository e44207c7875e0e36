"""The callers' keys in a small SQLite file: hashes of the secrets, credits, and what was paid.

The secrets are 256 random bits. Nobody finds them by trying, however fast the hash, so one keyed BLAKE2b is
enough; slow hashes are for passwords that people think up. The key of the hash is the book's own, so
that a hash says nothing outside of it.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path

from posture_app.domain.cloud import KEY_NAMES, Service
from posture_app.domain.errors import EnvironmentProblem, UsageError
from posture_app.services.serving.service_keys import Caller, Hold, KeyLine, Paid

FILE_NAME = "service-keys.sqlite"
DEFAULT_CREDIT = 1000

HOLD_S = 900.0
"""A hold that is older belongs to a server that was killed; its credits are free again."""
PAID_FOR = timedelta(days=30)
"""How long a task that was paid for may come again without being paid twice."""

_SECRET_BYTES = 32
_BUSY_S = 10.0

_TABLES = """
CREATE TABLE IF NOT EXISTS book (hash_key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS callers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, name_hash BLOB NOT NULL, email TEXT,
    credit INTEGER, since TEXT NOT NULL, UNIQUE (service, name_hash));
CREATE TABLE IF NOT EXISTS secrets (
    caller INTEGER NOT NULL REFERENCES callers ON DELETE CASCADE, field TEXT NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (caller, field));
CREATE TABLE IF NOT EXISTS holds (
    id INTEGER PRIMARY KEY AUTOINCREMENT, caller INTEGER NOT NULL REFERENCES callers ON DELETE CASCADE,
    cost INTEGER NOT NULL, task BLOB, since REAL NOT NULL);
CREATE TABLE IF NOT EXISTS paid (
    caller INTEGER NOT NULL REFERENCES callers ON DELETE CASCADE, task BLOB NOT NULL, since REAL NOT NULL,
    PRIMARY KEY (caller, task));
"""


class SqliteKeyBook:
    """The book of a folder, which is made with the first entry; each call opens and closes the file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.touch(0o600)
            with self._changing() as book:
                for statement in _TABLES.split(";"):
                    book.execute(statement)
                if book.execute("SELECT count(*) FROM book").fetchone()[0] == 0:
                    book.execute("INSERT INTO book VALUES (?)", (secrets.token_bytes(_SECRET_BYTES),))
                self._hash_key: bytes = book.execute("SELECT hash_key FROM book").fetchone()[0]
        except (OSError, sqlite3.Error) as error:
            raise EnvironmentProblem("key_book_unusable", file=str(self._path)) from error

    def add(
        self, service: Service, email: str | None = None, credit: int | None = None
    ) -> dict[str, str | int]:
        """Make new credentials and give them in the guide's words."""
        name_field, *secret_fields = KEY_NAMES[service]
        hidden = {field: _secret() for field in secret_fields}
        if service is not Service.REMO:
            name = _secret()
            self._insert(service, name, hidden)
            return {name_field: name, **hidden}
        name = email or f"clinic-{secrets.token_hex(4)}@posture.local"
        credit = DEFAULT_CREDIT if credit is None else credit
        self._insert(service, name, hidden, (name, credit))
        return {name_field: name, **hidden, "credit": credit}

    def _insert(
        self,
        service: Service,
        name: str,
        hidden: dict[str, str],
        shown: tuple[str, int] | tuple[None, None] = (None, None),
    ) -> None:
        row = (service.value, self._name_hash(service, name), *shown, _now().isoformat(timespec="seconds"))
        try:
            with self._changing() as book:
                added = book.execute(
                    "INSERT INTO callers (service, name_hash, email, credit, since) VALUES (?, ?, ?, ?, ?)",
                    row,
                )
                for field, secret in hidden.items():
                    book.execute(
                        "INSERT INTO secrets VALUES (?, ?, ?)",
                        (added.lastrowid, field, self._hash(field, secret)),
                    )
        except sqlite3.IntegrityError as error:
            raise UsageError("email_taken", email=name) from error

    def listed(self) -> tuple[KeyLine, ...]:
        """Give everybody, oldest first."""
        with self._reading() as book:
            rows = book.execute(
                "SELECT id, service, email, credit, since FROM callers ORDER BY id"
            ).fetchall()
        return tuple(KeyLine(number, Service(service), *rest) for number, service, *rest in rows)

    def remove(self, number: int) -> bool:
        """Remove credentials; tell whether there were any."""
        with self._changing() as book:
            return book.execute("DELETE FROM callers WHERE id = ?", (number,)).rowcount > 0

    def find(self, service: Service, name: str) -> Caller | None:
        """Find who goes by a name. It is looked up by its keyed hash: the time tells nothing of the name."""
        with self._reading() as book:
            row = book.execute(
                "SELECT id FROM callers WHERE service = ? AND name_hash = ?",
                (service.value, self._name_hash(service, name)),
            ).fetchone()
        return None if row is None else Caller(row[0], service)

    def is_right(self, caller: Caller, field: str, given: str) -> bool:
        """Compare a secret in constant time."""
        with self._reading() as book:
            row = book.execute(
                "SELECT hash FROM secrets WHERE caller = ? AND field = ?", (caller.id, field)
            ).fetchone()
        return row is not None and hmac.compare_digest(row[0], self._hash(field, given))

    def credit(self, caller: Caller) -> int:
        """Give what is left, without what is on hold."""
        with self._reading() as book:
            return _free(book, caller.id)

    def hold(self, caller: Caller, cost: int, task: bytes | None = None) -> Hold | None:
        """Put credits aside; None when there are too few."""
        with self._changing() as book:
            cost = 0 if _was_paid(book, caller.id, task) else cost
            if _free(book, caller.id) < cost:
                return None
            added = book.execute(
                "INSERT INTO holds (caller, cost, task, since) VALUES (?, ?, ?, ?)",
                (caller.id, cost, task, _now().timestamp()),
            )
            assert added.lastrowid is not None
            return Hold(added.lastrowid, caller, cost)

    def settle(self, hold: Hold) -> Paid:
        """Take what was put aside; a hold that has run out is taken all the same, down to 0."""
        number = hold.caller.id
        with self._changing() as book:
            row = book.execute("SELECT task FROM holds WHERE id = ?", (hold.id,)).fetchone()
            task = None if row is None else row[0]
            # The same task may have been worked on twice at a time: it is paid for once.
            cost = 0 if _was_paid(book, number, task) else hold.cost
            book.execute("DELETE FROM holds WHERE id = ?", (hold.id,))
            book.execute("UPDATE callers SET credit = max(0, credit - ?) WHERE id = ?", (cost, number))
            if task is not None:
                now = _now()
                book.execute("DELETE FROM paid WHERE since < ?", ((now - PAID_FOR).timestamp(),))
                book.execute("INSERT OR IGNORE INTO paid VALUES (?, ?, ?)", (number, task, now.timestamp()))
            return Paid(cost, _free(book, number))

    def release(self, hold: Hold) -> int:
        """Give back what was put aside, and tell what is left."""
        with self._changing() as book:
            book.execute("DELETE FROM holds WHERE id = ?", (hold.id,))
            return _free(book, hold.caller.id)

    def _name_hash(self, service: Service, name: str) -> bytes:
        return self._hash(service.value, name.casefold() if service is Service.REMO else name)

    def _hash(self, field: str, text: str) -> bytes:
        return blake2b(
            text.encode("utf-8", "surrogatepass"), key=self._hash_key, person=field.encode(), digest_size=32
        ).digest()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)) as book:
            yield book

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One change as a whole; others wait for it."""
        with self._reading() as book:
            book.execute("PRAGMA foreign_keys = ON")
            with book:
                book.execute("BEGIN IMMEDIATE")
                yield book


def _secret() -> str:
    return secrets.token_hex(_SECRET_BYTES)


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _was_paid(book: sqlite3.Connection, caller: int, task: bytes | None) -> bool:
    paid = book.execute("SELECT since FROM paid WHERE caller = ? AND task = ?", (caller, task)).fetchone()
    return paid is not None and paid[0] >= (_now() - PAID_FOR).timestamp()


def _free(book: sqlite3.Connection, caller: int) -> int:
    """Give the credit without what is on hold; 0 for somebody who was removed meanwhile."""
    row = book.execute("SELECT credit FROM callers WHERE id = ?", (caller,)).fetchone()
    held = book.execute(
        "SELECT coalesce(sum(cost), 0) FROM holds WHERE caller = ? AND since > ?",
        (caller, _now().timestamp() - HOLD_S),
    ).fetchone()
    return max(0, int((row[0] or 0) - held[0])) if row else 0
