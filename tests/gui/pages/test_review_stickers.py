"""Stickers under review: proposed in rings and a list, taken or turned down, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.stickers import StickerColour, StickerDot, expected_stickers
from posture_app.domain.views import View
from posture_app.gui.camera.capture_driver import CaptureDriver
from posture_app.gui.pages.review_page import ReviewPage
from posture_app.gui.texts import edit_name
from posture_app.services.capture.flow import CaptureFlow
from posture_app.services.settings import Preferences
from tests.fakes import FakeStickers
from tests.gui.workshop import Workshop, analysed, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from pytestqt.qtbot import QtBot

PAIR = (Landmark.LEFT_ACROMION, Landmark.RIGHT_ACROMION)


def dots(*landmarks: Landmark) -> list[StickerDot]:
    """Put a dot where each point of the front is expected, 3 px below it."""
    analysis, _ = analysed(View.FRONT)
    points = analysis.body.person.keypoints
    places = {one.landmark: one.xy_px for one in expected_stickers(points, analysis.facing)}
    return [
        StickerDot((places[one][0], places[one][1] + 3.0), 6.0, StickerColour.GREEN, 0.9) for one in landmarks
    ]


@pytest.fixture
def review(qtbot: QtBot) -> Iterator[Callable[..., ReviewPage]]:
    """Opens the review of a front photograph in which these dots are found, and takes it down for good."""
    opened: list[ReviewPage] = []

    def open_one(found: Sequence[StickerDot], preferences: Preferences | None = None) -> ReviewPage:
        workshop = Workshop(stickers=FakeStickers(found))
        studio = workshop.studio(preferences)
        fill(studio, View.FRONT, View.BACK)
        page = ReviewPage(studio, CaptureDriver(studio, CaptureFlow()))
        opened.append(page)
        page.resize(1200, 740)
        page.show()
        page.enter()
        return page

    yield open_one
    for page in opened:
        page.leave()
        page.close()
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def values(page: ReviewPage) -> dict[str, Any]:
    return {one.id: one.value for one in page.studio.session.analysis(View.FRONT).findings}


def test_proposals_are_shown_and_change_nothing(review: Callable[..., ReviewPage]) -> None:
    page = review(dots(*PAIR, Landmark.LEFT_ASIS))
    before = values(page)
    assert page.stickers.list.isHidden()
    page.stickers.button.click()
    assert set(page.stickers.list.rows) == {*PAIR, Landmark.LEFT_ASIS}
    assert {ring.landmark for ring in page.photo.rings} == {*PAIR, Landmark.LEFT_ASIS}
    assert page.stickers.list.isVisible()
    assert values(page) == before
    assert page.studio.session.next_undo is None


def test_all_are_accepted_as_one_step_that_can_be_undone(review: Callable[..., ReviewPage]) -> None:
    page = review(dots(*PAIR))
    before = values(page)
    page.stickers.look()
    page.stickers.list.all_button.click()
    session = page.studio.session
    assert {session.source(View.FRONT, one) for one in PAIR} == {Source.STICKER}
    assert page.stickers.list.isHidden()
    assert page.photo.rings == ()
    assert session.next_undo is not None
    assert edit_name(session.next_undo) == "2 stickers confirmed"
    page.photo.select(PAIR[0])
    assert "sticker" in page.point.source.accessibleName()
    page.undo()
    assert values(page) == before
    page.stickers.look()
    assert set(page.stickers.list.rows) == set(PAIR)


def test_each_is_answered_by_itself(review: Callable[..., ReviewPage]) -> None:
    page = review(dots(*PAIR, Landmark.LEFT_ASIS))
    page.stickers.look()
    rows = page.stickers.list.rows
    rows[Landmark.LEFT_ASIS].reject.click()
    page.stickers.list.rows[PAIR[0]].accept.click()
    assert set(page.stickers.list.rows) == {PAIR[1]}
    assert set(page.studio.session.places(View.FRONT)) == {PAIR[0]}
    step = page.studio.session.next_undo
    assert step is not None
    assert edit_name(step) == "Left shoulder tip (acromion) confirmed"
    page.stickers.look()
    assert set(page.stickers.list.rows) == {PAIR[1], Landmark.LEFT_ASIS}


def test_the_keyboard_goes_from_proposal_to_proposal(review: Callable[..., ReviewPage], qtbot: QtBot) -> None:
    page = review(dots(*PAIR))
    page.activateWindow()
    page.stickers.look()
    first = page.stickers.list.rows[PAIR[0]].accept
    qtbot.waitUntil(first.hasFocus)
    assert "Left shoulder tip" in first.accessibleName()
    QTest.keyClick(first, Qt.Key.Key_Space)
    second = page.stickers.list.rows[PAIR[1]]
    qtbot.waitUntil(lambda: second.accept.hasFocus() and second.reject.isVisible())
    QTest.keyClick(second.accept, Qt.Key.Key_Tab)
    assert second.reject.hasFocus()
    QTest.keyClick(second.reject, Qt.Key.Key_Space)
    assert set(page.studio.session.places(View.FRONT)) == {PAIR[0]}
    assert page.stickers.list.isHidden()


def test_none_found_is_said_and_put_away(review: Callable[..., ReviewPage]) -> None:
    page = review([])
    page.stickers.look()
    assert page.stickers.list.isVisible()
    assert page.stickers.list.title.text() == "No stickers found"
    assert not page.stickers.list.all_button.isVisible()
    page.stickers.list.close_button.click()
    assert page.stickers.list.isHidden()


def test_another_photograph_drops_what_was_not_answered(review: Callable[..., ReviewPage]) -> None:
    page = review(dots(*PAIR))
    page.stickers.look()
    page.show_view(View.BACK)
    assert page.photo.rings == ()
    assert page.stickers.list.isHidden()
    page.show_view(View.FRONT)
    page.stickers.look()
    fill(page.studio, View.FRONT)
    assert page.photo.rings == ()


def test_the_colour_is_a_preference_and_off_hides_it(review: Callable[..., ReviewPage]) -> None:
    page = review(dots(*PAIR), Preferences(stickers="blue"))
    page.stickers.look()
    finder = page.studio.eyes().stickers
    assert isinstance(finder, FakeStickers)
    assert finder.asked[-1][1] == (StickerColour.BLUE,)
    page.studio.prefer(stickers="off")
    assert page.stickers.button.isHidden()
    assert page.photo.rings == ()


def test_a_ring_pointed_at_looks_different(review: Callable[..., ReviewPage]) -> None:
    page = review(dots(*PAIR))
    page.stickers.look()
    page.photo.point_at_ring(None)
    plain = page.photo.grab().toImage()
    page.stickers.list.rows[PAIR[1]].pointed.emit(True)
    assert page.photo.grab().toImage() != plain
    page.stickers.list.rows[PAIR[1]].pointed.emit(False)
    assert page.photo.grab().toImage() == plain


def test_trouble_is_told_and_the_button_comes_back(
    review: Callable[..., ReviewPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = review(dots(*PAIR))

    def fail() -> None:
        raise EnvironmentProblem("model_missing")

    monkeypatch.setattr(page.studio, "eyes", fail)
    with qtbot.waitSignal(page.trouble) as told:
        page.stickers.look()
    assert told.args[0].code == "model_missing"
    assert page.stickers.button.isEnabled()
