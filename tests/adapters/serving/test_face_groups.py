"""Groups of faces in a file: sealed, bounded, and gone when they are deleted."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.keys.sealing import new_key
from posture_app.adapters.serving.face_groups_file import FILE_NAME, SealedFaceGroups
from posture_app.adapters.serving.face_keys import SALT_NAME, VARIABLE, face_key
from posture_app.domain.errors import EnvironmentProblem, RecordProblem
from posture_app.domain.faces.kept import KeptFace
from posture_app.services.serving.face_groups import FaceProblem

pytestmark = pytest.mark.usefixtures("moved_like_windows")

KEY = bytes(range(32))


def kept(external: str | None = None) -> KeptFace:
    return KeptFace(str(uuid.uuid4()), str(uuid.uuid4()), external, (0.1, 0.2, 0.3, 0.4), 91.25)


def vector(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.12, 128).astype(np.float32)


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[SealedFaceGroups]:
    groups = SealedFaceGroups(tmp_path, KEY, most_faces=5)
    groups.make("1", "clients", "m/1")
    yield groups
    groups.close()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(FaceProblem) as raised:
        work()
    return raised.value.code


def test_groups_are_made_told_listed_and_removed(groups: SealedFaceGroups) -> None:
    groups.make("1", "a-team", "m/1")
    groups.make("2", "clients", "m/1")
    assert [one.group_id for one in groups.groups("1", "", 10)] == ["a-team", "clients"]
    assert [one.group_id for one in groups.groups("1", "a-team", 10)] == ["clients"]
    assert refused(lambda: groups.make("1", "clients", "m/1")) == "face_group_taken"
    groups.remove("1", "clients")
    assert refused(lambda: groups.group("1", "clients")) == "face_group_unknown"
    assert groups.group("2", "clients").faces == 0  # somebody else's of the same name stays


def test_faces_come_back_last_first_and_page_by_page(groups: SealedFaceGroups) -> None:
    faces = [kept(f"image{n}.jpg") for n in range(4)]
    assert groups.add("1", "clients", [(face, vector(n)) for n, face in enumerate(faces)]) == 4
    first = groups.faces("1", "clients", None, 3)
    assert [face for _, face in first] == faces[:0:-1]
    assert [face for _, face in groups.faces("1", "clients", first[-1][0], 3)] == [faces[0]]


def test_the_nearest_are_found_after_reopening_too(tmp_path: Path) -> None:
    faces = [kept() for _ in range(4)]
    for _ in range(2):
        groups = SealedFaceGroups(tmp_path, KEY)
        if not groups.groups("1", "", 1):
            groups.make("1", "clients", "m/1")
            assert groups.nearest("1", "clients", vector(2), 5, 9.0) == []
            groups.add("1", "clients", [(face, vector(n)) for n, face in enumerate(faces)])
        found = groups.nearest("1", "clients", vector(2), 2, 9.0)
        assert (found[0][0], found[0][1]) == (faces[2], 0.0)
        assert len(found) == 2
        groups.close()


def test_a_deleted_face_is_found_no_more(groups: SealedFaceGroups) -> None:
    face = kept()
    groups.add("1", "clients", [(face, vector(1)), (kept(), vector(2))])
    assert groups.nearest("1", "clients", vector(1), 1, 9.0)[0][0] == face
    groups.remove_face("1", "clients", face.face_id)
    assert groups.nearest("1", "clients", vector(1), 1, 9.0)[0][0] != face
    assert refused(lambda: groups.remove_face("1", "clients", face.face_id)) == "face_unknown"
    assert refused(lambda: groups.vector("1", "clients", face.face_id)) == "face_unknown"


def test_a_group_holds_only_so_many(groups: SealedFaceGroups) -> None:
    assert groups.add("1", "clients", [(kept(), vector(n)) for n in range(3)]) == 3
    assert groups.add("1", "clients", [(kept(), vector(n)) for n in range(3)]) == 2
    assert groups.add("1", "clients", [(kept(), vector(9))]) == 0
    assert groups.group("1", "clients").faces == 5


def test_a_change_that_fails_half_way_leaves_nothing_and_the_next_one_works(groups: SealedFaceGroups) -> None:
    faces = [(kept(), vector(1)), (kept(), np.array(["no number"]))]
    with pytest.raises(ValueError, match="no number"):
        groups.add("1", "clients", faces)
    assert groups.group("1", "clients").faces == 0
    assert groups.add("1", "clients", faces[:1]) == 1


def test_no_vector_and_no_label_is_in_clear_and_deleted_rows_are_overwritten(tmp_path: Path) -> None:
    groups = SealedFaceGroups(tmp_path, KEY)
    groups.make("1", "clients", "m/1")
    face = kept("kim-jisoo.jpg")
    groups.add("1", "clients", [(face, vector(3))])
    content = (tmp_path / FILE_NAME).read_bytes()
    assert vector(3).tobytes()[:16] not in content
    assert b"kim-jisoo" not in content
    sealed = sqlite3.connect(tmp_path / FILE_NAME).execute("SELECT sealed_vector FROM faces").fetchone()[0]
    assert sealed[:64] in content
    groups.remove_face("1", "clients", face.face_id)
    groups.close()
    content = (tmp_path / FILE_NAME).read_bytes()
    assert sealed[:64] not in content
    assert face.face_id.encode() not in content


def test_a_row_does_not_pass_for_another(groups: SealedFaceGroups, tmp_path: Path) -> None:
    one, other = kept(), kept()
    groups.add("1", "clients", [(one, vector(1)), (other, vector(2))])
    with sqlite3.connect(tmp_path / FILE_NAME) as file:
        sealed = file.execute(
            "SELECT sealed_vector FROM faces WHERE face_id = ?", (other.face_id,)
        ).fetchone()
        file.execute("UPDATE faces SET sealed_vector = ? WHERE face_id = ?", (*sealed, one.face_id))
    file.close()
    assert refused(lambda: groups.vector("1", "clients", one.face_id)) == "face_store_damaged"


def test_another_key_opens_nothing_and_a_closed_store_is_locked(tmp_path: Path) -> None:
    groups = SealedFaceGroups(tmp_path, KEY)
    groups.make("1", "clients", "m/1")
    groups.close()
    assert refused(lambda: groups.group("1", "clients")) == "face_store_locked"
    assert refused(lambda: SealedFaceGroups(tmp_path, new_key())) == "face_store_locked"


class Keyring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def name(self) -> str:
        return "memory"

    def remember(self, place: str, data_key: bytes) -> None:
        self.kept[place] = data_key

    def recall(self, place: str) -> bytes | None:
        return self.kept.get(place)

    def forget(self, place: str) -> bool:
        return self.kept.pop(place, None) is not None


def test_the_key_comes_from_the_keyring_and_is_made_once(tmp_path: Path) -> None:
    keyring = Keyring()
    own = tmp_path / "own"
    key = face_key(tmp_path, {}, keyring, own)
    assert face_key(tmp_path, {}, keyring, own) == key
    SealedFaceGroups(tmp_path, key).close()
    keyring.kept.clear()
    assert refused(lambda: face_key(tmp_path, {}, keyring, own)) == "face_store_locked"
    assert not own.exists()


def test_a_passphrase_gives_the_same_key_with_the_folders_salt(tmp_path: Path) -> None:
    quick, keyring = Stretching(1, 8192, 1), Keyring()

    def of(passphrase: str) -> bytes:
        return face_key(tmp_path, {VARIABLE: passphrase}, keyring, tmp_path / "own", quick)

    key = of("correct horse")
    assert of("correct horse") == key
    assert of("correct house") != key
    assert not keyring.kept
    with pytest.raises(EnvironmentProblem, match="face_passphrase_short"):
        of("short")
    (tmp_path / SALT_NAME).write_bytes(b"cut")
    with pytest.raises(EnvironmentProblem, match="face_store_unusable"):
        of("correct horse")


class Broken(Keyring):
    """A keyring of a system that has none, or none that is good enough."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def recall(self, place: str) -> bytes | None:
        raise RecordProblem(self.code)


def test_without_a_keyring_the_key_is_a_file_of_the_servers_user_and_not_beside_the_groups(
    tmp_path: Path,
) -> None:
    data, own = tmp_path / "server", tmp_path / "home" / "keys"
    data.mkdir()
    key = face_key(data, {}, Broken("keyring_missing"), own)
    SealedFaceGroups(data, key).close()
    assert face_key(data, {}, Broken("keyring_missing"), own) == key
    assert face_key(data, {}, Keyring(), own) == key  # a keyring that comes later is not asked
    assert not [one for one in data.iterdir() if key in one.read_bytes()]
    (file,) = own.iterdir()
    assert file.read_bytes() == key
    if os.name == "posix":
        assert (own.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    other = tmp_path / "other"
    assert face_key(other, {}, Broken("keyring_missing"), own) != key
    file.write_bytes(b"cut")
    with pytest.raises(EnvironmentProblem, match="face_store_unusable"):
        face_key(data, {}, Broken("keyring_missing"), own)
    file.unlink()
    assert refused(lambda: face_key(data, {}, Broken("keyring_missing"), own)) == "face_store_locked"


def test_a_keyring_that_is_not_good_enough_is_said(tmp_path: Path) -> None:
    for code in ("keyring_plain", "keyring_locked"):
        with pytest.raises(RecordProblem, match=code):
            face_key(tmp_path, {}, Broken(code), tmp_path / "own")
    assert list(tmp_path.iterdir()) == []
