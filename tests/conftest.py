"""Shared fixtures: where the test pictures are, and the models loaded once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_app.services.assessing.assess import Eyes
    from tests.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[1]

# The same made-up cases in every run, none of them too slow for a machine that is busy with everything else.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def _data_folder() -> Path | None:
    named = os.environ.get("POSTURE_TEST_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On several cores the whole programs go first: last, they would run on one while the others wait."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: "end2end" not in item.path.parts)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of shared test pictures; without it the test is skipped, visibly."""
    folder = _data_folder()
    if folder is None:
        pytest.skip("no test pictures: neither ../shared/data nor POSTURE_TEST_DATA is there")
    return folder


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where the pictures are, a test that asks for them and is skipped has failed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    asks = {"test_data", "demo"} & set(getattr(item, "fixturenames", ()))
    if report.skipped and asks and _data_folder() is not None:
        report.outcome = "failed"
        report.longrepr = f"skipped although the test pictures are there: {report.longrepr}"


@pytest.fixture(scope="session")
def demo() -> Path:
    """The rendered pictures that ship with the program."""
    return ROOT / "resources" / "demo"


@pytest.fixture(scope="session")
def eyes() -> Iterator[Eyes]:
    """The real models, loaded once."""
    from posture_app.app.assessing import make_eyes

    eyes = make_eyes()
    yield eyes
    eyes.faces.close()  # type: ignore[attr-defined]
    eyes.poses.close()  # type: ignore[attr-defined]


@pytest.fixture
def moved_like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that this process has open is moved or deleted, as on Windows."""
    from tests.open_files import move_like_windows

    move_like_windows(monkeypatch)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server; where none is installed the tests on it are skipped, visibly."""
    from tests.postgres import find_tools, running

    tools = find_tools()
    if tools is None:
        pytest.skip("no PostgreSQL server is installed here")
    with running(tools) as server:
        yield server


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Somewhere a store can be made."""
    if request.param == "folder":
        return str(tmp_path / "records")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()
