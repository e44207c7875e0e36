"""Somebody integrated against the guides of Kakao's and NHN's pose services; only the host is another one."""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import requests
from PIL import Image

from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import as_jpeg, read_photo
from posture_app.services.ports import Frame
from posture_app.wire.kakao_pose import People, keypoints_from
from posture_app.wire.nhn_pose import PoseAnswer
from tests.server.processes import SAMPLES, Served, served

pytestmark = pytest.mark.model

HOST = "https://pose-estimation.api.nhncloudservice.com"
NAMES = ("lee_front", "kim_front")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("server")
    with served(folder, "--workers", "1", "--allow-private-urls") as running:
        yield running
        assert running.stop() == (0, "")


@pytest.fixture(scope="module")
def two_people(demo: Path) -> Frame:
    photos = [read_photo(demo / f"{name}.jpg").rgb for name in NAMES]
    return Frame(np.hstack([cv2.resize(one, (270, 480), interpolation=cv2.INTER_AREA) for one in photos]))


@contextmanager
def elsewhere(content: bytes) -> Iterator[str]:
    """Serve a picture behind a redirect; give the address that leads to it."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/picture" else 302)
            if self.path == "/picture":
                self.send_header("content-length", str(len(content)))
            else:
                self.send_header("location", "/picture")
            self.end_headers()
            if self.path == "/picture":
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as there:
        thread = threading.Thread(target=there.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{there.server_port}/moved"
        finally:
            there.shutdown()
            thread.join()


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl is installed here")
def test_nhns_curl_line(server: Served, two_people: Frame, tmp_path: Path) -> None:
    keys = {name: str(value) for name, value in server.credentials("nhn").items()}
    Image.fromarray(two_people.rgb).save(tmp_path / "sample.png")
    line = (SAMPLES / "nhn_pose_curl.txt").read_text(encoding="utf-8")
    for printed, meant in (
        (HOST, server.url),
        ("{appKey}", keys["appKey"]),
        ("${secretKey}", keys["secretKey"]),
    ):
        assert printed in line
        line = line.replace(printed, meant)

    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=True, timeout=120)

    told = PoseAnswer.model_validate_json(done.stdout)
    assert told.header.isSuccessful
    assert told.result is not None
    assert (told.result.fileType, told.result.numberOfPerson) == ("png", 2)
    for person in told.result.keyPointList:
        parts = {part: sum(point.part == part for point in person.inferKeypointList) for part in PARTS}
        assert parts == {"body": 17, "foot": 4, "face": 468, "hand": 42}


PARTS = ("body", "foot", "face", "hand")


def test_kakaos_picture_sent_and_named(server: Served, two_people: Frame) -> None:
    key = server.credentials("kakao")["REST_API_KEY"]
    headers = {"Authorization": f"KakaoAK {key}"}
    picture = as_jpeg(two_people)

    sent = requests.post(
        f"{server.url}/pose", headers=headers, files={"file": io.BytesIO(picture)}, timeout=120
    )
    with elsewhere(picture) as address:
        named = requests.post(f"{server.url}/pose", headers=headers, data={"image_url": address}, timeout=120)
    wrong = requests.post(
        f"{server.url}/pose",
        headers={"Authorization": "KakaoAK no"},
        files={"file": io.BytesIO(picture)},
        timeout=120,
    )

    assert sent.json() == named.json()
    people = [keypoints_from(one) for one in People.model_validate(sent.json()).root]
    middles = sorted(float(np.nanmean(one.xy_px[:, 0])) for one in people)
    assert middles == pytest.approx([135, 405], abs=30)
    assert (wrong.status_code, wrong.json()["code"]) == (401, -401)
