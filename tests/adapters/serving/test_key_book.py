"""The callers' keys: given out once, kept as hashes, and credits that nobody can spend twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from posture_app.adapters.serving import key_book
from posture_app.adapters.serving.key_book import FILE_NAME, SqliteKeyBook
from posture_app.domain.cloud import Service
from posture_app.domain.errors import EnvironmentProblem, UsageError
from posture_app.services.serving.service_keys import Caller, Hold, Paid


@pytest.fixture
def book(tmp_path: Path) -> SqliteKeyBook:
    return SqliteKeyBook(tmp_path / "data")


def remo(book: SqliteKeyBook, credit: int = 3) -> Caller:
    given = book.add(Service.REMO, "Clinic@example.com", credit)
    caller = book.find(Service.REMO, str(given["Email"]))
    assert caller is not None
    return caller


def held(book: SqliteKeyBook, caller: Caller, cost: int = 1, task: bytes | None = None) -> Hold:
    hold = book.hold(caller, cost, task)
    assert hold is not None
    return hold


def test_credentials_have_the_guides_names(book: SqliteKeyBook):
    assert list(book.add(Service.NHN)) == ["appKey", "secretKey"]
    assert list(book.add(Service.KAKAO)) == ["REST_API_KEY"]
    assert list(book.add(Service.REMO)) == ["Email", "UserKey", "APIKey", "credit"]
    assert book.add(Service.REMO)["Email"] != book.add(Service.REMO)["Email"]
    assert [one.credit for one in book.listed()] == [None, None, 1000, 1000, 1000]


def test_a_change_that_fails_half_way_changes_nothing(
    book: SqliteKeyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "_name_hash", lambda *_: b"a name")
    monkeypatch.setattr(book, "_hash", lambda *_: 1 / 0)  # the caller's row is there by then
    with pytest.raises(ZeroDivisionError):
        book.add(Service.NHN)
    assert book.listed() == ()


def test_only_what_was_given_out_is_right(book: SqliteKeyBook):
    given = book.add(Service.NHN)
    caller = book.find(Service.NHN, str(given["appKey"]))

    assert caller is not None
    assert book.is_right(caller, "secretKey", str(given["secretKey"]))
    assert not book.is_right(caller, "secretKey", str(given["appKey"]))
    assert not book.is_right(caller, "secretKey", "")
    assert not book.is_right(caller, "UserKey", str(given["secretKey"]))
    assert book.find(Service.KAKAO, str(given["appKey"])) is None
    assert book.find(Service.NHN, "") is None


def test_the_file_holds_no_key(book: SqliteKeyBook, tmp_path: Path):
    secrets = [
        str(one)
        for given in (book.add(Service.NHN), book.add(Service.KAKAO), book.add(Service.REMO, "a@b.c"))
        for name, one in given.items()
        if name not in ("Email", "credit")
    ]
    content = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())

    assert len(set(secrets)) == 5
    assert all(len(bytes.fromhex(one)) == 32 for one in secrets)
    assert not [one for one in secrets if one.encode() in content or bytes.fromhex(one) in content]
    assert (tmp_path / "data" / FILE_NAME).stat().st_mode & 0o077 == 0


def test_an_address_is_one_persons(book: SqliteKeyBook):
    caller = remo(book)

    assert book.find(Service.REMO, "clinic@EXAMPLE.com") == caller
    with pytest.raises(UsageError, match="email_taken"):
        book.add(Service.REMO, "CLINIC@example.com")
    assert book.remove(caller.id)
    assert not book.remove(caller.id)
    assert book.find(Service.REMO, "Clinic@example.com") is None
    assert (book.credit(caller), book.hold(caller, 1)) == (0, None)


def test_work_that_fails_costs_nothing(book: SqliteKeyBook):
    caller = remo(book)
    hold = held(book, caller, 2)

    assert book.credit(caller) == 1
    assert book.hold(caller, 2) is None
    assert book.release(hold) == 3
    assert book.settle(held(book, caller, 2)) == Paid(2, 1)


def test_a_task_is_paid_once_even_when_it_comes_twice_at_a_time(book: SqliteKeyBook):
    caller = remo(book)
    first, second = held(book, caller, 1, b"task"), held(book, caller, 1, b"task")

    assert book.settle(first) == Paid(1, 1)
    assert book.settle(second) == Paid(0, 2)
    assert book.settle(held(book, caller, 1, b"task")) == Paid(0, 2)
    assert book.settle(held(book, caller, 1, b"other")) == Paid(1, 1)


def test_a_failed_task_is_paid_when_it_succeeds(book: SqliteKeyBook):
    caller = remo(book)
    book.release(held(book, caller, 1, b"task"))

    assert book.settle(held(book, caller, 1, b"task")) == Paid(1, 2)


def test_many_at_once_never_overspend(book: SqliteKeyBook):
    caller = remo(book, 5)

    def call(number: int) -> bool:
        hold = book.hold(caller, 1)
        if hold is None:
            return False
        return book.release(hold) < 0 if number % 3 == 0 else book.settle(hold).cost == 1

    with ThreadPoolExecutor(8) as pool:
        paid = sum(pool.map(call, range(40)))

    # Who came while others held everything went without; what was paid is exactly what is gone.
    assert 1 <= paid <= 5
    assert book.credit(caller) == 5 - paid


def test_a_killed_servers_hold_runs_out(book: SqliteKeyBook, monkeypatch: pytest.MonkeyPatch):
    caller = remo(book)
    held(book, caller, 3)
    assert book.hold(caller, 1) is None

    monkeypatch.setattr(key_book, "HOLD_S", -1.0)

    assert book.credit(caller) == 3


def test_a_second_start_reads_the_same_book(book: SqliteKeyBook, tmp_path: Path):
    given = book.add(Service.KAKAO)

    assert SqliteKeyBook(tmp_path / "data").find(Service.KAKAO, str(given["REST_API_KEY"]))


def test_a_file_that_is_no_book_is_told(tmp_path: Path):
    (tmp_path / FILE_NAME).write_bytes(b"something else" * 100)

    with pytest.raises(EnvironmentProblem, match="key_book_unusable"):
        SqliteKeyBook(tmp_path)
