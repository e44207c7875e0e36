"""The daily check on its card: photographs checked, the chart filled, trouble told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from posture_app.domain.control_chart import individuals_chart
from posture_app.domain.errors import EnvironmentProblem, NotAssessable, PostureError
from posture_app.domain.keypoints import Landmark
from posture_app.domain.phantom import PHANTOMS, Phantom
from posture_app.domain.quality import refuse
from posture_app.gui.room.phantom_card import SHEET, PhantomCard
from posture_app.gui.theme import theme
from posture_app.gui.widgets.control_chart import ControlChart
from posture_app.services.ports import Frame
from posture_app.services.room.phantom import PhantomDesk
from tests.fakes import ChecksInMemory
from tests.gui.workshop import Workshop


class Finder:
    """Finds the A4 sheet as it was printed, or nothing."""

    blind = False

    def find(self, frame: Frame) -> tuple[Phantom, Mapping[Landmark, tuple[float, float]]]:
        if self.blind:
            raise NotAssessable((refuse("phantom_not_found"),))
        return PHANTOMS["a4"], PHANTOMS["a4"].dots


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def card(workshop: Workshop) -> Iterator[PhantomCard]:
    finder = Finder()
    desk = PhantomDesk(lambda: finder, lambda phantom, words: phantom.name.encode(), ChecksInMemory())
    made = PhantomCard(workshop.studio(), desk)
    made.refresh()
    yield made
    made.close()
    made.deleteLater()


def test_before_the_first_check_it_says_how_to_begin(card: PhantomCard) -> None:
    assert "every day" in card.verdict.text()
    assert not card.chart.isVisibleTo(card)


def test_checks_fill_the_chart_and_the_verdict(card: PhantomCard) -> None:
    for _ in range(5):
        card.check(Path("sheet.jpg"))

    assert len(card.desk.checks.load()) == 5
    assert card.chart.isVisibleTo(card)
    assert "As usual" in card.verdict.text()
    assert card.chart.accessibleName() == card.verdict.text()


def test_the_level_that_was_set_is_taken_out(card: PhantomCard) -> None:
    card.studio.prefer(level_deg=0.6)
    card.check(Path("sheet.jpg"))

    assert card.desk.checks.load()[0].lean_deg == pytest.approx(-0.6)


def test_a_camera_that_moved_is_told_in_another_tone(card: PhantomCard) -> None:
    for _ in range(6):
        card.check(Path("sheet.jpg"))
    card.studio.prefer(level_deg=0.6)
    card.check(Path("sheet.jpg"))

    assert "moved" in card.verdict.text()
    assert card.verdict.property("tone") == "pro"


def test_what_is_wrong_with_a_photograph_is_told(card: PhantomCard) -> None:
    told: list[PostureError] = []
    card.trouble.connect(told.append)
    card.desk.make_finder().blind = True  # type: ignore[attr-defined]
    card.check(Path("wall.jpg"))

    assert [one.code for one in told] == ["phantom_not_found"]
    assert card.desk.checks.load() == ()


def test_checks_that_cannot_be_read_are_told_and_begun_anew(
    card: PhantomCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise EnvironmentProblem("phantom_unreadable", file="x")

    told: list[PostureError] = []
    card.trouble.connect(told.append)
    with monkeypatch.context() as broken:
        broken.setattr(card.desk.checks, "load", fail)
        card.refresh()
        card.check(Path("sheet.jpg"))

    assert [one.code for one in told] == ["phantom_unreadable"]
    assert len(card.desk.checks.load()) == 1


def test_the_sheet_is_written_where_it_is_wanted(card: PhantomCard, workshop: Workshop) -> None:
    said: list[str] = []
    card.said.connect(said.append)
    card.make_sheet(Path("folder"))

    assert workshop.written[Path("folder")] == {SHEET: b"a3"}
    assert SHEET in said[0]


def painted(values: list[float]) -> QImage:
    chart = ControlChart()
    chart.show_readings(values, ["2026-11-20"] * len(values), individuals_chart(values, 0.05))
    chart.resize(420, 190)
    image = chart.grab().toImage()
    chart.deleteLater()
    return image


def has(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_reading_out_of_the_limits_has_another_colour() -> None:
    usual = [0.0, 0.02, 0.01, 0.0, 0.02, 0.01]
    tokens = theme().tokens

    assert has(painted(usual), tokens.ok.tint)
    assert not has(painted(usual), tokens.pro.ink)
    assert has(painted([*usual, 1.0]), tokens.pro.ink)


def test_a_single_reading_is_painted_without_limits() -> None:
    image = painted([0.4])

    assert has(image, theme().tokens.ok.ink)
    assert not has(image, theme().tokens.ok.tint)


def test_the_repeatability_page_carries_the_card(workshop: Workshop) -> None:
    from posture_app.gui.room.repeatability_page import RepeatabilityPage

    studio = workshop.studio()
    desk = PhantomDesk(Finder, lambda phantom, words: b"", ChecksInMemory())
    studio.equipment = replace(studio.equipment, phantom=desk)
    page = RepeatabilityPage(studio)
    page.enter()

    assert page.phantom is not None
    assert "every day" in page.phantom.verdict.text()
    page.close()
    page.deleteLater()
