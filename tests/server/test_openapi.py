"""Requests made up from the server's own description: none of them is more than a contract can say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

from posture_app.services.service_keys import Service
from posture_app.wire.remo import back_errors
from tests.server.desks import BACK, FRONT, SIDE, desk_in, sent
from tests.server.listening import listening

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES, EXAMPLES_INSIDE = 10, 4
"""Of each route: made up altogether, and behind the right keys, where each takes longer."""

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


@contextmanager
def described(folder: Path) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """A server without models, its operations, and what opens them."""
    desk = desk_in(folder)
    keys = desk.keys.add(Service.REMO, "a@b.c", 10_000)
    with listening(desk) as port:
        url = f"http://127.0.0.1:{port}"
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
        yield url, [one.ok() for one in schema.get_all_operations()], {**keys, "id": "a@b.c"}


def check(case: Any, url: str) -> None:
    response = case.call(base_url=url)
    if response.status_code >= 500:
        assert response.json()["status"] in FORESEEN, response.text
    case.validate_response(response, checks=CHECKS)


def tried(operation: Any, mode: GenerationMode, count: int, work: Callable[[Any], None]) -> None:
    """Do something with requests made up for an operation; one that asks for nothing has no wrong ones."""
    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.path_parameters):
        return
    made_up = operation.as_strategy(generation_mode=mode)

    @seldom(count)
    @given(case=made_up)
    def run(case: Any) -> None:
        work(case)

    run()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_made_up_goes_unforeseen(
    mode: GenerationMode, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with described(tmp_path) as (url, operations, _), caplog.at_level(logging.ERROR, "posture_app.server"):
        assert len(operations) >= 5
        for operation in operations:
            tried(operation, mode, EXAMPLES, lambda case: check(case, url))
    assert [one for one in caplog.records if one.name == "posture_app.server"] == []


@pytest.mark.parametrize("photos", [False, True])
def test_nothing_made_up_behind_the_right_keys_goes_unforeseen(
    photos: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    pictures = {"forigimg": sent(FRONT), "sorigimg": sent(SIDE), "borigimg": sent(BACK)}

    with described(tmp_path) as (url, operations, keys), caplog.at_level(logging.ERROR, "posture_app.server"):
        known = {**keys, **pictures} if photos else keys

        def check_known(case: Any) -> None:
            if isinstance(case.body, dict):
                case.body = {name: known.get(name, one) for name, one in case.body.items()}
            check(case, url)

        for operation in operations:
            tried(operation, GenerationMode.POSITIVE, EXAMPLES_INSIDE, check_known)
    assert [one for one in caplog.records if one.name == "posture_app.server"] == []
