"""Results come into a folder all or none, and nothing else there is touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from posture_app.adapters import output_folder
from posture_app.adapters.output_folder import check_folder, write_all, write_made
from posture_app.domain.errors import EnvironmentProblem

pytestmark = pytest.mark.usefixtures("moved_like_windows")

FILES = {"assessment.json": b"{}", "report.pdf": b"%PDF"}


def listing(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*"))


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    write_all(tmp_path / "a" / "결과 b", FILES)
    assert listing(tmp_path) == ["a", "a/결과 b", "a/결과 b/assessment.json", "a/결과 b/report.pdf"]


def test_older_results_are_replaced_and_other_files_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "report.pdf").write_bytes(b"old")
    (folder / "notes.txt").write_bytes(b"mine")
    write_all(folder, FILES)
    assert (folder / "report.pdf").read_bytes() == b"%PDF"
    assert (folder / "notes.txt").read_bytes() == b"mine"
    assert listing(tmp_path) == ["out", "out/assessment.json", "out/notes.txt", "out/report.pdf"]


def test_a_relative_folder_and_a_link_to_one_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_all(Path(), FILES)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_all(tmp_path / "link", FILES)
    assert (tmp_path / "real" / "report.pdf").exists()
    assert (tmp_path / "report.pdf").exists()
    assert (tmp_path / "link").is_symlink()


def test_a_file_where_the_folder_should_be_is_explained(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    for wanted in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(EnvironmentProblem):
            write_all(wanted, FILES)
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_folder_where_a_file_should_go_is_explained_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    (tmp_path / "assessment.json").write_bytes(b"old")
    with pytest.raises(EnvironmentProblem) as caught:
        write_all(tmp_path, FILES)
    assert caught.value.code == "output_blocked"
    assert (tmp_path / "assessment.json").read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_closed_folder_is_explained(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(EnvironmentProblem) as caught:
        check_folder(closed / "out")
    assert caught.value.code == "output_unwritable"


def test_a_name_as_long_as_names_may_be_works(tmp_path: Path) -> None:
    write_all(tmp_path / ("가" * 80), FILES)
    assert (tmp_path / ("가" * 80) / "report.pdf").exists()


def test_a_name_that_cannot_be_is_explained(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        write_all(tmp_path / ("x" * 300), FILES)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EACCES, "output_unwritable")]
)
def test_when_writing_fails_nothing_is_left_and_nothing_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.pdf").write_bytes(b"old")
    written = []

    def failing(path: Path, data: bytes) -> None:
        if written:
            raise OSError(number, "no")
        written.append(path)
        path.write_bytes(data)

    monkeypatch.setattr(output_folder, "_flushed", failing)
    for folder in (tmp_path / "out", tmp_path / "new" / "deeper"):
        written.clear()
        with pytest.raises(EnvironmentProblem) as caught:
            write_all(folder, FILES)
        assert caught.value.code == code
    assert listing(tmp_path) == ["out", "out/report.pdf"]
    assert (tmp_path / "out" / "report.pdf").read_bytes() == b"old"


def test_when_the_last_swap_fails_the_older_files_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "assessment.json").write_bytes(b"old")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "report.pdf":
            raise OSError(errno.EIO, "no")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(EnvironmentProblem):
        write_all(out, FILES)
    monkeypatch.undo()
    assert listing(tmp_path) == ["out", "out/assessment.json"]
    assert (out / "assessment.json").read_bytes() == b"old"


def test_what_a_killed_run_left_behind_is_cleared_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_folder, "_swap", lambda staging, folder, names: left.append(staging))
    monkeypatch.setattr(output_folder.shutil, "rmtree", lambda *_, **__: None)
    left: list[Path] = []
    for _ in range(2):
        write_all(tmp_path / "out", FILES)
    monkeypatch.undo()
    old, young = left
    for one in (old, young):
        (one / "front.overlay.jpg").write_bytes(b"somebody")
    os.utime(old, (1.0, 1.0))
    write_all(tmp_path / "out", FILES)
    assert not old.exists()
    assert young.exists()


def test_files_are_made_where_they_are_told_and_take_their_places_together(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    seen: list[Path] = []

    def film(path: Path) -> None:
        seen.append(path)
        assert not out.joinpath("film.mp4").exists()
        path.write_bytes(b"film")

    write_made(out, {"film.mp4": film, "table.csv": lambda path: _put(path, b"table")})
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        "film.mp4": b"film", "table.csv": b"table",
    }  # fmt: skip
    assert not seen[0].parent.exists()


def test_a_maker_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def broken(path: Path) -> None:
        path.write_bytes(b"half")
        raise EnvironmentProblem("video_not_written")

    with pytest.raises(EnvironmentProblem):
        write_made(tmp_path / "new" / "out", {"a.csv": lambda path: _put(path, b"a"), "film.mp4": broken})
    assert list(tmp_path.iterdir()) == []


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
