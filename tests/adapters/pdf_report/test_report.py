from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from posture_app.adapters.pdf_report import fonts
from posture_app.adapters.pdf_report.gauge import draw_gauge
from posture_app.adapters.pdf_report.palette import STRONG
from posture_app.adapters.pdf_report.pen import clean, fitted, width_of, wrapped
from posture_app.adapters.pdf_report.photo import common_share, jpeg_of, widest_aspect, window_of
from posture_app.adapters.pdf_report.writer import PdfReport
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.people import Assessment, Subject
from posture_app.domain.quality import warn
from posture_app.domain.report import Row, report_of, scale_of, shown_grade
from posture_app.domain.views import Facing, View
from posture_app.services.ports import Frame
from posture_app.services.wording import LANGUAGES, PROFILES, Words
from tests.assessments import NORMS, analysis, assessment, assessment_of, finding, frames_of, keypoints_of

ALL_VIEWS = tuple(View)
BOTH = [(language, profile) for language in LANGUAGES for profile in PROFILES]
FORBIDDEN = {
    "en": ("diagnose", "diagnosis", "treat", "disease", "abnormal", "screening"),
    "ko": ("진단", "치료", "질환", "비정상", "선별"),
}


def write(
    seen: Assessment, language: str = "en", profile: str = "clinical", clinic: str | None = None
) -> bytes:
    return PdfReport(Words(language, profile), clinic).write(seen, frames_of(seen))


def told(data: bytes) -> str:
    """The text of all pages, as if in one line."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return re.sub(r"[\s\u00a0]+", " ", " ".join(pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", text)


def with_a_bit_of_everything() -> Assessment:
    """Four views with cautions, risks, warnings, and different levels."""
    front = analysis(
        View.FRONT,
        keypoints_of(View.FRONT, shoulder_tilt=4.0, head_tilt=12.0, left_varus=12.0),
        reasons=(warn("too_far"), warn("arms_covering"), warn("turned", degrees=12)),
        turned_deg=12.0,
    )
    side = analysis(View.SIDE, keypoints_of(View.SIDE), level=CameraLevel(-0.4, 0.1, LevelSource.SCENE))
    side2 = analysis(View.SIDE2, keypoints_of(View.SIDE2), level=CameraLevel())
    back = analysis(View.BACK, keypoints_of(View.BACK, trunk_to_right=6.0), reasons=(warn("blurred"),))
    subject = Subject("남궁민수", "P-1", 175.0, shoes=True, stance="relaxed")
    return assessment_of({View.FRONT: front, View.SIDE: side, View.SIDE2: side2, View.BACK: back}, subject)


@cache
def everything(language: str, profile: str) -> bytes:
    return write(with_a_bit_of_everything(), language, profile)


@pytest.mark.parametrize("views", [(View.FRONT,), (View.SIDE,), (View.FRONT, View.SIDE), (), ALL_VIEWS])
def test_a_report_has_two_to_four_pages_of_a4(views: tuple[View, ...]):
    pages = PdfReader(io.BytesIO(write(assessment(*views)))).pages

    assert 2 <= len(pages) <= 4
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}


@pytest.mark.parametrize(("language", "profile"), BOTH)
def test_even_the_fullest_report_stays_short_and_small(language: str, profile: str):
    data = everything(language, profile)

    assert len(PdfReader(io.BytesIO(data)).pages) <= 4
    assert len(data) < 1_500_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded(language: str):
    pages = PdfReader(io.BytesIO(everything(language, "clinical"))).pages
    found = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]

    assert found
    for font in found:
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
        assert "Pretendard" in font["/BaseFont"]


@pytest.mark.parametrize(("language", "profile"), BOTH)
def test_every_measure_is_told_once_with_its_value(language: str, profile: str):
    seen, words = with_a_bit_of_everything(), Words(language, profile)
    text = squeezed(told(everything(language, profile)))
    report = report_of(seen)

    for row in (*report.rows, *report.more):
        assert squeezed(words.value(row.finding)) in text, row.finding.id
    for group in report.not_measured:
        assert squeezed(words.text(f"no_value.{group.why.value}")) in text
        for row in group.rows:
            assert squeezed(words.measure(row.finding.id)).lower() in text.lower()
    values = sum(1 for one in seen.findings if one.value is not None)
    shown = text.count("±") - squeezed(_other_signs(words, report)).count("±")
    assert shown == values


def _other_signs(words: Words, report: object) -> str:
    """What else holds a ± in a report of three views or more: levels, headings, sources, the example."""
    assert hasattr(report, "figures")
    assert hasattr(report, "references")
    levels = [words.level(figure.level) for figure in report.figures]
    references = [words.source(one.source) for one in report.references.values()]
    differing = [words.disagreement(pair, report.facings) for pair in report.disagreements]  # type: ignore[attr-defined]
    meaning = [words.text("meaning.title"), words.text("meaning.text"), "±"]
    return " ".join([*levels, *references, *differing, *meaning])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_two_photographs_do_not_agree_about_is_told(language: str):
    words, text = Words(language), squeezed(told(everything(language, "clinical")))
    report = report_of(with_a_bit_of_everything())

    assert {"shoulder_tilt", "trunk_tilt"} <= {pair.id for pair in report.disagreements}
    for pair in report.disagreements:
        assert squeezed(words.disagreement(pair, report.facings)) in text


def test_photographs_that_agree_are_told_too():
    seen = assessment(View.FRONT, View.BACK)
    sentence = Words("en").counted("agreement.agrees", len(seen.agreement))

    assert len(seen.agreement) > 3
    assert squeezed(sentence) in squeezed(told(write(seen)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_can_be_read_back(language: str):
    words, text = Words(language), squeezed(told(everything(language, "clinical")))

    for key in (
        "title",
        "table.measure",
        "not_graded.title",
        "no_value.title",
        "limits.title",
        "method.title",
    ):
        assert squeezed(words.text(key)) in text
    assert squeezed(words.reason(warn("too_far"))) in text
    assert "남궁민수" in text
    assert squeezed(words.when(with_a_bit_of_everything().taken_at)) in text
    assert "contract-v2/1" in text
    assert "563b0638" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wellness_report_never_speaks_of_illness_and_is_not_signed(language: str):
    text = told(everything(language, "wellness")).lower()

    assert [word for word in FORBIDDEN[language] if word in text or word in squeezed(text)] == []
    assert Words(language).text("sign.name").lower() not in text
    assert Words(language).text("sign.name") in told(everything(language, "clinical"))


def test_the_same_assessment_gives_the_same_bytes():
    seen = assessment(View.FRONT)

    assert write(seen) == write(seen)


def test_the_metadata_names_language_and_title_but_not_the_person():
    reader = PdfReader(io.BytesIO(everything("ko", "clinical")))

    assert reader.trailer["/Root"]["/Lang"] == "ko"
    assert reader.metadata is not None
    assert reader.metadata.title == "자세 측정 보고서 2026-11-20"
    assert "남궁" not in str(dict(reader.metadata))


def test_every_page_tells_its_number_and_the_versions():
    pages = PdfReader(io.BytesIO(everything("en", "clinical"))).pages

    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert "rendered" in text


def test_a_person_without_a_name_is_a_dash():
    assert "Name –" in told(write(assessment(View.FRONT, subject=Subject())))


@pytest.mark.parametrize("name", ["남궁 민수 " * 30, "Bartholomew-" * 40, "a\nb\tc", "W" * 300, "   "])
def test_no_name_breaks_the_report(name: str):
    data = write(assessment(View.FRONT, subject=Subject(name, name, 175.0, None, name)), clinic=name)

    assert len(PdfReader(io.BytesIO(data)).pages) == 2


def test_a_missing_font_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(fonts, "resource", lambda *parts: tmp_path.joinpath(*parts))
    fonts._register.cache_clear()

    with pytest.raises(EnvironmentProblem) as raised:
        write(assessment(View.FRONT))

    assert raised.value.code == "font_missing"
    assert raised.value.facts["file"] == "Pretendard-Regular.ttf"


# -- text ------------------------------------------------------------------------------------


def test_korean_is_broken_at_spaces_only():
    fonts.register_fonts()

    assert wrapped("어깨높이가 다릅니다", STRONG, width_of("어깨높이가", STRONG) + 1) == [
        "어깨높이가",
        "다릅니다",
    ]


def test_no_line_is_wider_than_its_column():
    fonts.register_fonts()
    text = "a reallyextraordinarilylongwordwithoutanyspaceinit 그리고 아주긴한국어낱말이여기에있습니다 end"

    lines = wrapped(text, STRONG, 40.0)

    assert all(width_of(line, STRONG) <= 40.0 for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)


def test_a_line_that_does_not_fit_is_made_smaller_and_then_cut():
    fonts.register_fonts()

    for text in ("Caution, near risk", "W" * 200):
        shown, style = fitted(text, STRONG, 60.0)
        assert width_of(shown, style) <= 60.0
    assert shown.endswith("…")
    assert clean("a\nb\u0007c ") == "a b c"


# -- photographs -----------------------------------------------------------------------------


def test_figures_come_out_equally_high_and_inside_the_picture():
    views = [analysis(view, keypoints_of(view)) for view in (View.FRONT, View.SIDE)]
    share = common_share(views)

    windows = [window_of(one, share, min(0.6, widest_aspect(one, share))) for one in views]

    for one, window in zip(views, windows, strict=True):
        left, top, right, bottom = one.body.person.keypoints.box_px()
        assert window.top <= top < bottom <= window.top + window.height
        assert window.left <= left < right <= window.left + window.width
        assert window.left >= 0.0
        assert window.left + window.width <= one.width


def test_a_person_at_the_edge_is_shown_with_what_there_is():
    seen = analysis(View.FRONT, keypoints_of(View.FRONT))
    window = window_of(seen, 0.5, 2.0)

    jpeg = jpeg_of(Frame(np.zeros((seen.height, seen.width, 3), np.uint8)), window, 100.0)

    assert window.width > seen.width
    assert jpeg.startswith(b"\xff\xd8")


def test_a_large_photograph_is_made_small():
    seen = analysis(View.FRONT, keypoints_of(View.FRONT))
    noise = np.random.default_rng(1).integers(0, 255, (seen.height, seen.width, 3), dtype=np.uint8)

    jpeg = jpeg_of(Frame(noise), window_of(seen, 0.8, 0.5), 72.0)

    assert len(jpeg) < 100_000


def test_landscape_photographs_are_cut_round_the_person():
    seen = analysis(View.FRONT, keypoints_of(View.FRONT))
    wide = replace(seen, width=4 * seen.width)

    data = PdfReport(Words("en")).write(
        assessment_of({View.FRONT: wide}),
        {View.FRONT: Frame(np.zeros((wide.height, wide.width, 3), np.uint8))},
    )

    assert len(PdfReader(io.BytesIO(data)).pages) == 2


# -- the gauge -------------------------------------------------------------------------------


class Recorder:
    """A pen that notes where markers and lines go."""

    def __init__(self) -> None:
        self.circles: list[float] = []
        self.lines: list[tuple[float, float]] = []

    def circle(self, x: float, y: float, radius: float, **_: object) -> None:
        self.circles.append(x)

    def line(self, start: tuple[float, float], end: tuple[float, float], *_: object, **__: object) -> None:
        self.lines.append((start[0], end[0]))

    def box(self, *_: object, **__: object) -> None:
        pass

    def polygon(self, *_: object, **__: object) -> None:
        pass


def marker(measure: str, value: float) -> float:
    seen = finding(measure, value)
    pen = Recorder()
    row = Row(seen, Facing.FRONT, shown_grade(seen), scale_of(measure, NORMS))
    draw_gauge(pen, row, 100.0, 50.0, 140.0)  # type: ignore[arg-type]
    return pen.circles[-1]


def test_the_marker_stands_on_the_subjects_side_as_in_a_front_photograph():
    assert marker("shoulder_tilt", 1.4) == pytest.approx(100.0 + 140.0 * 8.4 / 14.0)
    assert marker("trunk_tilt", 1.4) == pytest.approx(100.0 + 140.0 * 5.6 / 14.0)


def test_the_interval_is_drawn_to_scale():
    seen = finding("shoulder_tilt", 1.0, 0.5)
    pen = Recorder()
    row = Row(seen, Facing.FRONT, shown_grade(seen), scale_of("shoulder_tilt", NORMS))
    draw_gauge(pen, row, 0.0, 0.0, 140.0)  # type: ignore[arg-type]

    assert (pytest.approx(70.0 + 10 * 0.02), pytest.approx(70.0 + 10 * 1.98)) in pen.lines


def test_notes_and_hand_placed_points_are_told():
    plain = assessment(View.FRONT, View.SIDE)
    front = plain.views[View.FRONT]
    person = front.body.person
    placed = person.keypoints.with_points({Landmark.LEFT_ASIS: (300.0, 300.0)}, Source.MANUAL)
    edited = replace(front, body=replace(front.body, person=replace(person, keypoints=placed)))
    notes = "Carries the bag on the right.\n\nRepeat in six weeks. " + "A long sentence to wrap. " * 120
    seen = replace(plain, notes=notes, views={**plain.views, View.FRONT: edited})

    data = write(seen)

    assert "Notes of the therapist Carries the bag on the right." in told(data)
    assert "placed by hand: front 1" in told(data)
    assert told(data).count("A long sentence to wrap.") == 120
    assert 2 <= len(PdfReader(io.BytesIO(data)).pages) <= 4
    assert "Notes of the therapist" not in told(write(plain))


@pytest.mark.parametrize("language", LANGUAGES)
def test_named_corrections_are_told_when_they_were_applied(language: str):
    plain = assessment(View.SIDE)
    ours = replace(plain, engine=replace(plain.engine, corrections="rendered-2026-11"))
    sentence = squeezed(Words(language).text("method.corrections", name="rendered-2026-11"))

    assert sentence in squeezed(told(write(ours, language)))
    assert sentence not in squeezed(told(write(plain, language)))


def test_endless_and_foreign_names_are_cut_and_marked():
    plain = assessment(View.FRONT)
    for name in ("W" * 5000, "word " * 2000, "가" * 3000):
        endless = replace(plain, subject=Subject(name=name, code=name, stance=name))
        assert len(PdfReader(io.BytesIO(write(endless))).pages) <= 4
    assert clean("שלום 漢 Kim") == "□□□□ □ Kim"
