"""A ReportLab canvas seen from the top left corner, with text that never runs out of its place."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth

from posture_app.adapters.pdf_report.fonts import CAP_HEIGHT, has_glyph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.adapters.pdf_report.palette import Style

PAGE_WIDTH, PAGE_HEIGHT = A4
SMALLEST = 0.8
"""How far a text that does not fit is made smaller before it is cut."""


def width_of(text: str, style: Style) -> float:
    """Give the width of a line in pt."""
    return float(stringWidth(text, style.font, style.size))


def wrapped(text: str, style: Style, width: float) -> list[str]:
    """Break a text into lines at spaces only; a word wider than a line is broken where it must."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, style) > width:
            lines.append(line)
            longer = word
        line = longer
        while width_of(line, style) > width and len(line) > 1:
            fitting = _fitting(line, style, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return [*lines, line]


def _fitting(line: str, style: Style, width: float) -> int:
    """Give how many of a line's characters fit, at least one."""
    return max(1, bisect_right(range(len(line)), width, key=lambda count: width_of(line[:count], style)) - 1)


def fitted(text: str, style: Style, width: float) -> tuple[str, Style]:
    """Make a single line fit: smaller first, then cut with an ellipsis."""
    wide = width_of(text, style)
    if wide > width:
        style = style.scaled(max(SMALLEST, width / wide))
    if width_of(text, style) > width and len(text) > 1:
        room = width - width_of("…", style)
        text = text[: _fitting(text, style, room)].rstrip() + "…"
    return text, style


MISSING = "□"

LONGEST = 300
"""Characters of a single field that are printed; nobody's name is longer."""


def clean(text: str) -> str:
    """Make a field printable: no line breaks, a visible mark for what the fonts lack, not endless."""
    shown = (one if one.isprintable() else " " for one in text[:LONGEST])
    return " ".join("".join(one if has_glyph(one) else MISSING for one in shown).split())


class Pen:
    """Draws with y growing downwards from the page's top; all lengths in pt."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    @staticmethod
    def up(y: float) -> float:
        """Turn a distance from the top into ReportLab's y."""
        return float(PAGE_HEIGHT - y)

    # -- text ---------------------------------------------------------------------------------

    def text(self, x: float, middle: float, text: str, style: Style, align: float = 0.0) -> None:
        """Set one line whose capitals stand around `middle`; align 0 left, .5 centre, 1 right of x."""
        baseline = middle + CAP_HEIGHT / 2 * style.size
        self.canvas.setFont(style.font, style.size)
        self.canvas.setFillColor(HexColor(style.colour))
        self.canvas.drawString(x - align * width_of(text, style), self.up(baseline), text)

    def fitted(
        self, x: float, middle: float, text: str, style: Style, width: float, align: float = 0.0
    ) -> None:
        """Set one line that is made to fit."""
        text, style = fitted(text, style, width)
        self.text(x, middle, text, style, align)

    def lines(self, x: float, top: float, lines: Sequence[str], style: Style) -> float:
        """Set lines below each other; give the y below the last."""
        for line in lines:
            self.text(x, top + style.line / 2, line, style)
            top += style.line
        return top

    def paragraph(self, x: float, top: float, text: str, style: Style, width: float) -> float:
        """Set a text in a column; give the y below it."""
        return self.lines(x, top, wrapped(text, style, width), style)

    # -- shapes -------------------------------------------------------------------------------

    def _ink(
        self, fill: str | None, stroke: str | None, width: float, dash: Sequence[float]
    ) -> dict[str, int]:
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(width)
            self.canvas.setDash(list(dash))
        return {"fill": int(fill is not None), "stroke": int(stroke is not None)}

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        radius: float = 0.0,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.75,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a rectangle with round corners."""
        radius = min(radius, width / 2, height / 2)
        ink = self._ink(fill, stroke, line, dash)
        self.canvas.roundRect(x, self.up(top + height), width, height, radius, **ink)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float = 0.75,
        dash: Sequence[float] = (),
        round_caps: bool = False,
    ) -> None:
        """Draw a straight stroke."""
        self._ink(None, colour, width, dash)
        self.canvas.setLineCap(1 if round_caps else 0)
        self.canvas.line(start[0], self.up(start[1]), end[0], self.up(end[1]))
        self.canvas.setLineCap(0)

    def rule(self, x: float, y: float, width: float, colour: str, weight: float = 0.6) -> None:
        """Draw a horizontal rule."""
        self.line((x, y), (x + width, y), colour, weight)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.75,
    ) -> None:
        """Draw a closed polygon with round joints."""
        ink = self._ink(fill, stroke, line, ())
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.up(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(x, self.up(y))
        path.close()
        self.canvas.setLineJoin(1)
        self.canvas.drawPath(path, **ink)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.75,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a circle."""
        ink = self._ink(fill, stroke, line, dash)
        self.canvas.circle(x, self.up(y), radius, **ink)
