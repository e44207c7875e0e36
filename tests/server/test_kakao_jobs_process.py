"""A video job at the real server, by curl, over a sudden death of the server."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from posture_app.wire.kakao_job import JobResult
from tests.server.processes import run, served

pytestmark = [
    pytest.mark.model,
    pytest.mark.data,
    pytest.mark.skipif(shutil.which("curl") is None, reason="no curl is installed here"),
]

# The guide's request (its pages 2-1 and 2-2) as curl says it; the host and the key are filled in.
HAND_IN = (
    'curl -s -X POST {host}/pose/job -H "Authorization: KakaoAK {key}" -F "file=@{file}" -F "smoothing=true"'
)
ASK = 'curl -s -X GET {host}/pose/job/{job_id} -H "Authorization: KakaoAK {key}"'


def said(line: str, **facts: str) -> dict[str, Any]:
    done = subprocess.run(["bash", "-c", line.format(**facts)], capture_output=True, check=True, timeout=120)
    body: dict[str, Any] = json.loads(done.stdout)
    return body


def test_a_job_by_curl_outlives_the_servers_death(test_data: Path, tmp_path: Path) -> None:
    film = tmp_path / "사람.mp4"
    shutil.copy(test_data / "real" / "video" / "avatar.mp4", film)
    with served(tmp_path / "data", "--workers", "1") as server:
        key = str(server.credentials("kakao")["REST_API_KEY"])
        job_id = said(HAND_IN, host=server.url, key=key, file=str(film))["job_id"]
        assert said(ASK, host=server.url, key=key, job_id=job_id)["status"] in ("waiting", "processing")
        server.process.kill()
    with served(tmp_path / "data", "--workers", "1") as server:
        result = _ended(server.url, key, job_id)
        assert server.stop() == (0, "")
    assert result.status == "success"
    assert result.video is not None
    assert result.annotations is not None
    assert (result.video.frames, len(result.annotations)) == (120, 120)
    assert {person.object_id for one in result.annotations for person in one.objects} == {0}
    assert {path.suffix for path in (tmp_path / "data" / "video-jobs").iterdir()} == {".job", ".result"}


def _ended(host: str, key: str, job_id: str) -> JobResult:
    for _ in range(600):
        body = said(ASK, host=host, key=key, job_id=job_id)
        if body["status"] not in ("waiting", "processing"):
            return JobResult.model_validate(body)
        time.sleep(0.1)
    pytest.fail("the job does not end")


def test_a_key_that_is_none_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURE_JOB_KEY", "guess")
    code, out, err = run("serve", "--data", str(tmp_path), "--port", "0", "--workers", "1")
    assert (code, out) == (5, "")
    assert len(err.splitlines()) == 1
    assert "POSTURE_JOB_KEY" in err
