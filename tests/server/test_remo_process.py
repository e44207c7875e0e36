"""Somebody integrated against the two skeleton-v2 guides; only the host is another one."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from posture_app.adapters.photos.photo_files import from_bytes
from posture_app.wire.remo.back import BackAnswer
from posture_app.wire.remo.front_side import FrontSideAnswer
from tests.server.processes import SAMPLES, Served, served

pytestmark = pytest.mark.model

HOST = "http://api.remo.re.kr"
LARGEST_ARGUMENT = 90_000
"""Bytes of a picture; as base64 the shell takes no more in one argument."""

CURL = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl is installed here")

# What the guide's second Python sample uses and does not define, and a window that no test has.
HELPERS = """
import cv2
cv2.imshow = lambda name, picture: print(name, picture.shape)
cv2.waitKey = lambda wait: None
cv2.destroyAllWindows = lambda: None

def split_b64_video(text):
    return text.split(",", 1)[1]
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("server"), "--workers", "1") as running:
        yield running
        assert running.stop() == (0, "")


@pytest.fixture(scope="module")
def keys(server: Served) -> dict[str, str | int]:
    return server.credentials("remo", "--email", "clinic@example.com", "--credit", "50")


def filled_in(name: str, server: Served, keys: dict[str, str | int], photo: Path) -> str:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    for printed, meant in (
        (HOST, server.url),
        ("your_email", str(keys["Email"])),
        ("your_user_key", str(keys["UserKey"])),
        ("your_api_key", str(keys["APIKey"])),
        ("path/to/your/back/image", str(photo)),
    ):
        assert printed in text, printed
        text = text.replace(printed, meant)
    return text


def small(photo: Path, folder: Path) -> Path:
    """The same photograph in a file that the shell takes as an argument."""
    from PIL import Image

    with Image.open(photo) as picture:
        picture.save(folder / "small.jpg", quality=70)
    assert (folder / "small.jpg").stat().st_size < LARGEST_ARGUMENT
    return folder / "small.jpg"


@CURL
def test_the_guides_curl_line(server: Served, keys: dict[str, str | int], demo: Path, tmp_path: Path):
    line = filled_in("remo_back_curl", server, keys, small(demo / "kim_back.jpg", tmp_path))

    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True, timeout=120)

    answer = BackAnswer.model_validate_json(done.stdout)
    assert (answer.status_code, answer.credit_change) == (200, -1)
    assert from_bytes(base64.b64decode(answer.borigimg.partition(",")[2])).height == 1280


@pytest.mark.parametrize("number", [1, 2])
def test_the_guides_python_samples(server: Served, keys: dict[str, str | int], demo: Path, number: int):
    code = filled_in(f"remo_back_python_{number}", server, keys, demo / "kim_back.jpg")
    show = "print(res.status_code, res.json()['state'])" if number == 1 else ""

    done = subprocess.run(
        [sys.executable, "-c", f"{HELPERS}\n{code}\n{show}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert done.stdout.strip() == ("200 True" if number == 1 else "back_img (1280, 720, 3)")


@CURL
def test_front_and_side_by_curl(server: Served, keys: dict[str, str | int], demo: Path, tmp_path: Path):
    photos = {
        field: base64.b64encode((demo / name).read_bytes()).decode()
        for field, name in (("forigimg", "kim_front.jpg"), ("sorigimg", "kim_right.jpg"))
    }
    asked = {"id": keys["Email"], "uuid": "55f75582-2c4d-4bd9-9e03-9b75f7bc3058", **photos}
    (tmp_path / "body.json").write_text(json.dumps(asked), encoding="utf-8")

    line = ["curl", "-s", "-X", "POST", f"{server.url}/analyze/skeleton-v2", "-d", f"@{tmp_path}/body.json"]
    done = subprocess.run(line, capture_output=True, check=True, timeout=120)

    answer = FrontSideAnswer.model_validate_json(done.stdout)
    assert answer.uuid == asked["uuid"]
    assert answer.far_grade in ("A", "B")
    assert answer.side_part > 0  # her right side is towards the camera
