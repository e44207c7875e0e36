"""From a report to pages: what stands where, decided before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.pdf_report.blocks import Bullets, Card, Section, Table, card_rows, note_boxes
from posture_app.adapters.pdf_report.figures import Figures, LevelLine
from posture_app.adapters.pdf_report.head import HEAD_HEIGHT, HeadlineBox, SubjectBlock
from posture_app.adapters.pdf_report.palette import SMALL, TEXT2
from posture_app.adapters.pdf_report.panel import Meaning, example_of, letters_of, panel_explains
from posture_app.adapters.pdf_report.pen import PAGE_HEIGHT, PAGE_WIDTH
from posture_app.adapters.pdf_report.rows import CompactRows, Legend, MeasureTable
from posture_app.domain.measures import BY_ID
from posture_app.domain.quality import TURNED_WARN_DEG
from posture_app.services.wording import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_app.adapters.pdf_report.blocks import Block
    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.domain.report import Group, Report, Row
    from posture_app.domain.views import Facing, View
    from posture_app.services.ports import Frame
    from posture_app.services.wording import Words

MARGIN = 36.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
FOOT_TOP = PAGE_HEIGHT - MARGIN - 14.0
FIRST_TOP = MARGIN + HEAD_HEIGHT
_SECTION_GAP = 19.0
_CARD_GAP = 9.0
_PHOTO_HEIGHTS = (150.0, 330.0)
_ROW_HEIGHTS = (27.0, 33.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the y of its top, in pt from the page's top."""

    block: Block
    top: float


Page = list[Placed]


def first_page(
    report: Report, words: Words, analyses: Mapping[View, PhotoAnalysis], frames: Mapping[View, Frame]
) -> Page:
    """Place the first page; the photographs take the height that the rest leaves them."""
    headline = HeadlineBox(words.headline(report.headline), words.headline_rest(report.headline))
    head: list[tuple[Block, float]] = [(SubjectBlock(report, words), 7.0), (headline, 11.0)]
    level, legend = LevelLine(report, words), Legend(words, report.has_doubtful_normals)
    fixed = sum(block.height(WIDTH) + gap for block, gap in head) + level.height(WIDTH) + legend.height(WIDTH)
    room = FOOT_TOP - FIRST_TOP - fixed - 6.0 - 7.0 - 6.0 - 6.0 - MeasureTable.head_height
    rows = max(1, len(report.rows))
    smallest, largest = _ROW_HEIGHTS
    photo = min(max(room - rows * smallest, _PHOTO_HEIGHTS[0]), _PHOTO_HEIGHTS[1])
    row_height = min(largest, max(smallest, (room - photo) / rows))
    blocks: list[tuple[Block, float]] = [
        *head,
        (Figures(report, words, analyses, frames, photo), 6.0),
        (level, 7.0),
        (MeasureTable(report.rows, words, row_height), 6.0),
        (legend, 0.0),
    ]
    page, top = Page(), FIRST_TOP
    for block, gap in blocks:
        page.append(Placed(block, top))
        top += block.height(WIDTH) + gap
    return page


def further_pages(report: Report, words: Words) -> list[Page]:
    """Place everything else, a block never broken, the signature at the foot of the last page."""
    pages: list[Page] = [Page()]
    top = FIRST_TOP + 6.0
    for block, gap in _sections(report, words):
        height = block.height(WIDTH)
        if pages[-1] and top + height > FOOT_TOP - 8.0:
            pages.append(Page())
            top = FIRST_TOP + 6.0
        pages[-1].append(Placed(block, top))
        top += height + gap
    if words.profile is Profile.CLINICAL:
        signature = Signature(words)
        place = FOOT_TOP - signature.height(WIDTH)
        if top > place:
            pages.append(Page())
        pages[-1].append(Placed(signature, place))
    return pages


def _sections(report: Report, words: Words) -> list[tuple[Block, float]]:
    """Give the sections after the first page, each with the gap below it."""
    text = words.text
    blocks: list[tuple[Block, float]] = []
    for index, note in enumerate(note_boxes(report.notes, WIDTH)):
        blocks.append((Section(text("notes.title"), note) if index == 0 else note, _SECTION_GAP))
    warnings = _warnings(report, words)
    if warnings:
        blocks.append((Section(text("warnings.title"), Bullets(warnings)), _SECTION_GAP))
    if report.more:
        blocks.append((Section(text("more.title"), CompactRows(report.more, words)), _SECTION_GAP))
    if not panel_explains(report):
        blocks.append((Section(text("meaning.title"), Meaning(words, example_of(report))), _SECTION_GAP))
    blocks += _reasons(words, "not_graded", report.not_graded)
    blocks += _reasons(words, "no_value", report.not_measured)
    if report.limits:
        blocks.append((Section(text("limits.title"), _limits(report, words)), _SECTION_GAP))
    blocks.append((Section(text("method.title"), Bullets(_method(report, words))), _SECTION_GAP))
    return blocks


def _warnings(report: Report, words: Words) -> list[str]:
    sentences = [
        words.text("warnings.line", view=words.facing(figure.facing), sentence=words.reason(reason))
        for figure in report.figures
        for reason in figure.warnings
    ]
    return sentences + [words.disagreement(pair, report.facings) for pair in report.disagreements]


def _reasons(words: Words, key: str, groups: Sequence[Group]) -> list[tuple[Block, float]]:
    """Give cards two and two, the section's title above the first pair."""
    cards = [Card(_named(group.rows, words), words.text(f"{key}.{group.why.value}")) for group in groups]
    pairs = card_rows(cards)
    blocks: list[tuple[Block, float]] = []
    for index, pair in enumerate(pairs):
        block = Section(words.text(f"{key}.title"), pair) if index == 0 else pair
        blocks.append((block, _SECTION_GAP if index == len(pairs) - 1 else _CARD_GAP))
    return blocks


def _named(rows: Sequence[Row], words: Words) -> str:
    """Name measures with their views: each measure once."""
    views: dict[str, list[str]] = {}
    for row in rows:
        views.setdefault(words.facing(row.facing), []).append(row.finding.id)
    named = [
        words.text("measure.in_view", measure=words.names(measures), views=view.lower())
        for view, measures in _with_same_views(views)
    ]
    return " · ".join(named)


def _with_same_views(views: Mapping[str, Sequence[str]]) -> list[tuple[str, Sequence[str]]]:
    """Put views together that lack the same measures."""
    together: dict[tuple[str, ...], list[str]] = {}
    for view, measures in views.items():
        together.setdefault(tuple(measures), []).append(view)
    return [(", ".join(names), measures) for measures, names in together.items()]


def _limits(report: Report, words: Words) -> Table:
    rows = []
    for row in report.limits:
        unit = BY_ID[row.measures[0]].unit
        inner, outer = words.limits(row.measures[0], unit, row.limits)
        rows.append((words.names(row.measures), inner, outer, words.source(row.limits.source)))
    heads = [words.text(f"limits.{key}") for key in ("measure", "caution", "risk", "source")]
    return Table(heads, rows, (0.29, 0.20, 0.20, 0.31))


def _placed(report: Report, words: Words) -> list[str]:
    """Say which points the program did not find by itself."""

    def counts(of_views: Mapping[Facing, int]) -> str:
        return words.join(
            [
                words.text("method.by_hand.view", view=words.facing(facing).lower(), count=count)
                for facing, count in of_views.items()
            ]
        )

    by_hand = words.text("method.by_hand", views=counts(report.by_hand))
    by_sticker = words.text("method.by_sticker", views=counts(report.by_sticker))
    return [
        by_hand if report.by_hand else words.text("method.by_hand.none"),
        *([by_sticker] if report.by_sticker else []),
    ]


def _method(report: Report, words: Words) -> list[str]:
    text, repeats = words.text, report.engine.repeats
    turned = [f"{words.facing(one.facing).lower()} {abs(one.turned_deg):.0f}°" for one in report.figures]
    rule = report.letter_rule
    name = report.engine.corrections
    corrected = [] if name is None else [text("method.corrections", name=name)]
    sentences = [
        text("method.repeats", repeats=repeats) if repeats > 1 else text("method.once"),
        *corrected,
        text("method.turned", views=words.join(turned), limit=f"{TURNED_WARN_DEG:.0f}°"),
        *_placed(report, words),
        f"{text('letters.title')}: {letters_of(report, words)}.",
        text("letters.rule", b=rule.b_cautions, c=rule.c_risks),
        text("panel.reading"),
    ]
    sentences += dict.fromkeys(  # left and right say the same
        words.reference(measure, BY_ID[measure].unit, reference)
        for measure, reference in report.references.items()
    )
    if report.agreement and not report.disagreements:
        sentences.append(words.counted("agreement.agrees", len(report.agreement)))
    if report.subject.shoes:
        sentences.append(text("method.shoes.on"))
    return [*sentences, text("method.local")]


@dataclass(frozen=True, slots=True)
class Signature:
    """Two lines to sign on."""

    words: Words

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return 52.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines and what belongs on them."""
        for key, left, long in (("name", x, 0.635 * width), ("date", x + 0.68 * width, 0.32 * width)):
            pen.rule(left, top + 30.0, long, TEXT2, 0.8)
            pen.text(left, top + 38.0, self.words.text(f"sign.{key}"), SMALL)
