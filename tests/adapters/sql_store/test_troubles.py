"""Full disks, locked, damaged, and missing files: each is said, and nothing is overwritten or deleted."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from posture_app.adapters.sql_store import engine, folder
from posture_app.adapters.sql_store.engine import connect_file
from posture_app.adapters.sql_store.keys import Keys
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.domain.records import Deed, Patient, Visit
from posture_app.domain.views import View
from posture_app.services.wording import Words
from tests.adapters.sql_store.conftest import ANNA, PASSPHRASE, content, new_patient, new_visit


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "records"


@pytest.fixture
def kept(stores: SqlStores, home: Path) -> Visit:
    """A closed store that holds one patient with one visit, and no backup."""
    store, _ = stores.make(str(home), PASSPHRASE, ANNA)
    patient = new_patient()
    visit = new_visit(patient)
    store.add_patient(patient, ANNA)
    store.add_visit(visit, content(), ANNA)
    store.close()
    return visit


def opened(stores: SqlStores, home: Path) -> SqlStore:
    return stores.open(str(home), PASSPHRASE, ANNA)


def bytes_in(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def raising(code: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "store_full"),
        (errno.EROFS, "store_read_only"),
        (errno.EACCES, "store_read_only"),
        (errno.EIO, "store_disk_gone"),
    ],
)
def test_a_disk_that_takes_nothing_leaves_the_records_as_they_were(
    stores: SqlStores,
    home: Path,
    kept: Visit,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
) -> None:
    store = opened(stores, home)
    (patient,) = store.patients()
    lines = len(store.audit())
    monkeypatch.setattr(os, "fsync", raising(number))
    with pytest.raises(RecordProblem, match=code):
        store.add_visit(new_visit(patient), content(b"2"), ANNA)
    with pytest.raises(RecordProblem, match=code):
        store.add_patient(new_patient("P-2"), ANNA)
    monkeypatch.undo()
    assert store.patients() == [patient]
    assert store.visits(patient.id) == [kept]
    assert len(store.audit()) == lines
    store.add_patient(new_patient("P-2"), ANNA)
    store.close()
    again = opened(stores, home)
    assert again.verify().faults == ()
    assert len(list((home / "photos").rglob("*.*"))) == 2  # what was begun is swept away
    again.close()


def test_a_database_that_may_not_grow_is_full(
    stores: SqlStores, home: Path, kept: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tight(path: Path, key: bytes):  # type: ignore[no-untyped-def]
        connection = connect_file(path, key)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        return connection

    monkeypatch.setattr(engine, "connect_file", tight)
    store = opened(stores, home)
    (patient,) = store.patients()
    with pytest.raises(RecordProblem, match="store_full"):
        store.add_visit(new_visit(patient), replace(content(), report=bytes(100_000)), ANNA)
    assert store.visits(patient.id) == [kept]
    monkeypatch.undo()
    store.close()
    again = opened(stores, home)
    assert again.verify().faults == ()
    again.close()


def test_a_backup_for_which_there_is_no_room_leaves_nothing(
    stores: SqlStores, home: Path, kept: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(stores, home)

    def tight(path: Path, key: bytes):  # type: ignore[no-untyped-def]
        connection = connect_file(path, key)
        if path.suffix == ".part":
            connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(folder, "connect_file", tight)
    with pytest.raises(RecordProblem, match="store_full"):
        store.back_up()
    store.close()
    assert stores.backups(str(home)) == []
    assert [path.name for path in (home / "backups").iterdir()] == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said(stores: SqlStores, home: Path, kept: Visit) -> None:
    before = bytes_in(home)
    home.chmod(0o500)
    (home / "records.db").chmod(0o400)
    with pytest.raises(RecordProblem, match="store_read_only"):
        opened(stores, home)
    home.chmod(0o700)
    assert bytes_in(home) == before


def test_a_database_that_somebody_holds_is_busy(
    stores: SqlStores, home: Path, kept: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_S", 0.05)
    store = opened(stores, home)
    (patient,) = store.patients()
    other = connect_file(home / "records.db", Keys(stores.data_key(str(home), PASSPHRASE)).database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordProblem, match="store_busy"):
        store.add_visit(new_visit(patient), content(), ANNA)
    with pytest.raises(RecordProblem, match="store_busy"):
        opened(stores, home)
    assert store.visits(patient.id) == [kept]  # reading goes on
    other.rollback()
    other.close()
    store.add_visit(new_visit(patient), content(), ANNA)
    store.close()


def flipped(data: bytes) -> bytes:
    """Change every 97th byte, so that no page is left whole."""
    damaged = bytearray(data)
    for place in range(0, len(damaged), 97):
        damaged[place] ^= 0xFF
    return bytes(damaged)


@pytest.mark.parametrize(
    "damage",
    [
        flipped,
        lambda data: data[: len(data) // 2],
        lambda data: data[:100],
        lambda data: b"",
        lambda data: b"SQLite format 3\0" + data[16:],
        lambda data: b"no database at all" * 500,
    ],
    ids=["flipped", "half", "head", "empty", "plain", "foreign"],
)
def test_a_damaged_database_is_said_left_alone_and_replaced_by_a_backup(
    stores: SqlStores, home: Path, kept: Visit, damage: Callable[[bytes], bytes]
) -> None:
    store = opened(stores, home)
    name = store.back_up()
    store.close()
    database = home / "records.db"
    database.write_bytes(damage(database.read_bytes()))
    damaged = database.read_bytes()
    before = bytes_in(home)
    with pytest.raises(RecordDamaged, match="store_damaged"):
        opened(stores, home)
    assert {name: data for name, data in bytes_in(home).items() if name in before} == before

    stores.restore(str(home), PASSPHRASE, name, ANNA)
    (aside,) = home.glob("records-before-restore-*.db")
    assert aside.read_bytes() == damaged
    store = opened(stores, home)
    assert store.verify().faults == ()
    assert store.photo(kept.id, View.FRONT) == content().photos[View.FRONT]
    store.close()


def test_one_damaged_page_is_said_when_it_is_read(stores: SqlStores, home: Path, kept: Visit) -> None:
    store = opened(stores, home)
    (patient,) = store.patients()
    store.add_visit(new_visit(patient), replace(content(), report=os.urandom(200_000)), ANNA)
    store.close()
    database = home / "records.db"
    data = bytearray(database.read_bytes())
    data[-4096 * 3] ^= 0xFF  # inside the large report
    database.write_bytes(data)
    store = opened(stores, home)
    with pytest.raises(RecordDamaged, match="store_damaged"):
        store.verify()
    store.close()


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"schema": 1}', b"[" * 100_000], ids=repr
)
def test_a_damaged_key_case_is_said_and_not_overwritten(
    stores: SqlStores, home: Path, kept: Visit, data: bytes
) -> None:
    (home / "keys.json").write_bytes(data)
    before = bytes_in(home)
    with pytest.raises(RecordDamaged, match="keys_damaged"):
        opened(stores, home)
    with pytest.raises(RecordProblem, match="store_exists"):
        stores.make(str(home), PASSPHRASE, ANNA)
    assert bytes_in(home) == before


def test_a_missing_key_case_and_a_missing_database_are_told_apart(
    stores: SqlStores, home: Path, kept: Visit
) -> None:
    (home / "keys.json").rename(home / "elsewhere")
    with pytest.raises(RecordDamaged, match="keys_damaged"):
        opened(stores, home)
    (home / "elsewhere").rename(home / "keys.json")
    (home / "records.db").rename(home / "elsewhere")
    with pytest.raises(RecordDamaged, match="records_missing"):
        opened(stores, home)
    assert not (home / "records.db").exists()


def test_lost_keys_are_no_erasure(stores: SqlStores, home: Path, kept: Visit) -> None:
    names = ("patients.keys", "patients.keys2")
    whole = {name: (home / name).read_bytes() for name in names}
    for lost in (None, b"", b"x" * 200):
        for name in names:
            (home / name).unlink(missing_ok=True)
            if lost is not None:
                (home / name).write_bytes(lost)
        with pytest.raises(RecordDamaged, match="keys_damaged"):
            opened(stores, home)
    for name in names:
        (home / name).write_bytes(whole[name])
    store = opened(stores, home)
    assert store.photo(kept.id, View.FRONT) == content().photos[View.FRONT]
    assert store.verify().faults == ()
    store.close()


def test_the_key_of_one_of_two_lost_leaves_the_other_and_deletes_nobody(
    stores: SqlStores, home: Path, kept: Visit
) -> None:
    store = opened(stores, home)
    store.add_patient(new_patient("P-2"), ANNA)
    store.close()
    for name in ("patients.keys", "patients.keys2"):
        data = (home / name).read_bytes()
        (home / name).write_bytes(bytes(80) + data[80:])
    store = opened(stores, home)
    assert [one.code for one in store.patients()] == ["P-2"]
    assert f"patient_damaged {kept.patient_id}" in store.verify().faults
    assert not [line for line in store.audit() if line.deed is Deed.PATIENT_ERASED]
    store.close()


def test_one_of_the_two_key_files_is_enough(stores: SqlStores, home: Path, kept: Visit) -> None:
    for name in ("patients.keys", "patients.keys2"):
        copy = home.with_name(f"without-{name}")
        shutil.copytree(home, copy)
        (copy / name).unlink()
        store = opened(stores, copy)
        assert store.verify().faults == ()
        store.close()


def test_an_erasure_cut_short_between_the_key_files_is_finished(
    stores: SqlStores, home: Path, kept: Visit
) -> None:
    mirror = (home / "patients.keys2").read_bytes()
    database = (home / "records.db").read_bytes()
    store = opened(stores, home)
    store.erase_patient(kept.patient_id, ANNA)
    store.close()
    (home / "patients.keys2").write_bytes(mirror)
    (home / "records.db").write_bytes(database)
    store = opened(stores, home)
    assert store.patients() == []
    assert [line.detail for line in store.audit() if line.deed is Deed.PATIENT_ERASED] == ["finished"]
    store.close()


def test_who_comes_back_after_an_erasure_has_a_new_key(stores: SqlStores, place: str) -> None:
    store, _ = stores.make(place, PASSPHRASE, ANNA)
    patient = new_patient()
    for _ in range(2):
        store.add_patient(patient, ANNA)
        assert store.patients() == [patient]
        store.erase_patient(patient.id, ANNA)
    store.add_patient(patient, ANNA)
    with pytest.raises(RecordProblem, match="patient_there"):
        store.add_patient(Patient(patient.id, "another code"), ANNA)
    assert store.patient_by_code("p-1") == patient
    store.close()


def test_a_missing_photo_is_said(stores: SqlStores, home: Path, kept: Visit) -> None:
    for file in (home / "photos").rglob("*.sealed"):
        file.unlink()
    store = opened(stores, home)
    with pytest.raises(RecordDamaged, match="kept_photo_missing"):
        store.photo(kept.id, View.FRONT)
    assert [fault.split()[0] for fault in store.verify().faults] == ["photo_damaged"] * 2
    assert store.document(kept.id) == content().document
    store.close()


def test_exchanged_and_edited_photos_are_said(stores: SqlStores, home: Path, kept: Visit) -> None:
    first, second = (home / "photos").rglob("*.sealed")
    one, other = first.read_bytes(), second.read_bytes()
    for mine, theirs in ((other, one), (one[:-1] + bytes([one[-1] ^ 1]), other[:20]), (b"", b"\xff\xd8\xff")):
        first.write_bytes(mine)
        second.write_bytes(theirs)
        store = opened(stores, home)
        for view in kept.views:
            with pytest.raises(RecordDamaged, match="kept_photo_damaged"):
                store.photo(kept.id, view)
        assert len(store.verify().faults) == 2
        store.close()
    assert (first.read_bytes(), second.read_bytes()) == (b"", b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "code",
    [
        *("store_full", "store_read_only", "store_busy", "store_damaged", "keys_damaged", "records_missing"),
        *("kept_photo_missing", "kept_photo_damaged", "patient_there", "key_other"),
        *(
            "store_disk_gone",
            "server_address",
            "server_unknown_host",
            "server_refused",
            "server_password",
            "server_closed",
        ),
        *("server_no_database", "server_forbidden", "server_tls", "store_unreachable"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_trouble_has_its_sentence(code: str, language: str) -> None:
    words = Words(language)
    assert words.problem(RecordProblem(code)) != words.problem(RecordProblem("unheard of"))
    assert code not in words.problem(RecordProblem(code))


@pytest.mark.parametrize("place", ["file", "file/inside", "n" * 300])
def test_where_no_folder_can_be_it_is_said(stores: SqlStores, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(RecordProblem, match="store_no_folder"):
        stores.make(str(tmp_path / place), PASSPHRASE, ANNA)
    with pytest.raises(RecordProblem, match="store_no_folder"):
        stores.open(str(tmp_path / place), PASSPHRASE, ANNA)
    assert (tmp_path / "file").read_bytes() == b"kept"
