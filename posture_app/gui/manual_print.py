"""The manual on paper: the same HTML, set by Qt on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from posture_app.gui.manual_style import manual_style
from posture_app.gui.screen import open_screen
from posture_app.gui.theme import FAMILY, apply_theme
from posture_app.gui.tokens import TOKENS, Scheme
from posture_app.services.manual import picture, whole_page, with_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture_app.domain.errors import EnvironmentProblem
    from posture_app.services.manual import Chapter, ToHtml

_SCREEN_TEXT_PX = 16.0
_MARGIN_MM = 18.0
_DPI = 96
"""Of the layout: a CSS pixel is a dot, so that sizes are those of the window."""
_TEXT_PX = 13.0


def manual_html(parts: Sequence[Chapter], title: str, to_html: ToHtml, language: str) -> bytes:
    """Give the manual as one page for a browser, which scales and searches it by itself."""
    style = manual_style(TOKENS[Scheme.LIGHT], _SCREEN_TEXT_PX, FAMILY)
    return whole_page(language, title, parts, to_html, f"{style} body {{ max-width: 46em; }}").encode()


def manual_pdf(
    parts: Sequence[Chapter],
    title: str,
    to_html: ToHtml,
    explain: Callable[[EnvironmentProblem], str],
    language: str = "en",
) -> bytes:
    """Set the chapters on A4 pages, each chapter from a new page on."""

    def address(name: str) -> str:
        return picture(language, name).as_uri()

    app = open_screen(explain)
    apply_theme(app)
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = QFont(FAMILY)
    font.setFeature(QFont.Tag("tnum"), 0)  # Qt's PDF cannot say which letters its figures of one width are
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(manual_style(TOKENS[Scheme.LIGHT], _TEXT_PX, FAMILY))
    sheet = writer.pageLayout().paintRectPixels(_DPI)
    first, *others = [with_pictures(to_html(part.markdown), address, sheet.width()) for part in parts]
    broken = "".join(one.replace("<h1>", '<h1 style="page-break-before: always">', 1) for one in others)
    document.setHtml(first + broken)
    document.setPageSize(QSizeF(sheet.size()))
    document.print_(writer)
    buffer.close()
    return bytes(kept.data())
