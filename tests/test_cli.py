"""The command line: what it refuses before anything is loaded, and what the doctor prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from posture_app.app import make_program
from posture_app.cli import Check, Program, run
from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import EnvironmentProblem, NotAssessable
from posture_app.domain.keypoints import Landmark
from posture_app.domain.phantom import PHANTOMS, Phantom
from posture_app.domain.quality import refuse
from posture_app.domain.video.sway import Sway
from posture_app.domain.views import View
from posture_app.services.assessing.assessment_json import to_json
from posture_app.services.assessing.case import Case
from posture_app.services.ports import Frame
from posture_app.services.room.phantom import PhantomDesk
from posture_app.services.room.repeatability import StudyInMemory
from posture_app.services.video.sway import PointSway, SwayReport
from posture_app.services.wording import Words
from tests.assessments import assessment
from tests.fakes import ChecksInMemory, blank, eyes_for


def untouchable() -> Program:
    """A program whose models, photographs, and files must not be touched."""

    def fail(*_: object) -> None:
        raise AssertionError("touched the world")

    program = make_program()
    desk = replace(program.desk, make_eyes=fail, read_photo=fail)  # type: ignore[arg-type]
    return replace(program, desk=desk, write_all=fail)


def usage(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        code = run(arguments, untouchable())
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "--front", "a.jpg"),
        ("assess", "--front", "a.jpg", "--front", "b.jpg", "-o", "out"),
        ("assess", "-o", "out"),
        ("assess", "--front", "a.jpg", "-o", "out", "--level", "steep"),
        ("assess", "--front", "a.jpg", "-o", "out", "--level", "91"),
        ("assess", "--front", "a.jpg", "-o", "out", "--level", "nan"),
        ("assess", "--front", "a.jpg", "-o", "out", "--height-cm", "1.75"),
        ("assess", "--front", "a.jpg", "-o", "out", "--height-cm", "nan"),
        ("assess", "--front", "a.jpg", "-o", "out", "--height-cm", "tall"),
        ("assess", "--front", "a.jpg", "-o", "out", "--repeats", "0"),
        ("assess", "--front", "a.jpg", "-o", "out", "--repeats", "1000"),
        ("assess", "--front", "a.jpg", "-o", "out", "--repeats", "2.5"),
        ("assess", "--front", "a.jpg", "-o", "out", "--precision", "utmost"),
        ("assess", "--front", "a.jpg", "-o", "out", "--precision", "fast", "--repeats", "8"),
        ("assess", "--front", "a.jpg", "-o", "out", "--corrections", "none such"),
        ("assess", "--front", "a.jpg", "-o", "out", "--stickers", "yes"),
        ("assess", "--front", "a.jpg", "-o", "out", "--lang", "tlh"),
        ("assess", "--front", "a.jpg", "-o", "out", "--profile", "x"),
        ("assess", "--fro", "a.jpg", "-o", "out"),
        ("assess", "--front", "a.jpg", "-o", ""),
        ("assess", "--front", "", "-o", "out"),
        ("--autopilot",),
        ("measure",),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = usage(capsys, *arguments)
    assert code == 2
    assert len(said.strip().splitlines()) == 1
    assert said[0].isupper() or said[0] in "'-"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_noticed_before_the_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    code, said = usage(capsys, "assess", "--front", "a.jpg", "-o", str(tmp_path / "out"))
    assert code == 5
    assert "out" in said
    assert len(said.strip().splitlines()) == 1


def level_of(folder: Path, monkeypatch: pytest.MonkeyPatch, *written: str) -> CameraLevel | None:
    """Give the level of the case that a command line asks for."""
    asked: list[Case] = []

    class Stop(Exception):
        pass

    def stop(case: Case, *_: object) -> None:
        asked.append(case)
        raise Stop

    monkeypatch.setattr("posture_app.cli.assess.assess_case", stop)
    with pytest.raises(Stop):
        run(("assess", "--front", "a.jpg", "-o", str(folder), *written), untouchable())
    return asked[0].settings.level


@pytest.mark.parametrize("level", ["-3.5", "0", "+2"])
def test_a_level_may_be_negative(level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for written in (("--level", level), (f"--level={level}",)):
        assert level_of(tmp_path, monkeypatch, *written) == CameraLevel.manual(float(level))


def test_the_level_is_left_to_the_picture_unless_something_else_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert level_of(tmp_path, monkeypatch) is None
    assert level_of(tmp_path, monkeypatch, "--level=auto") is None
    assert level_of(tmp_path, monkeypatch, "--level=off") == CameraLevel()


def test_a_photo_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    program = replace(make_program(), write_all=untouchable().write_all)
    code = run(("assess", "--back", str(tmp_path / "rücken.jpg"), "-o", str(tmp_path / "out")), program)
    said = capsys.readouterr().err
    assert code == 3
    assert "rücken.jpg" in said
    assert "ack" in said
    assert not (tmp_path / "out").exists()


def doctor(checks: list[Check]) -> Program:
    return replace(make_program(), checks=lambda words: checks)


def test_the_doctor_marks_and_gives_remedies(capsys: pytest.CaptureFixture[str]) -> None:
    well = Check("model", "fine", well=True, remedy="never shown")
    absent = Check("camera", "none", well=None, remedy="plug one in")
    ill = Check("fonts", "missing", well=False, remedy="install them")
    assert run(["doctor"], doctor([well, absent])) == 0
    assert "✓ model" in capsys.readouterr().out
    assert run(["doctor"], doctor([well, absent, ill])) == 5
    said = capsys.readouterr().out
    assert "✗ fonts" in said
    assert "→ install them" in said
    assert "→ plug one in" in said
    assert "never shown" not in said


def test_writing_that_fails_late_is_explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def full(folder: Path, files: Mapping[str, bytes]) -> None:
        raise EnvironmentProblem("disk_full", folder=str(folder))

    from tests.fakes import blank, eyes_for
    from tests.figures import coronal, person

    program = make_program()
    desk = replace(
        program.desk, make_eyes=lambda: eyes_for(person(coronal())), read_photo=lambda path: blank()
    )
    code = run(
        ("assess", "--front", "a.jpg", "-o", str(tmp_path)), replace(program, desk=desk, write_all=full)
    )
    assert code == 5
    assert str(tmp_path) in capsys.readouterr().err


def test_a_name_in_broken_bytes_becomes_marks() -> None:
    from posture_app.cli.parts import as_text

    assert as_text(None) is None
    assert as_text("김하늘") == "김하늘"
    assert as_text("n\udcff") == "n\ufffd"


def test_what_only_the_start_said_is_not_kept(tmp_path: Path) -> None:
    from posture_app.app.desktop import _save_preferences
    from posture_app.services.settings import Preferences, load

    kept = Preferences(camera="1")
    started = replace(kept, camera="demo", language="ko")
    path = tmp_path / "settings.json"
    _save_preferences(path, kept, started, replace(started, scheme="dark"))
    assert load(path) == (replace(kept, scheme="dark"), ())
    _save_preferences(path, kept, started, replace(started, camera="2"))
    assert load(path) == (replace(kept, camera="2"), ())


def test_own_norms_and_models_are_used_or_named(tmp_path: Path) -> None:
    from posture_app.adapters.models.bundle import pose_bundle
    from posture_app.app.desktop import _with_own_files, make_equipment
    from posture_app.services.resources import resource
    from posture_app.services.settings import Preferences

    shipped = make_equipment()
    norms = tmp_path / "own.json"
    norms.write_text(
        resource("norms", "contract-v2.json").read_text("utf-8").replace("contract-v2", "own"), "utf-8"
    )
    model = tmp_path / "pose_heavy.task"
    model.write_bytes(pose_bundle().data)
    own, unusable = _with_own_files(shipped, Preferences(norms=str(norms), model=str(model)))
    assert (own.base.norms.label, own.desk.model_name, unusable) == ("own/1", "pose_heavy", ())
    assert own.desk.model_sha256 == shipped.desk.model_sha256
    for broken in (b"", b"{}", b"PK"):
        norms.write_bytes(broken)
        model.write_bytes(broken)
        same, unusable = _with_own_files(shipped, Preferences(norms=str(norms), model=str(model)))
        assert unusable == ("norms", "model")
        assert same.desk == shipped.desk
    assert _with_own_files(shipped, Preferences(model=str(tmp_path)))[1] == ("model",)


# --- repeatability ----------------------------------------------------------------------------------


def study_program() -> Program:
    return replace(untouchable(), studies=StudyInMemory())


def assessments(folder: Path, *values: float) -> list[str]:
    paths = []
    for at, value in enumerate(values):
        seen = assessment(View.FRONT, shoulder_tilt=value)
        path = folder / f"{value}-{at}.json"
        path.write_bytes(to_json(replace(seen, taken_at=seen.taken_at + timedelta(minutes=at)), Words("en")))
        paths.append(str(path))
    return paths


def test_a_study_is_taken_shown_used_and_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    program = study_program()
    for client, values in (("1", (0.0, 2.0, 4.0)), ("2", (1.0, 3.0, 5.5))):
        code = run(
            ["repeatability", "add", "--client", client, "--room", "2", *assessments(tmp_path, *values)],
            program,
        )
        assert code == 0
    assert "Shoulders, front" in capsys.readouterr().out
    assert run(["repeatability", "use"], program) == 0
    assert program.studies.load().in_use
    assert "in use" in capsys.readouterr().out
    assert run(["repeatability", "off"], program) == 0
    assert not program.studies.load().in_use
    assert capsys.readouterr().out.endswith(": not in use.\n")
    assert run(["repeatability", "show", "--lang", "ko"], program) == 0
    assert "대상자 1명을 세 번씩 더" in capsys.readouterr().out
    assert run(["repeatability", "new"], program) == 0
    assert program.studies.load().takes == ()
    assert capsys.readouterr().out == "The study was begun anew; it is empty and not in use.\n"


def test_a_file_that_is_no_assessment_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "x.json").write_text("{}")
    for name, code in (("x.json", 2), ("missing.json", 3)):
        add = ["repeatability", "add", "--client", "1", str(tmp_path / name)]
        assert run(add, study_program()) == code
        assert name in capsys.readouterr().err


def test_too_small_a_study_is_not_used(capsys: pytest.CaptureFixture[str]):
    assert run(["repeatability", "use"], study_program()) == 2
    assert "at least 2 clients" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "looks", "corrections"),
    [
        ((), 8, None),
        (("--precision", "fast"), 2, None),
        (("--precision", "precise", "--corrections", "off"), 16, None),
        (("--repeats", "5", "--corrections", "rendered-2026-11"), 5, "rendered-2026-11"),
    ],
)
def test_how_a_photograph_is_measured_is_said_in_arguments(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], looks: int, corrections: str
) -> None:
    asked: list[Case] = []

    def assess(case: Case, *_: object) -> NoReturn:
        asked.append(case)
        raise NotAssessable((refuse("nobody"),), view="front", file="a.jpg")

    monkeypatch.setattr("posture_app.cli.assess.assess_case", assess)
    assert run(["assess", "--front", "a.jpg", "-o", str(tmp_path / "out"), *arguments], untouchable()) == 4
    settings = asked[0].settings
    assert settings.repeats == looks
    assert (settings.corrections and settings.corrections.name) == corrections


# --- the daily check ---------------------------------------------------------------------------------


class StillFinder:
    """Finds the A4 sheet as it was printed, in any picture."""

    def find(self, frame: Frame) -> tuple[Phantom, Mapping[Landmark, tuple[float, float]]]:
        return PHANTOMS["a4"], PHANTOMS["a4"].dots


def checking_program() -> Program:
    program = untouchable()
    phantom = PhantomDesk(StillFinder, lambda phantom, words: b"%PDF", ChecksInMemory())
    desk = replace(program.desk, read_photo=lambda path: blank())
    return replace(program, desk=desk, phantom=phantom)


def test_the_sheet_is_written_checked_charted_and_begun_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    program = checking_program()
    written: dict[str, bytes] = {}
    writing = replace(program, write_all=lambda folder, files: written.update(files))
    assert run(["phantom", "sheet", "-o", str(tmp_path)], writing) == 0
    assert written == {"phantom.pdf": b"%PDF"}
    capsys.readouterr()
    for _ in range(5):
        assert run(["phantom", "check", "photo.jpg", "--level", "0.3"], program) == 0
    told = capsys.readouterr().out
    assert "leans 0.30° counter-clockwise" in told.replace("\u00a0", " ")
    assert "As usual" in told
    assert run(["phantom", "chart"], program) == 0
    assert capsys.readouterr().out.count("leans") == 5
    assert run(["phantom", "new"], program) == 0
    assert program.phantom.checks.load() == ()
    assert capsys.readouterr().out == "The daily checks were begun anew; none is kept.\n"


def test_a_photograph_without_the_sheet_is_named(capsys: pytest.CaptureFixture[str]):
    class Blind:
        def find(self, frame: Frame) -> tuple[Phantom, Mapping[Landmark, tuple[float, float]]]:
            raise NotAssessable((refuse("phantom_not_found"),))

    program = checking_program()
    program = replace(program, phantom=replace(program.phantom, make_finder=Blind))
    assert run(["phantom", "check", "wall.jpg"], program) == 4
    assert "wall.jpg" in capsys.readouterr().err
    assert program.phantom.checks.load() == ()


# --- sway ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [("film.mp4",), ("film.mp4", "--height-cm", "1.75"), ("--height-cm", "170")]
)
def test_sway_needs_a_recording_and_a_height(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = usage(capsys, "sway", *arguments)

    assert code == 2
    assert told.count("\n") == 1


def test_sway_is_told_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sway = Sway(20.0, 12.34, 8.0, 0.617, 1.5, 0.9)
    still = Sway(20.0, 1.25, 0.8, 0.06, 0.1, 0.01)
    report = SwayReport(5.0, 15.0, 1.0, (PointSway("hips", sway, still),), np.array([0.0, 20.0]), {})
    monkeypatch.setattr("posture_app.cli.sway.measure_sway", lambda *_: report)
    written: dict[str, bytes] = {}
    program = untouchable()
    desk = replace(program.desk, make_eyes=lambda: eyes_for())
    program = replace(program, desk=desk, write_all=lambda folder, files: written.update(files))
    assert run(["sway", "film.mp4", "--height-cm", "170", "-o", str(tmp_path)], program) == 0
    told = capsys.readouterr().out

    assert "way 12.3 cm (a still picture gives 1.2 cm)" in told
    assert "not graded" in told
    assert set(written) == {"sway.json"}


def test_a_recording_that_cannot_be_followed_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise NotAssessable((refuse("sway_seldom_seen"),))

    monkeypatch.setattr("posture_app.cli.sway.measure_sway", fail)
    program = untouchable()
    program = replace(program, desk=replace(program.desk, make_eyes=lambda: eyes_for()))
    assert run(["sway", "film.mp4", "--height-cm", "170"], program) == 4
    assert "film.mp4" in capsys.readouterr().err
