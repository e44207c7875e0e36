"""What the packages must hold, read off their recipes."""

import ast
import configparser
import importlib.util
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from posture_app.adapters.models.dlib_face import _SHA256
from posture_app.doctor import FOR_FACES, FOR_RECORDS, FOR_SERVICES, PINNED

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ast.parse((ROOT / "installer/posture-app.spec").read_text(encoding="utf-8"))


def listed(name: str) -> tuple[str, ...]:
    """Give a list of plain strings that the recipe holds under a name."""
    for statement in RECIPE.body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", None) == name:
            return tuple(ast.literal_eval(statement.value))
    raise AssertionError(f"the recipe has no {name}")


def models_in_use() -> set[str]:
    """Give every model file of MediaPipe's wheel that the adapters name."""
    sources = (ROOT / "posture_app/adapters").rglob("*.py")
    texts = [
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {text for text in texts if "/" in text and text.endswith((".tflite", ".binarypb"))}


def test_no_model_in_use_is_left_out() -> None:
    assert "pose_landmark/pose_landmark_full.tflite" in models_in_use()
    for model in models_in_use():
        assert not [part for part in listed("UNUSED") if part in f"mediapipe/modules/{model}"], model


def imported() -> set[str]:
    """Give every module that the program's sources import, at whatever depth."""
    found = set()
    for source in (ROOT / "posture_app").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_that_is_left_out_is_imported() -> None:
    assert "PySide6.QtPdf" in imported()
    assert not imported() & set(listed("left_out"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt's FFmpeg stays")
def test_qts_ffmpeg_is_left_out_whole() -> None:
    names = [path.name.lower() for path in (Path(PySide6.__file__).parent / "Qt/lib").iterdir()]
    ffmpeg = [name for name in names if re.match(r"libav|libsw|libqt6ffmpeg", name)]
    assert ffmpeg
    assert not [name for name in ffmpeg if not any(part in name for part in listed("QT_FFMPEG"))]


def test_the_doctor_finds_the_versions_it_looks_for() -> None:
    copied = {name.lower().replace("_", "-") for name in listed("TOLD_VERSIONS")}
    wanted = (*PINNED, *FOR_RECORDS, *FOR_SERVICES)
    assert {name.lower().replace("_", "-") for name in wanted} <= copied
    assert listed("TOLD_OF_FACES") == FOR_FACES


def test_the_points_predictor_that_may_not_be_passed_on_is_left_out() -> None:
    assert "face_recognition_models" in listed("left_out")
    assert set(listed("FACE_MODELS")) == set(_SHA256)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb packs Debian's packages")
def test_the_package_puts_the_program_where_its_starter_looks(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_deb", ROOT / "installer/make_deb.py")
    assert spec is not None
    assert spec.loader is not None
    make_deb = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_deb)
    program = tmp_path / "posture-app"
    program.mkdir()
    (program / "posture-app").write_text("#!/bin/sh\necho started\n")
    (program / "posture-app").chmod(0o755)

    package = make_deb.make(program, tmp_path)

    unpacked = tmp_path / "root"
    subprocess.run(["dpkg-deb", "--extract", str(package), str(unpacked)], check=True)
    field = ["dpkg-deb", "--field", str(package), "Depends"]
    needs = subprocess.run(field, check=True, capture_output=True, text=True).stdout
    desktop = (unpacked / "usr/share/applications/posture-app.desktop").read_text(encoding="utf-8")
    started = next(line for line in desktop.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
    assert (unpacked / started.lstrip("/")).stat().st_mode & 0o111
    assert (unpacked / "usr/bin/posture-app").readlink() == Path(started)
    assert f"libc6 (>= {platform.libc_ver()[1]})" in needs
    assert "libegl1" in needs


def parts_of_qt_in_use() -> set[str]:
    """Give every part of Qt that the source imports."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "posture_app").rglob("*.py")]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    whole = {node.module.split(".")[1] for node in imports if (node.module or "").startswith("PySide6.")}
    return whole | {name.name for node in imports if node.module == "PySide6" for name in node.names}


def test_no_part_of_qt_in_use_is_left_out() -> None:
    in_use = parts_of_qt_in_use()
    assert {"QtPdf", "QtPdfWidgets", "QtPrintSupport"} <= in_use
    left_out = {name.removeprefix("PySide6.") for name in listed("left_out")}
    assert in_use & left_out == set()
    for part in in_use:
        library = f"pyside6/qt/lib/lib{part.replace('Qt', 'Qt6', 1)}.so.6".lower()
        assert not [unused for unused in listed("UNUSED") if unused in library], part


def test_no_part_of_qt_is_named_in_a_string_where_the_packer_cannot_see_it() -> None:
    for file in (ROOT / "posture_app").rglob("*.py"):
        calls = [
            node
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        for call in calls:
            if ast.unparse(call.func).endswith("import_module"):
                assert "PySide6" not in ast.unparse(call), file


def test_the_kiosks_service_comes_back_however_often_and_not_when_it_was_left() -> None:
    service = configparser.ConfigParser()
    service.optionxform = str  # type: ignore[assignment,method-assign]
    service.read_string((ROOT / "installer/linux/posture-kiosk.service").read_text(encoding="utf-8"))
    assert service["Unit"]["StartLimitIntervalSec"] == "0"
    assert service["Service"]["Restart"] == "on-failure"
    assert service["Service"]["ExecStart"] == "/opt/posture-app/posture-app --kiosk"
