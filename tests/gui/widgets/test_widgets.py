from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from posture_app.domain.measures import MeasureClass
from posture_app.domain.report import Row, ShownGrade, scale_of, shown_grade
from posture_app.domain.views import Facing
from posture_app.gui.theme import apply_theme, theme
from posture_app.gui.tokens import Scheme
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.check_line import CheckLine, CheckState
from posture_app.gui.widgets.countdown_ring import CountdownRing
from posture_app.gui.widgets.grade_chip import GradeChip
from posture_app.gui.widgets.grade_mark import MARKS, GradeMark
from posture_app.gui.widgets.instruction_label import InstructionLabel, broken
from posture_app.gui.widgets.measure_gauge import MIDDLE, MeasureGauge, Reading
from posture_app.gui.widgets.pill import Pill
from posture_app.gui.widgets.result_card import CardText, ResultCard, split_value
from posture_app.gui.widgets.segment import Option, Segment
from posture_app.gui.widgets.stage import Stage
from posture_app.gui.widgets.toast import Toast
from posture_app.gui.widgets.view_card import ViewCard, ViewState
from posture_app.services.wording import Words
from tests.assessments import NORMS, finding

WORDS = Words("en")


def row(measure: str, value: float | None, sem: float = 0.7, **more: object) -> Row:
    one = finding(measure, value, sem, **more)
    return Row(one, Facing.FRONT, shown_grade(one), scale_of(measure, NORMS))


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


# --- the gauge ------------------------------------------------------------------------------


def gauge_of(qtbot, one: Row, width: int = 290) -> MeasureGauge:
    gauge = MeasureGauge(Reading.of(one, WORDS))
    gauge.resize(width, gauge.sizeHint().height())
    return shown(qtbot, gauge)


def inked_columns(gauge: MeasureGauge, colour: str) -> list[int]:
    image = gauge.grab().toImage()
    y = round(MIDDLE * gauge.unit)
    return [x for x in range(image.width()) if image.pixelColor(x, y).name().upper() == colour]


@pytest.mark.parametrize("value", [-6.0, -3.2, 0.0, 0.4, 2.1, 4.9, 6.9])
@pytest.mark.parametrize("measure", ["shoulder_tilt", "trunk_tilt"])
def test_the_marker_stands_at_the_value(qtbot, measure, value):
    gauge = gauge_of(qtbot, row(measure, value, sem=0.01))
    ink = theme().tokens.tones(shown_grade(finding(measure, value, 0.01))).ink
    columns = inked_columns(gauge, ink)
    side = -value if measure == "trunk_tilt" else value  # the right end is the subject's left
    track = gauge.width() - 2 * 10
    assert (columns[0] + columns[-1] + 1) / 2 == pytest.approx(10 + track * (side + 7) / 14, abs=1.0)


def test_the_interval_spans_what_it_says(qtbot):
    gauge = gauge_of(qtbot, row("shoulder_tilt", 2.1, 0.7))
    columns = inked_columns(gauge, theme().tokens.text)
    low, high = finding("shoulder_tilt", 2.1, 0.7).interval()
    assert columns[0] == pytest.approx(gauge.position_of(low), abs=1.5)
    assert columns[-1] == pytest.approx(gauge.position_of(high), abs=1.5)


def test_the_normal_band_is_tallest_and_the_risk_band_thinnest(qtbot):
    gauge = gauge_of(qtbot, row("shoulder_tilt", None))
    image = gauge.grab().toImage()
    ground = image.pixelColor(1, 1).name()

    def height_at(value: float) -> int:
        x = round(gauge.position_of(value))
        return sum(image.pixelColor(x, y).name() != ground for y in range(26))

    heights = [height_at(value) for value in (0.7, 3.0, 6.0)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] - heights[2] >= 10


def test_a_value_beyond_the_scale_stays_inside_the_gauge(qtbot):
    gauge = gauge_of(qtbot, row("shoulder_tilt", 30.0, 0.3))
    columns = inked_columns(gauge, theme().tokens.pro.ink)
    assert columns[-1] < gauge.width() - 5
    assert inked_columns(gauge, theme().tokens.text)[-1] > columns[-1]  # the chevron points on


def test_a_gauge_can_be_heard(qtbot):
    gauge = gauge_of(qtbot, row("shoulder_tilt", 2.1))
    assert gauge.accessibleName() == WORDS.sentence(finding("shoulder_tilt", 2.1))
    assert gauge.accessibleName().startswith("Shoulders: left 2.1° higher")


def test_what_is_not_graded_has_no_colour(qtbot):
    one = row("pelvic_tilt", 2.1, trust=MeasureClass.INDICATIVE)
    assert one.shown is ShownGrade.NOT_GRADED
    gauge = gauge_of(qtbot, one)
    tokens = theme().tokens
    for tones in (tokens.ok, tokens.watch, tokens.pro):
        assert inked_columns(gauge, tones.band) == []


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_a_gauge_without_words_is_lower(qtbot, qapp, text_scale):
    apply_theme(qapp, Scheme.LIGHT, text_scale)
    one = row("shoulder_tilt", 2.1)
    heights = [
        MeasureGauge(Reading.of(one, WORDS, ticks=ticks, ends=ends)).sizeHint().height()
        for ticks, ends in ((False, False), (True, False), (True, True))
    ]
    assert heights == [30 * text_scale, 42 * text_scale, 58 * text_scale]


# --- marks, chips, cards --------------------------------------------------------------------


def test_no_two_grades_look_alike_without_colour():
    said = [MARKS[grade] for grade in ShownGrade if grade is not ShownGrade.NO_VALUE]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("grade", list(ShownGrade))
@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_chip_says_its_grade(qtbot, qapp, grade, scheme):
    apply_theme(qapp, scheme)
    chip = shown(qtbot, GradeChip(grade, "Some words"))
    chip.resize(chip.sizeHint())
    assert chip.accessibleName() == "Some words"
    mark = shown(qtbot, GradeMark(grade, "Word"))
    assert mark.accessibleName() == "Word"
    image = chip.grab().toImage()
    ink = theme().tokens.tones(grade).ink
    colours = {image.pixelColor(x, y).name().upper() for x in range(24) for y in range(image.height())}
    assert ink in colours


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("left 2.1° higher\u00a0± 1.4°", ("left 2.1° higher", "± 1.4°")),
        ("level (0.4°\u00a0± 1.6°)", ("level", "(0.4°\u00a0± 1.6°)")),
        ("왼쪽이 2.1° 높음\u00a0± 1.4°", ("왼쪽이 2.1° 높음", "± 1.4°")),
        ("–", ("–", "")),
    ],
)
def test_a_value_is_parted_from_its_doubt(text, parts):
    assert split_value(text) == parts


def test_a_card_says_all_and_offers_its_remedy(qtbot):
    card = ResultCard(CardText.of(row("shoulder_tilt", 2.1), WORDS, note="Repeat.", remedy="Place points"))
    shown(qtbot, card)
    assert card.accessibleName().startswith("Shoulders: left 2.1° higher")
    with qtbot.waitSignal(card.remedied):
        qtbot.mouseClick(card.findChild(Button), Qt.MouseButton.LeftButton)


def test_a_changed_card_is_tinted_and_calms_down(qtbot, qapp):
    apply_theme(qapp, Scheme.DARK)
    card = shown(qtbot, ResultCard(CardText.of(row("shoulder_tilt", 2.1), WORDS)))
    card.resize(300, 200)

    def ground() -> str:
        return card.grab().toImage().pixelColor(8, 100).name().upper()

    card.flash()
    card._fade.pause()  # time goes as the test says, however busy the machine is
    card._fade.setCurrentTime(card._fade.duration())
    assert ground() == theme().tokens.surface
    card._fade.setCurrentTime(1)
    assert ground() == theme().tokens.changed


# --- capture --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(CheckState))
def test_a_check_is_said_in_words(qtbot, state):
    line = shown(qtbot, CheckLine("Light", state, "even"))
    assert line.accessibleName() == "Light: even"
    line.show_check("Light", CheckState.STOP, "too dark")
    assert (line.state, line.accessibleName()) == (CheckState.STOP, "Light: too dark")
    assert not line.grab().isNull()


def test_the_ring_fills_as_time_goes_and_empties_on_movement(qtbot):
    ring = shown(qtbot, CountdownRing())
    ring.show_remaining(3.0, 3.0)
    assert (ring.share, ring.accessibleName()) == (0.0, "3")
    ring.show_remaining(1.2, 3.0)
    assert (ring.share, ring.accessibleName()) == (pytest.approx(0.6), "2")
    ring.break_off()
    qtbot.waitUntil(lambda: ring.share == 0.0)
    assert ring.accessibleName() == ""


def test_without_motion_the_ring_steps(qtbot, qapp):
    apply_theme(qapp, motion=False)
    ring = shown(qtbot, CountdownRing())
    ring.show_remaining(1.2, 3.0)
    assert ring.share == pytest.approx(1 / 3)
    ring.break_off()
    assert ring.share == 0.0


@pytest.mark.parametrize("state", list(ViewState))
def test_a_view_card_tells_its_state_and_can_be_pressed(qtbot, state):
    card = shown(qtbot, ViewCard("Front", [(0, 0), (1, 0), (1, 3), (0, 3)], state, "Now"))
    assert card.accessibleName() == "Front, Now"
    assert not card.grab().isNull()
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)


@pytest.mark.parametrize(("width", "height"), [(600, 160), (300, 160), (260, 60)])
def test_an_instruction_shrinks_until_it_fits(qtbot, width, height):
    label = shown(qtbot, InstructionLabel("Step back a little, please."))
    label.resize(width, height)
    font, lines = label.fitted()
    metrics = QFontMetricsF(font)
    assert max(metrics.horizontalAdvance(line) for line in lines) <= width
    assert len(lines) * font.pixelSize() <= height
    assert " ".join(lines) == label.text == label.accessibleName()


def test_korean_breaks_at_spaces_only(qtbot):
    label = shown(qtbot, InstructionLabel("오른쪽으로 조금 더 도세요"))
    label.resize(330, 300)
    font, lines = label.fitted()
    assert set(" ".join(lines).split()) == set(label.text.split())
    words = ["가나다라마바사", "아자차"]
    assert broken("가나다라마바사 아자차", QFontMetricsF(font), 10.0) == words


# --- controls -------------------------------------------------------------------------------


def test_one_of_a_segment_is_always_chosen(qtbot):
    segment = Segment([Option("move", "Move", "move"), Option("add", "Add"), Option("pan", "Pan")], "Tool")
    shown(qtbot, segment)
    assert segment.current == "move"
    with qtbot.waitSignal(segment.chosen) as chosen:
        qtbot.mouseClick(segment.button("pan"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["pan"]
    with qtbot.waitSignal(segment.chosen) as chosen:
        qtbot.keyClick(segment, Qt.Key.Key_Left)
    assert (chosen.args, segment.current) == (["add"], "add")
    segment.show_options([Option("add", "더하기"), Option("pan", "옮기기")])
    assert segment.current == "add"


def test_a_toast_offers_a_way_back_and_goes_by_itself(qtbot):
    window = QWidget()
    window.resize(600, 400)
    elsewhere, toast = QPushButton("elsewhere", window), Toast(window)
    shown(qtbot, window)
    elsewhere.setFocus()
    toast.say("Point moved", "Undo", stay_ms=30)
    assert toast.isVisible()
    assert toast.geometry().bottom() < 400
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.say("Point moved", "Undo")
    with qtbot.waitSignal(toast.acted):
        qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_banner_tells_the_problem_and_its_remedy(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    assert not banner.isVisible()
    banner.say("The camera was unplugged.", "Try again")
    assert banner.isVisible()
    assert banner.accessibleName() == "The camera was unplugged."
    with qtbot.waitSignal(banner.remedied):
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    banner.clear()
    assert not banner.isVisible()


def test_an_icon_alone_has_a_name_and_a_tooltip(qtbot):
    button = shown(qtbot, Button(icon="ellipsis", name="More"))
    assert (button.accessibleName(), button.toolTip()) == ("More", "More")


def test_a_pill_is_as_wide_as_its_words(qtbot):
    pill = shown(qtbot, Pill("ruler", "Level 0.3°"))
    before = pill.sizeHint().width()
    pill.say("ruler", "Level 0.3°", "(room verticals)")
    assert pill.sizeHint().width() > before
    assert pill.accessibleName() == "Level 0.3° (room verticals)"


def test_widgets_follow_a_change_of_theme(qtbot, qapp):
    ring = shown(qtbot, CountdownRing())
    ring.resize(220, 220)
    middle = QPointF(110, 60).toPoint()
    apply_theme(qapp, Scheme.DARK)
    QApplication.processEvents()
    assert ring.grab().toImage().pixelColor(middle).name().upper() == theme().tokens.surface


# --- the stage -----------------------------------------------------------------


def test_a_stage_shows_one_and_asks_for_its_room_only(qtbot):
    stage, small, tall = Stage(), QWidget(), QWidget()
    small.setMinimumSize(100, 50)
    tall.setMinimumSize(100, 900)
    stage.add(small)
    stage.add(tall)
    shown(qtbot, stage)
    assert stage.shown is small
    assert stage.minimumSizeHint().height() == 50
    stage.show_one(tall)
    assert (small.isVisible(), tall.isVisible()) == (False, True)
    assert stage.minimumSizeHint().height() == 900
    stage.show_one(small)
    assert stage.minimumSizeHint().height() == 50
