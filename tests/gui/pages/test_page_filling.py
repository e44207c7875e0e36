"""Pages are filled when they are in sight, piece by piece, and never with what was."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from posture_app.domain.keypoints import Landmark
from posture_app.domain.people import Subject
from posture_app.domain.report import report_of
from posture_app.domain.views import View
from posture_app.gui.images import Picture
from posture_app.gui.pages.results_page import ResultsPage
from posture_app.gui.pages.review_page import ReviewPage
from posture_app.gui.workstation.window import MainWindow
from tests.gui.workshop import fill

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def review_of(window: MainWindow) -> ReviewPage:
    return cast(ReviewPage, window.pages["review"])


def settled(qtbot: QtBot, page: ResultsPage | ReviewPage) -> None:
    qtbot.waitUntil(lambda: not page._filling.busy)


def test_a_page_out_of_sight_is_not_filled(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[str] = []
    for name in ("review", "results", "report"):
        monkeypatch.setattr(window.pages[name], "fill", partial(filled.append, name))
    fill(window.studio)
    window.studio.edited(View.FRONT)
    window.studio.describe(Subject(height_cm=180.0))
    window.studio.prefer(repeats=3)
    assert filled == []
    window.run("page.results")
    assert filled == ["results"]
    window.run("page.patient")
    window.run("page.results")
    assert filled == ["results"]  # nothing has changed since


def test_a_photograph_that_comes_to_sight_fills_the_review_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, filled = review_of(window), []
    whole = page.fill
    monkeypatch.setattr(page, "fill", lambda: (filled.append(page.view), whole()))
    for view in (View.FRONT, View.SIDE):
        fill(window.studio, view)
        window.review(view)
        window.run("page.capture")
    assert filled == [View.FRONT, View.SIDE]


def test_the_results_come_photographs_first_and_cards_from_the_top(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    window.run("page.results")
    page = cast(ResultsPage, window.page)
    assert page.headline.text()
    assert (page.photos, page.cards) == ({}, [])
    seen: list[tuple[int, int]] = []
    page._filling._timer.timeout.connect(lambda: seen.append((len(page.photos), len(page.cards))))
    settled(qtbot, page)
    assert list(page.photos) == [View.FRONT, View.SIDE, View.BACK]
    assert all(photo.labelled is window.studio.session.overlay(view) for view, photo in page.photos.items())
    report, words = report_of(window.studio.assessment()), window.studio.words
    names = [words.measure(row.finding.id) for row in (*report.rows, *report.more)]
    assert [card._name.text() for card in page.cards][: len(names)] == names
    counts = [cards for _, cards in seen]
    assert counts == sorted(counts)
    assert max(after - before for before, after in pairwise(counts)) <= 2


def test_after_an_edit_the_same_cards_say_something_else(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    window.run("page.results")
    page, session = cast(ResultsPage, window.page), window.studio.session
    settled(qtbot, page)
    cards, photos = list(page.cards), dict(page.photos)
    side = photos[View.SIDE].labelled
    session.place(View.FRONT, Landmark.LEFT_SHOULDER, 10.0, 10.0)
    window.studio.edited(View.FRONT)
    settled(qtbot, page)
    assert page.cards == cards
    assert page.photos == photos
    assert photos[View.SIDE].labelled is side
    assert photos[View.FRONT].labelled is session.overlay(View.FRONT)


def test_in_another_size_labels_come_anew(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    window.run("page.results")
    page = cast(ResultsPage, window.page)
    settled(qtbot, page)
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: page._filling.busy)
    assert any(photo.labelled is None for photo in page.photos.values())
    settled(qtbot, page)
    assert all(photo.labelled is not None for photo in page.photos.values())


def test_of_another_person_nothing_is_seen_not_for_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    window.run("page.results")
    page = cast(ResultsPage, window.page)
    page._filling._step()
    page._filling._step()
    window.studio.begin(Subject())
    assert (page.photos, page.cards) == ({}, [])
    settled(qtbot, page)
    assert (page.photos, page.cards) == ({}, [])


def test_a_page_that_is_left_half_filled_is_filled_when_it_comes_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    fill(window.studio)
    window.run("page.results")
    page, review = cast(ResultsPage, window.page), review_of(window)
    page._filling._step()
    window.review(View.FRONT)
    assert not page._filling.busy
    window.run("page.results")
    assert not review._filling.busy
    settled(qtbot, page)
    assert len(page.photos) == 3
    assert page.cards
    window.run("page.review")
    settled(qtbot, review)
    assert review.table.rows
    assert review.table.content.isVisible()


def test_an_edit_while_the_review_fills_is_measured_at_once(window: MainWindow) -> None:
    fill(window.studio)
    window.review(View.FRONT)
    page = review_of(window)
    assert page._filling.busy
    page.photo.select(Landmark.LEFT_SHOULDER)
    QTest.keyClick(page.photo, Qt.Key.Key_Up)
    assert not page._filling.busy
    assert page.table.rows["shoulder_tilt"].was.text().startswith("was ")


def test_all_pages_share_one_picture_of_a_photograph(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    picture = window.studio.picture(View.FRONT)
    assert window.studio.picture(View.FRONT) is picture
    fill(window.studio, View.FRONT)
    assert window.studio.picture(View.FRONT) is not picture


def test_a_picture_has_smaller_copies_down_to_where_they_are_of_no_use() -> None:
    picture = Picture.of(np.full((301, 1001, 3), 90, np.uint8))
    assert [(one.width(), one.height()) for one in picture.levels] == [(1001, 301), (501, 151), (251, 76)]
    assert {one.pixelColor(40, 40).red() for one in picture.levels} == {90}
    assert len(Picture.of(np.zeros((64, 64, 3), np.uint8)).levels) == 1
