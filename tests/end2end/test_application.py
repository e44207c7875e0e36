"""The real window with the demonstration camera, no hand on the mouse: capture, review, report, quit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.end2end.test_program import run

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and logs of whoever runs the tests out of it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def check_results(out: Path) -> None:
    result = json.loads((out / "assessment.json").read_text(encoding="utf-8"))
    assert {name: view["facing"] for name, view in result["views"].items()} == {
        "front": "front",
        "side": "left",
        "back": "back",
    }
    values = {(one["id"], one["view"]): one["value"] for one in result["measures"]}
    # The demonstration's person stands straight: within what the method can tell.
    assert abs(values["shoulder_tilt", "front"]) < 3.0
    assert abs(values["body_tilt", "back"]) < 2.0
    assert 2 <= len(PdfReader(out / "report.pdf").pages) <= 4


def test_the_workstation_goes_from_camera_to_report_by_itself(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, complained = run("--camera", "demo", "--autopilot", "-o", str(out))
    assert code == 0, complained
    assert "Traceback" not in complained
    check_results(out)


def test_the_kiosk_walks_its_rails_by_itself(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, complained = run("--kiosk", "--camera", "demo", "--autopilot", "--lang", "ko", "-o", str(out))
    assert code == 0, complained
    assert "Traceback" not in complained
    check_results(out)
    assert "자세" in "".join(page.extract_text() for page in PdfReader(out / "report.pdf").pages)


def test_a_camera_that_is_none_ends_in_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, complained = run("--camera", str(tmp_path / "none.mp4"), "--autopilot", "-o", str(out))
    assert code == 5
    assert "Traceback" not in complained
    assert len([line for line in complained.splitlines() if line.strip()]) == 1
    assert not out.exists()
    assert {one.name for one in tmp_path.iterdir()} <= {"config", "state"}
