"""The comparison's PDF: everything told once, in both languages, whatever can be compared."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from posture_app.adapters.pdf_report.change_rows import draw_bar
from posture_app.adapters.pdf_report.comparison import PdfComparison
from posture_app.adapters.pdf_report.pairs import pairs_of
from posture_app.domain.comparison import Comparison, compare_visits
from posture_app.domain.uncertainty import Verdict
from posture_app.domain.views import View
from posture_app.services.comparing.comparison_wording import ComparisonWords
from posture_app.services.wording import LANGUAGES, PROFILES, Words
from tests.assessments import frames_of, outlined
from tests.visits import BAREFOOT, MARCH, row_of, visit

ALL = (View.FRONT, View.SIDE, View.SIDE2, View.BACK)
BOTH = [(language, profile) for language in LANGUAGES for profile in PROFILES]


def compared(*views: View, **front: float) -> Comparison:
    return compare_visits([outlined(visit(0, *views)), visit(30, *views), visit(60, *views, **front)])


def write(found: Comparison, language: str = "en", profile: str = "clinical") -> bytes:
    words = Words(language, profile)
    return PdfComparison(words, "Riverside").write(found, frames_of(found.then), frames_of(found.now))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u2060]+", "", text)


def told(data: bytes) -> str:
    return squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


@pytest.mark.parametrize(("language", "profile"), BOTH)
def test_every_measure_is_told_with_both_values_and_its_change(language: str, profile: str):
    found = compared(*ALL, shoulder_tilt=6.0, left_varus=9.0)
    text, words = told(write(found, language, profile)), ComparisonWords(Words(language, profile), found)

    assert squeezed(words.headline()) in text
    assert squeezed(words.span) in text
    for row in found.rows:
        for point in (row.then, row.now):
            assert point is not None
            if point.finding.value is not None:
                assert squeezed(words.words.value(point.finding)) in text, row.series.measure
        for part in (words.difference(row), words.needed(row)):
            assert squeezed(part) in text, row.series.measure
    for note in words.notes():
        assert squeezed(note) in text


@pytest.mark.parametrize("views", [(View.FRONT,), (View.SIDE,), (View.FRONT, View.BACK), ALL])
def test_a_comparison_has_two_to_five_pages_of_a4_and_is_small(views: tuple[View, ...]):
    data = write(compared(*views))
    pages = PdfReader(io.BytesIO(data)).pages

    assert 2 <= len(pages) <= 5
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    assert len(data) < 1_500_000
    assert data == write(compared(*views))


def test_what_was_not_compared_is_named_with_its_reason():
    found = compare_visits([visit(), visit(30, subject=replace(BAREFOOT, shoes=True))])
    text = told(write(found))

    assert squeezed("These two visits cannot be compared") in text
    assert squeezed("Not compared, and why") in text
    assert text.count(squeezed("Other footwear")) == 1
    assert squeezed("Shoulders") not in text.split(squeezed("Not compared"))[0]


def test_visits_without_a_common_photograph_give_a_page_without_pictures():
    found = compare_visits([visit(), replace(visit(0, View.BACK), taken_at=MARCH + timedelta(30))])
    told_words = ComparisonWords(Words("en"), found)

    assert pairs_of(told_words, frames_of(found.then), frames_of(found.now)) == []
    assert squeezed("Only one visit has this photograph") in told(write(found))


def test_both_photographs_of_a_side_are_shown_and_a_lone_pair_shows_the_outline_by_itself():
    text = told(write(compared(View.FRONT)))
    assert squeezed("Front · 3 March") in text
    assert squeezed("Front · 2 May") in text
    assert squeezed("Dotted: outline of 3 March") in text
    assert squeezed("Dotted: outline") not in told(write(compared(View.FRONT, View.BACK)))


class Strokes:
    """Remembers where an arrow points."""

    def __init__(self) -> None:
        self.tips: list[tuple[float, float]] = []
        self.colours: list[object] = []

    def polygon(self, points: list[tuple[float, float]], fill: str | None = None) -> None:
        self.tips.append(points[0])
        self.colours.append(fill)

    def box(self, *args: object, **ink: object) -> None: ...

    def line(self, *args: object, **ink: object) -> None: ...

    def circle(self, *args: object, **ink: object) -> None: ...


def test_the_arrow_points_to_the_measures_plus_and_leaves_the_box_when_real():
    found = compared(View.FRONT, shoulder_tilt=6.0)
    row = row_of(found, "shoulder_tilt")
    assert row.change.verdict is Verdict.CHANGED
    back = replace(row, change=replace(row.change, difference=-(row.change.difference or 0.0)))
    up, down = Strokes(), Strokes()
    draw_bar(up, row, 100.0, 50.0, 80.0)  # type: ignore[arg-type]
    draw_bar(down, back, 100.0, 50.0, 80.0)  # type: ignore[arg-type]

    (right,), (left,) = up.tips, down.tips
    assert right[0] > 140.0 > left[0]
    assert right[0] - 140.0 == pytest.approx(140.0 - left[0])
    box = (row.change.detectable or 0.0) / (row.change.difference or 1.0) * (right[0] - 140.0)
    assert right[0] - 140.0 > box
