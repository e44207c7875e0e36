"""Writes the comparison of two visits."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.blocks import Bullets, Card, Section, Table, card_rows
from posture_app.adapters.pdf_report.change_rows import ROW_HEIGHT, ChangeLegend, ChangeTable
from posture_app.adapters.pdf_report.fonts import REGULAR, register_fonts
from posture_app.adapters.pdf_report.head import HeadlineBox, draw_foot, draw_head
from posture_app.adapters.pdf_report.pages import FIRST_TOP, FOOT_TOP, MARGIN, WIDTH, Page, Placed, Signature
from posture_app.adapters.pdf_report.pairs import Pairs, pairs_of
from posture_app.adapters.pdf_report.palette import BODY, STRONG, TEXT2
from posture_app.adapters.pdf_report.pen import Pen, clean
from posture_app.domain.uncertainty import Verdict
from posture_app.services.comparing.comparison_wording import ComparisonWords
from posture_app.services.wording import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_app.adapters.pdf_report.blocks import Block
    from posture_app.domain.comparison import Comparison, Row
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View
    from posture_app.services.ports import Frame
    from posture_app.services.wording import Words

_SECTION_GAP = 19.0
_CARD_GAP = 9.0
_PHOTO_HEIGHT = 232.0
_LONE_PHOTO_HEIGHT = 262.0
_BESIDE = 2
"""So many pairs of photographs stand beside each other."""
_ROWS_A_TABLE = 18
"""So many rows of two lines still fit a page."""


class PdfComparison:
    """Writes a comparison as a PDF on A4, in one language and profile."""

    def __init__(self, words: Words, clinic: str | None = None) -> None:
        self._words = words
        self._clinic = clinic

    def write(
        self,
        comparison: Comparison,
        before: Mapping[View, Frame],
        after: Mapping[View, Frame],
        who: Subject | None = None,
    ) -> bytes:
        """Give the PDF; the same comparison gives the same bytes.

        Parameters
        ----------
        before, after : the upright photographs of the two chosen visits, by view.
        who : whose visits these are; None for whom the later one names.

        Raises
        ------
        EnvironmentProblem
            ``font_missing``.
        """
        register_fonts()
        words, told = self._words, ComparisonWords(self._words, comparison)
        whose = WhoBlock(told, who or comparison.now.subject)
        pages = _pages(told, [(whose, 7.0), *_blocks(told, before, after)])
        file = io.BytesIO()
        canvas = Canvas(
            file, A4, pageCompression=1, invariant=1, initialFontName=REGULAR, lang=words.language
        )
        engine = comparison.now.engine
        canvas.setTitle(f"{words.text('compare.title')} {comparison.now.taken_at:%Y-%m-%d}")
        canvas.setCreator(f"posture-app {engine.version}")
        canvas.setAuthor(self._clinic or "")
        pen = Pen(canvas)
        for number, page in enumerate(pages, start=1):
            draw_head(pen, words.text("compare.title"), told.span, self._clinic, MARGIN, MARGIN, WIDTH)
            for placed in page:
                placed.block.draw(pen, MARGIN, placed.top, WIDTH)
            draw_foot(pen, engine, words, (number, len(pages)), MARGIN, FOOT_TOP, WIDTH)
            canvas.showPage()
        canvas.save()
        return file.getvalue()


@dataclass(frozen=True, slots=True, eq=False)
class WhoBlock:
    """Whose visits these are, and when they were."""

    told: ComparisonWords
    subject: Subject

    pad = 2.6
    columns = ((0.0, "name"), (0.40, "code"), (0.66, None))

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return STRONG.line + 2 * self.pad

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw labels and values in one line."""
        found, text = self.told.comparison, self.told.words.text
        middle = top + self.pad + STRONG.line / 2
        values = {"name": self.subject.name, "code": self.subject.code}
        for share, key in self.columns[:2]:
            left = x + share * width
            pen.fitted(left, middle, text(f"subject.{key}"), BODY.in_colour(TEXT2), 52.0)
            shown = clean(values[key or ""] or "") or text("subject.unknown")
            pen.fitted(
                left + 56.0, middle, shown, STRONG, 0.26 * width - 62.0 if share else 0.4 * width - 66.0
            )
        visits = text(
            "compare.visits",
            count=len(found.assessments),
            first=self.told.day(found.assessments[0].taken_at),
            last=self.told.day(found.assessments[-1].taken_at),
        )
        pen.fitted(x + width, middle, visits, STRONG, 0.34 * width, align=1.0)


def _blocks(
    told: ComparisonWords, before: Mapping[View, Frame], after: Mapping[View, Frame]
) -> list[tuple[Block, float]]:
    """Give all blocks with the gap below each; tables are cut where the page ends."""
    pairs = pairs_of(told, before, after)
    high = _LONE_PHOTO_HEIGHT if len(pairs) == 1 else _PHOTO_HEIGHT
    blocks: list[tuple[Block, float]] = [
        (HeadlineBox(told.headline(), told.rest()), 11.0),
    ]
    if pairs:
        blocks.append((Pairs(pairs[:_BESIDE], told, high), 9.0))
    changed, within = (told.comparison.having(one) for one in (Verdict.CHANGED, Verdict.WITHIN_ERROR))
    if changed or within:
        blocks += [(ChangeTable([*changed, *within], told), 5.0), (ChangeLegend(told), _SECTION_GAP)]
    title = told.words.text("compare.photos.title")
    for start in range(_BESIDE, len(pairs), _BESIDE):
        shown = Pairs(pairs[start : start + _BESIDE], told, _PHOTO_HEIGHT)
        blocks.append((Section(title, shown), _SECTION_GAP))
    blocks += _indicative(told)
    blocks += _apart(told)
    blocks.append((Section(told.words.text("compare.notes.title"), Bullets(told.notes())), _SECTION_GAP))
    return blocks


def _indicative(told: ComparisonWords) -> list[tuple[Block, float]]:
    """Give what is only shown, in tables of which none is longer than a page."""
    text = told.words.text
    rows = [
        row
        for row in told.comparison.rows
        if row.is_indicative and row.change.verdict is not Verdict.NOT_COMPARABLE
    ]
    heads = [text("compare.table.measure"), told.then, told.now, text("compare.table.difference")]
    cells = [
        (told.name(row), *_values(row, told), f"{told.difference(row)}; {told.needed(row)}") for row in rows
    ]
    blocks: list[tuple[Block, float]] = []
    for start in range(0, len(cells), _ROWS_A_TABLE):
        table = Table(heads, cells[start : start + _ROWS_A_TABLE], (0.25, 0.215, 0.215, 0.32))
        block = table if blocks else Section(text("compare.indicative.title"), table)
        blocks.append((block, _SECTION_GAP))
    return blocks


def _values(row: Row, told: ComparisonWords) -> tuple[str, str]:
    then, now = ("–" if point is None else told.words.value(point.finding) for point in (row.then, row.now))
    return then, now


def _apart(told: ComparisonWords) -> list[tuple[Block, float]]:
    """Give cards of what was not compared, two and two, measures with one reason together."""
    groups: dict[str, list[Row]] = {}
    for indicative in (False, True):
        for row in told.comparison.having(Verdict.NOT_COMPARABLE, indicative=indicative):
            groups.setdefault(told.why_not(row.change), []).append(row)
    cards = [Card(_named(rows, told), why[:1].upper() + why[1:]) for why, rows in groups.items()]
    blocks: list[tuple[Block, float]] = []
    for index, pair in enumerate(card_rows(cards)):
        first = Section(told.words.text("compare.apart.title"), pair) if index == 0 else pair
        blocks.append((first, _CARD_GAP))
    if blocks:
        blocks[-1] = (blocks[-1][0], _SECTION_GAP)
    return blocks


def _named(rows: Sequence[Row], told: ComparisonWords) -> str:
    """Name measures by photograph: "Head, shoulders (front)"."""
    by_view: dict[str, list[str]] = {}
    for row in rows:
        by_view.setdefault(told.words.facing(row.series.facing).lower(), []).append(row.series.measure)
    text, names = told.words.text, told.words.names
    return " · ".join(
        text("measure.in_view", measure=names(measures), views=view) for view, measures in by_view.items()
    )


def _pages(told: ComparisonWords, blocks: list[tuple[Block, float]]) -> list[Page]:
    """Place the blocks one below the other; a table of changes goes on where the page ends."""
    pages: list[Page] = [Page()]
    top, queue = FIRST_TOP, list(blocks)
    while queue:
        block, gap = queue.pop(0)
        room = FOOT_TOP - 8.0 - top
        if isinstance(block, ChangeTable) and block.height(WIDTH) > room:
            fitting = int((room - ChangeTable.head_height) // ROW_HEIGHT)
            if fitting > 0:
                pages[-1].append(Placed(ChangeTable(block.rows[:fitting], told), top))
                block = ChangeTable(block.rows[fitting:], told)
            queue.insert(0, (block, gap))
        elif block.height(WIDTH) > room and pages[-1]:
            queue.insert(0, (block, gap))
        else:
            pages[-1].append(Placed(block, top))
            top += block.height(WIDTH) + gap
            continue
        pages.append(Page())
        top = FIRST_TOP + 6.0
    if told.words.profile is Profile.CLINICAL:
        signature = Signature(told.words)
        place = FOOT_TOP - signature.height(WIDTH)
        if top > place:
            pages.append(Page())
        pages[-1].append(Placed(signature, place))
    return pages
