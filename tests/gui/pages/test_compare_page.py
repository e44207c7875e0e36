"""The compare page and its painted parts: what they show of hand-built visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QLabel, QWidget

from posture_app.adapters.photos.photo_files import as_jpeg
from posture_app.domain.comparison import Comparison, compare_visits
from posture_app.domain.errors import PostureError
from posture_app.domain.people import Assessment
from posture_app.domain.records import AuditEvent, Deed, Patient, Visit
from posture_app.domain.uncertainty import Change, Verdict
from posture_app.domain.views import View
from posture_app.gui.images import Picture
from posture_app.gui.pages.compare_page import ComparePage
from posture_app.gui.records.dialogs import ReportDialog
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.change_bar import ChangeBar
from posture_app.gui.widgets.ghost_view import GhostView
from posture_app.gui.widgets.trend_chart import Trend, TrendChart
from posture_app.services.comparing.compare import Compared
from posture_app.services.comparing.comparison_wording import ComparisonWords
from posture_app.services.records.access import Records
from posture_app.services.settings import Preferences
from posture_app.services.wording import Words
from tests.assessments import frames_of, outlined
from tests.gui.opened_records import add, kit_in, made, page_of, raise_error, texts_of
from tests.gui.workshop import Workshop
from tests.visits import BAREFOOT, row_of, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow

    Open = Callable[[Studio], MainWindow]

BOTH = (View.FRONT, View.BACK)


def three_visits(after: float = 6.0) -> Comparison:
    """Barefoot, shod, barefoot."""
    shod = replace(BAREFOOT, shoes=True)
    return compare_visits(
        [
            outlined(visit(0, *BOTH, shoulder_tilt=1.0)),
            visit(20, *BOTH, subject=shod, shoulder_tilt=2.0),
            visit(60, *BOTH, shoulder_tilt=after),
        ]
    )


def compared(found: Comparison) -> Compared:
    visits = tuple(
        Visit(f"{place}" * 32, "p", one.taken_at, tuple(one.views))
        for place, one in enumerate(found.assessments)
    )
    return Compared(Patient("p", "P-1"), visits, found, {}, {})


def pictures(seen: Assessment) -> dict[View, Picture]:
    return {view: Picture.of(frame.rgb) for view, frame in frames_of(seen).items()}


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def page(workshop: Workshop) -> Iterator[ComparePage]:
    made = ComparePage(workshop.studio())
    made.resize(1300, 800)
    yield made
    made.close()
    made.deleteLater()


def show(page: ComparePage, found: Comparison) -> None:
    page.show_visits(compared(found), pictures(found.then), pictures(found.now))


def test_nobody_is_shown_before_somebody_is_chosen(page: ComparePage):
    assert "two visits" in page.title.text()
    assert not page.rows
    assert not page.report_button.isEnabled()


def test_what_changed_comes_first_with_its_trend(page: ComparePage):
    found = three_visits()
    show(page, found)

    first = page.rows[0]
    assert page.title.text().startswith("One change is larger than the measurement error: shoulders")
    assert (first.shown.series.measure, first.isChecked()) == ("shoulder_tilt", True)
    assert page.sentence.text() == first.accessibleName()
    assert page.chart.accessibleName() == page.sentence.text()
    assert len(page.rows) == len(found.rows)
    indicative = [one.shown.is_indicative for one in page.rows]
    assert indicative == sorted(indicative)


def test_a_row_shows_its_trend_and_its_photograph(page: ComparePage):
    found = three_visits()
    show(page, found)
    assert page.sides.current == "front"
    back = next(one for one in page.rows if one.shown.series.facing.value == "back")
    back.click()

    assert back.isChecked()
    assert sum(one.isChecked() for one in page.rows) == 1
    assert page.sides.current == "back"
    assert "back" in page.chart_title.text()


def test_the_outline_is_shown_on_the_later_photograph_only(page: ComparePage):
    found = three_visits()
    show(page, found)
    assert page.photo.has_ghost
    assert "outline of 3 March" in page.caption.text()
    assert page.photo.accessibleName() == f"Photograph, Front, {page.caption.text()}"
    for moment, day in (("before", "3 March"), ("after", "2 May")):
        page.moments.button(moment).click()
        assert not page.photo.has_ghost
        assert page.caption.text() == day


def test_other_visits_are_asked_for_the_earlier_first(page: ComparePage):
    found = three_visits()
    show(page, found)
    asked: list[tuple[str, str]] = []
    page.visits_chosen.connect(lambda first, last: asked.append((first, last)))
    assert [page.earlier.itemText(place) for place in range(3)] == ["3 March", "23 March", "2 May"]

    page.earlier.setCurrentIndex(1)
    page.earlier.activated.emit(1)
    assert asked == [("1" * 32, "2" * 32)]
    page.earlier.setCurrentIndex(2)
    page.earlier.activated.emit(2)
    assert len(asked) == 1  # a visit is not compared with itself
    assert page.earlier.currentIndex() == 0
    page.later.setCurrentIndex(1)
    page.later.activated.emit(1)
    assert asked[-1] == ("0" * 32, "1" * 32)


def test_the_report_is_asked_for_and_a_lock_clears_all(page: ComparePage):
    show(page, three_visits())
    asked: list[object] = []
    page.report_wanted.connect(asked.append)
    page.report_button.click()
    assert asked == [page.compared]
    page.forget()

    assert not page.rows
    assert page.compared is None
    assert not page.photo.has_ghost
    assert page.photo.photo_size.isEmpty()
    assert page.sentence.text() == page.caption.text() == ""


def test_the_page_follows_the_language(page: ComparePage):
    show(page, three_visits())
    page.studio.prefer(language="ko")
    assert page.title.text() == "측정 오차보다 큰 변화 1개: 어깨"
    assert page.earlier.currentText() == "3월 3일"


def test_visits_without_a_common_photograph_show_none(page: ComparePage):
    found = compare_visits([visit(0, View.FRONT), visit(30, View.BACK)])
    show(page, found)
    assert page.title.text() == "These two visits cannot be compared"
    assert page.sides.current == ""
    assert page.photo.photo_size.isEmpty()
    assert page.rows


# --- painted parts --------------------------------------------------------------------------------


def painted(widget: QWidget, width: int, height: int) -> QImage:
    widget.resize(width, height)
    return widget.grab().toImage()


def has(image: QImage, colour: str, spot: QPointF) -> bool:
    return image.pixelColor(round(spot.x()), round(spot.y())).name() == QColor(colour).name()


def test_a_trend_knows_what_counts_as_unchanged_and_what_is_hollow():
    found = three_visits()
    row = row_of(found, "shoulder_tilt")
    trend = Trend.of(row, ComparisonWords(Words("en"), found))

    assert [one.comparable for one in trend.points] == [True, False, True]
    assert [one.share for one in trend.points] == pytest.approx([0.0, 20 / 60, 1.0])
    assert [one.is_now for one in trend.points] == [False, False, True]
    assert "other footwear" in trend.points[1].tip
    assert "other footwear" not in trend.points[2].tip
    assert trend.band is not None
    assert sum(trend.band) / 2 == pytest.approx(1.0, abs=1e-6)
    assert trend.band[1] - 1.0 == pytest.approx(row.change.detectable or 0.0)
    assert trend.normal == (-1.5, 1.5)
    assert trend.ends == ("right higher", "left higher")


def test_the_chart_paints_larger_values_higher_and_incomparable_ones_hollow():
    found = three_visits()
    trend = Trend.of(row_of(found, "shoulder_tilt"), ComparisonWords(Words("en"), found))
    chart = TrendChart()
    chart.show_trend(trend)
    image = painted(chart, 600, 200)
    first, hollow, last = (chart.place_of(one) for one in trend.points)
    tokens = theme().tokens

    assert first.x() < hollow.x() < last.x()
    assert first.y() > hollow.y() > last.y()
    assert has(image, tokens.text, first)
    assert has(image, tokens.surface, hollow)
    assert has(image, tokens.brand, last)
    assert "not comparable" in chart.tip_at(hollow).casefold()
    assert chart.tip_at(last).startswith("2 May: left 6.0° higher")
    assert chart.tip_at(QPointF(2.0, 2.0)) == ""
    chart.show_trend(None)
    assert chart.accessibleName() == ""
    assert not has(painted(chart, 600, 200), tokens.brand, last)


def test_no_limit_and_no_bar_runs_through_the_words_at_the_ends():
    found = three_visits()
    trend = Trend.of(row_of(found, "shoulder_tilt"), ComparisonWords(Words("en"), found))
    chart = TrendChart()
    chart.resize(600, 196)
    chart.show_trend(trend)
    plot, line = chart._plot(), QFontMetricsF(theme().font(Type.SMALL)).height()
    shown = [end for one in trend.points for end in one.interval] + list(trend.band or ())
    heights = [chart._y(plot, one) for one in shown]
    assert min(heights) > plot.top() + line
    assert max(heights) < plot.bottom() - line


def test_visits_of_one_moment_stand_in_the_middle():
    same = visit(0, shoulder_tilt=2.0)
    found = compare_visits([same, same])
    trend = Trend.of(row_of(found, "shoulder_tilt"), ComparisonWords(Words("en"), found))
    assert [one.share for one in trend.points] == [0.5, 0.5]


@pytest.mark.parametrize(("difference", "side"), [(4.0, 1), (-4.0, -1)])
def test_the_arrow_points_to_the_plus_at_the_right(difference: float, side: int):
    change = Change(Verdict.CHANGED, difference, 2.0)
    bar = ChangeBar(change)
    image = painted(bar, 200, 20)
    tip = bar.position_of(difference)

    assert (tip - 100.0) * side > (bar.position_of(2.0) - 100.0)
    assert has(image, theme().tokens.brand, QPointF(tip - side * 12.0, 10.0))
    assert not has(image, theme().tokens.brand, QPointF(200.0 - tip + side * 12.0, 10.0))


def test_a_ghost_is_painted_where_its_outline_runs():
    view = GhostView()
    view.show_photo(Picture.of(np.full((400, 200, 3), 128, np.uint8)))
    view.show_ghost([np.array([[50.0, 100.0], [150.0, 100.0], [150.0, 300.0], [50.0, 300.0]])])
    image = painted(view, 200, 400)

    on_edge = {image.pixelColor(50, y).name() for y in range(110, 290)}
    assert {"#6a5acd"} <= on_edge
    assert image.pixelColor(100, 200).name() == "#808080"
    view.show_ghost(())
    assert not view.has_ghost


# --- out of the records ---------------------------------------------------------------------------


def test_a_patients_visits_are_compared_written_and_forgotten(open_window: Open, tmp_path: Path):
    workshop = Workshop(records=kit_in(tmp_path))
    window = open_window(workshop.studio(Preferences(records=str(tmp_path / "records"))))
    desk = window.studio.records
    made(desk, tmp_path / "records")
    people = page_of(window)
    patient = add(people, "P-1", "Amara Osei")
    assert not people.pane.compare_button.isEnabled()

    def file(records: Records) -> None:
        for days, tilt in ((0, 1.0), (30, 2.0), (60, 7.0)):
            seen = visit(days, shoulder_tilt=tilt)
            photos = {view: as_jpeg(frame) for view, frame in frames_of(seen).items()}
            records.file(patient, seen, photos, None)

    desk.do(file, lambda _: people.pane.load(), raise_error)
    people.pane.compare_button.click()
    page = window.pages["compare"]
    assert isinstance(page, ComparePage)
    assert window.page_name == "compare"
    assert page.title.text() == "One change is larger than the measurement error: shoulders"
    assert window.bar.person.text() == "Amara Osei"
    assert not page.photo.photo_size.isEmpty()
    page.later.setCurrentIndex(1)
    page.later.activated.emit(1)
    assert page.title.text() == "No change is larger than the measurement error"
    assert page.caption.text().startswith("2 April")

    page.report_button.click()
    (dialog,) = page.findChildren(ReportDialog)
    dialog.save_wanted.emit(tmp_path / "c.pdf")
    assert workshop.written[tmp_path]["c.pdf"].startswith(b"%PDF")
    told: list[AuditEvent] = []
    desk.do(lambda records: records.audit(patient), told.extend, raise_error)
    assert (told[-1].deed, told[-1].detail) == (Deed.EXPORTED, "comparison")

    desk.lock()
    assert page.compared is None
    assert desk.to_compare is None
    assert "Amara" not in texts_of(page)
    window.go("compare")
    assert "two visits" in page.title.text()


def test_visits_that_are_gone_are_told(page: ComparePage):
    show(page, three_visits())
    troubles: list[PostureError] = []
    page.trouble.connect(troubles.append)
    page.studio.records.to_compare = Patient("p", "P-1")
    page.later.setCurrentIndex(1)
    page.later.activated.emit(1)

    assert [one.code for one in troubles] == ["store_locked"]
    assert page.later.currentIndex() == 2


def test_no_words_of_a_row_are_cut_off(page: ComparePage, qtbot):
    unlike = replace(BAREFOOT, shoes=None, stance="feet together")
    found = compare_visits(
        [visit(0, *BOTH, shoulder_tilt=1.0), visit(20, *BOTH, subject=unlike, shoulder_tilt=2.0)]
    )
    page.resize(1180, 740)
    page.show()
    show(page, found)
    qtbot.waitUntil(lambda: page.rows[0].height() > 0)
    labels = [label for one in page.rows for label in one.findChildren(QLabel)]
    assert len(labels) > 20
    assert [label.text() for label in labels if label.height() < label.heightForWidth(label.width())] == []
    written = page.later.fontMetrics().horizontalAdvance(page.later.currentText())
    assert page.later.sizeHint().width() > written
