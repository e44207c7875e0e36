"""Requests made up from the server's own description: none of them is more than a contract can say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from posture_app.adapters.serving.face_groups_file import SealedFaceGroups
from posture_app.adapters.serving.job_folder import SealedJobFolder
from posture_app.domain.cloud import Service
from posture_app.domain.errors import VideoUnreadable
from posture_app.domain.video.motion import Motion
from posture_app.server.desk import FaceDesk, JobDesk
from posture_app.services.video.following import Tell
from posture_app.wire.remo import back_errors
from tests.coded_faces import MODEL, coded_engine
from tests.server.crowds import crowd_desk
from tests.server.desks import BACK, FRONT, SIDE, photo, sent
from tests.server.listening import listening

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES, EXAMPLES_INSIDE = 10, 4
"""Of each route: made up altogether, and behind the right keys, where each takes longer."""

OPEN = ("GET /health", "GET /metrics")
FORESEEN = {fault.code for fault in back_errors.FAULTS if fault.http_status == 500} - {
    back_errors.PROCESSING.code
}
"""Statuses that skeleton-v2-back tells with HTTP 500 by its guide."""


def seldom(count: int) -> settings:
    """The same so many requests in every run."""
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@dataclass
class Described:
    """A server without models that serves everything, its operations, and the keys of every maker."""

    url: str
    operations: list[Any]
    keys: dict[str, Any]

    def let_in(self, case: Any, pictures: dict[str, str]) -> None:
        """Put the right keys into a request, and pictures that show somebody."""
        known = {**self.keys, "id": self.keys["Email"], **pictures}
        if pictures and case.media_type == "multipart/form-data":
            known |= {"image": photo(BACK), "file": photo(BACK)}
        if isinstance(case.body, dict):
            case.body = {name: known.get(name, one) for name, one in case.body.items()}
        if case.path.startswith("/pose"):
            case.headers = {**(case.headers or {}), "Authorization": f"KakaoAK {self.keys['REST_API_KEY']}"}
        if "appKey" in (case.path_parameters or {}):
            case.path_parameters = {**case.path_parameters, "appKey": self.keys["appKey"]}
            case.headers = {**(case.headers or {}), "Authorization": self.keys["secretKey"]}


def looked_through(data: bytes, smoothing: bool, tell: Tell) -> Motion:
    raise VideoUnreadable("video_unreadable")


@contextmanager
def described(folder: Path) -> Iterator[Described]:
    faces = FaceDesk(coded_engine, lambda: SealedFaceGroups(folder, bytes(32), 100), MODEL)
    jobs = JobDesk(
        lambda: SealedJobFolder(folder / "jobs", bytes(32)),
        looked_through,
        lambda: datetime.now(timezone.utc),
    )
    desk = replace(crowd_desk(folder), faces=faces, jobs=jobs)
    keys = dict(pair for one in Service for pair in desk.keys.add(one, credit=10_000).items())
    with listening(desk) as port:
        url = f"http://127.0.0.1:{port}"
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
        yield Described(url, [one.ok() for one in schema.get_all_operations()], keys)


def check(case: Any, url: str) -> bytes:
    response = case.call(base_url=url)
    if response.status_code >= 500:
        assert response.json()["status"] in FORESEEN, response.text
    case.validate_response(response, checks=CHECKS)
    return bytes(response.content)


def tried(operation: Any, mode: GenerationMode, count: int, work: Callable[[Any], None]) -> None:
    """Do something with requests made up for an operation; one without a body has no wrong ones."""
    if mode is GenerationMode.NEGATIVE and not operation.body:
        return
    made_up = operation.as_strategy(generation_mode=mode)

    @seldom(count)
    @given(case=made_up)
    def run(case: Any) -> None:
        work(case)

    run()


def outside(operation: Any, url: str) -> set[bytes]:
    """What an operation answers to a stranger."""
    answers: set[bytes] = set()
    tried(operation, GenerationMode.POSITIVE, 1, lambda case: answers.add(check(case, url)))
    return answers


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_made_up_goes_unforeseen(
    mode: GenerationMode, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with described(tmp_path) as server:
        assert len(server.operations) >= 20
        for operation in server.operations:
            tried(operation, mode, EXAMPLES, lambda case: check(case, server.url))
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("photos", [False, True])
def test_nothing_made_up_behind_the_right_keys_goes_unforeseen(
    photos: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    pictures = {"forigimg": sent(FRONT), "sorigimg": sent(SIDE), "borigimg": sent(BACK)}

    with described(tmp_path) as server:

        def check_known(case: Any) -> None:
            server.let_in(case, pictures if photos else {})
            inside.add(check(case, server.url))

        for operation in server.operations:
            inside: set[bytes] = set()
            tried(operation, GenerationMode.POSITIVE, EXAMPLES_INSIDE, check_known)
            if photos and operation.label not in OPEN:
                assert inside - outside(operation, server.url), f"{operation.label}: the keys are not right"
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
