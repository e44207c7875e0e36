"""Jobs on the disk: sealed, whole, and gone when they are to be."""

from __future__ import annotations

import base64
import stat
import sys
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from posture_app.adapters.serving.job_folder import FOLDER_NAME, KEY_NAME, VARIABLE, SealedJobFolder, job_key
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.serving.video_jobs import Job, JobState

pytestmark = pytest.mark.usefixtures("moved_like_windows")

KEY = bytes(range(32))
JOB = Job(
    "69a51e1b-60e0-4601-a88a-08e05ba4d326",
    7,
    smoothing=False,
    callback_url="https://clinic.example/called?patient=kim",
    video_url=None,
    taken_at=datetime(2026, 11, 21, 9, 30, 0, 123456, tzinfo=timezone.utc),
)


def files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / FOLDER_NAME).iterdir())


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    folder = SealedJobFolder(tmp_path, KEY)
    folder.put(JOB, b"film")
    folder.put_result(JOB.id, b"result")
    again = SealedJobFolder(tmp_path, KEY)
    assert again.jobs() == (JOB,)
    assert again.job(JOB.id) == JOB
    assert (again.video(JOB.id), again.result(JOB.id)) == (b"film", b"result")


def test_a_job_that_has_ended_keeps_all_its_facts(tmp_path: Path) -> None:
    ended = replace(
        JOB,
        state=JobState.FAILED,
        begun=2,
        ended_at=JOB.taken_at,
        description="Failed",
        video_url="http://a.b",
    )
    SealedJobFolder(tmp_path, KEY).put(ended)
    assert SealedJobFolder(tmp_path, KEY).job(JOB.id) == ended


def test_nothing_on_the_disk_can_be_read(tmp_path: Path) -> None:
    folder = SealedJobFolder(tmp_path, KEY)
    folder.put(JOB, b"film of a patient " * 100)
    folder.put_result(JOB.id, b'{"keypoints": [1, 2, 3]}' * 100)
    for path in (tmp_path / FOLDER_NAME).iterdir():
        data = path.read_bytes()
        for words in (b"film of", b"keypoints", b"clinic.example", b"patient=kim", b"callback"):
            assert words not in data


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    folder = SealedJobFolder(data, job_key(data, {}))
    folder.put(JOB, b"film")
    paths = [data / KEY_NAME, *(data / FOLDER_NAME).iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE((data / FOLDER_NAME).stat().st_mode) == 0o700


def test_another_key_opens_nothing_and_clears_what_nobody_can_open(tmp_path: Path) -> None:
    SealedJobFolder(tmp_path, KEY).put(JOB, b"film")
    other = SealedJobFolder(tmp_path, bytes(32))
    assert other.jobs() == ()
    assert other.video(JOB.id) is None
    assert files(tmp_path) == []


def test_files_cannot_be_exchanged(tmp_path: Path) -> None:
    folder = SealedJobFolder(tmp_path, KEY)
    folder.put(JOB, b"film")
    folder.put_result(JOB.id, b"result")
    base = tmp_path / FOLDER_NAME
    (base / f"{JOB.id}.result").write_bytes((base / f"{JOB.id}.video").read_bytes())
    assert folder.result(JOB.id) is None


def test_a_job_is_removed_with_all_it_has(tmp_path: Path) -> None:
    folder = SealedJobFolder(tmp_path, KEY)
    folder.put(JOB, b"film")
    folder.put_result(JOB.id, b"result")
    folder.drop_video(JOB.id)
    assert files(tmp_path) == [f"{JOB.id}.job", f"{JOB.id}.result"]
    folder.remove(JOB.id)
    assert files(tmp_path) == []
    assert folder.jobs() == ()


def test_halves_and_orphans_of_a_killed_server_are_cleared(tmp_path: Path) -> None:
    SealedJobFolder(tmp_path, KEY).put(JOB, b"film")
    base = tmp_path / FOLDER_NAME
    (base / f"{JOB.id}.result.part").write_bytes(b"half")
    (base / "0b4c3b5e-0000-4000-8000-000000000000.video").write_bytes(b"nobody's")
    (base / "notes.txt").write_bytes(b"not ours")
    SealedJobFolder(tmp_path, KEY)
    assert files(tmp_path) == [f"{JOB.id}.job", f"{JOB.id}.video", "notes.txt"]


def test_the_key_is_made_once_and_the_environment_wins(tmp_path: Path) -> None:
    first = job_key(tmp_path, {})
    assert job_key(tmp_path, {}) == first
    given = base64.b64encode(KEY).decode("ascii")
    assert job_key(tmp_path, {VARIABLE: given}) == KEY
    assert not (tmp_path / "other").exists()
    job_key(tmp_path / "other", {VARIABLE: given})
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("given", ["short", "c2hvcnQ=", "*" * 44])
def test_a_key_that_is_none_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(EnvironmentProblem) as raised:
        job_key(tmp_path, {VARIABLE: given})
    assert raised.value.code == "job_key_wrong"


def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / FOLDER_NAME).write_bytes(b"a file")
    with pytest.raises(EnvironmentProblem) as raised:
        SealedJobFolder(tmp_path, KEY)
    assert raised.value.code == "job_store_unusable"
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / KEY_NAME).write_bytes(b"too short")
    with pytest.raises(EnvironmentProblem):
        job_key(tmp_path / "x", {})
