"""`posture-app video` as a process of its own, on real clips."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from posture_app.adapters.opencv import cv2
from posture_app.wire.kakao_job import JobResult
from tests.end2end.test_program import NO_SOCKETS, run, start

FILES = ["angles.csv", "angles.pdf", "annotated.mp4", "keypoints.csv", "pose.json"]


@pytest.mark.model
@pytest.mark.data
def test_a_clip_in_everything_out(test_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "결과"
    code, said, complained = run(
        "video", f"{test_data}/real/video/avatar.mp4", "-o", str(out), code=NO_SOCKETS
    )
    assert code == 0, complained
    assert sorted(one.name for one in out.iterdir()) == FILES
    assert said.splitlines()[1:] == [str(out / name) for name in FILES]
    assert "(120/120)" in complained
    assert "Traceback" not in complained
    drawn = cv2.VideoCapture(str(out / "annotated.mp4"))
    assert drawn.get(cv2.CAP_PROP_FRAME_COUNT) == 120
    with (out / "keypoints.csv").open(encoding="ascii") as file:
        rows = list(csv.DictReader(file))
    frames = defaultdict(set)
    for row in rows:
        frames[row["object_id"]].add(int(row["frame"]))
    assert frames == {"0": set(range(120))}
    result = JobResult.model_validate_json((out / "pose.json").read_text(encoding="utf-8"))
    assert result.status == "success"
    assert result.video is not None
    assert result.annotations is not None
    assert (result.video.frames, result.video.fps, result.video.width) == (120, 30.0, 576)
    assert [one.frame_num for one in result.annotations] == list(range(120))
    assert {person.object_id for one in result.annotations for person in one.objects} == {0}
    nose = result.annotations[5].objects[0].keypoints[:2]
    row = next(row for row in rows if row["frame"] == "5" and row["point"] == "nose")
    assert nose == pytest.approx([float(row["x"]), float(row["y"])], abs=0.001)


@pytest.mark.model
@pytest.mark.data
def test_a_clip_with_a_hole_gives_what_is_left_and_says_so(test_data: Path, tmp_path: Path) -> None:
    data = bytearray((test_data / "real" / "video" / "avatar.mp4").read_bytes())
    data[60_000:63_000] = bytes(3000)
    (tmp_path / "hole.mp4").write_bytes(data)
    code, _, complained = run("video", str(tmp_path / "hole.mp4"), "-o", str(tmp_path / "out"))
    assert code == 0, complained
    result = JobResult.model_validate_json((tmp_path / "out" / "pose.json").read_text(encoding="utf-8"))
    assert result.video is not None
    assert result.video.frames < 108
    assert f"tells of 120 frames, and {result.video.frames} could be read" in complained
    drawn = cv2.VideoCapture(str(tmp_path / "out" / "annotated.mp4"))
    assert drawn.get(cv2.CAP_PROP_FRAME_COUNT) == result.video.frames


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("broken_half.mp4", "the file ends before its contents do"),
        ("broken_zero.mp4", "not a video that can be read"),
        ("broken_text.mp4", "not a video that can be read"),
        ("none.mp4", "no video of this name"),
    ],
)
def test_what_is_no_video_is_said_in_one_sentence(
    test_data: Path, tmp_path: Path, name: str, says: str
) -> None:
    out = tmp_path / "out"
    code, said, complained = run("video", f"{test_data}/real/video/{name}", "-o", str(out))
    assert code == 3
    assert not said
    *steps, sentence = complained.splitlines()
    assert name in sentence
    assert says in sentence
    assert all(step.startswith("Looking through the video") for step in steps)
    assert not out.exists()


@pytest.mark.model
def test_nobody_in_a_video_is_no_success(tmp_path: Path) -> None:
    writer = cv2.VideoWriter(str(tmp_path / "a.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 30.0, (320, 240))
    for number in range(12):
        picture = cv2.applyColorMap(cv2.UMat(240, 320, cv2.CV_8U, 20 * number), cv2.COLORMAP_JET).get()
        writer.write(picture)
    writer.release()
    code, _, complained = run("video", str(tmp_path / "a.mp4"), "-o", str(tmp_path / "out"), "--lang", "ko")
    assert code == 4
    assert "사람을 찾지 못했으니" in complained.splitlines()[-1]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--smoothing", "yes"), 2),
        (("--scheduler", "127.0.0.1:8786"), 2),
        (("--scheduler", "tcp://127.0.0.1:1"), 5),
    ],
)
def test_wrong_usage_and_a_missing_cluster(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    writer = cv2.VideoWriter(str(tmp_path / "a.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 30.0, (64, 48))
    for _ in range(3):
        writer.write(cv2.UMat(48, 64, cv2.CV_8UC3).get())
    writer.release()
    where = ("-o", str(tmp_path / "out")) if arguments else ()
    got, said, complained = run("video", str(tmp_path / "a.mp4"), *where, *arguments)
    assert got == code
    assert not said
    assert len(complained.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.model
@pytest.mark.data
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no polite kill")
def test_a_polite_kill_leaves_nothing_half_done(test_data: Path, tmp_path: Path) -> None:
    program = start("video", f"{test_data}/real/video/squats.mp4", "-o", str(tmp_path / "out"))
    assert program.stderr is not None
    for line in program.stderr:
        if line.startswith("Drawing"):
            break
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=120)
    assert program.returncode == 143
    assert not list(tmp_path.iterdir())


def test_help_does_not_wait_for_the_cluster_library() -> None:
    code = "import sys; from posture_app.app import make_program; make_program(); print(sorted(sys.modules))"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert "'distributed'" not in said.stdout
    assert "'cv2'" not in said.stdout
    assert json.dumps("posture_app.app").replace('"', "'") in said.stdout
