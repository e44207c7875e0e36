"""The manual as files and as HTML."""

from __future__ import annotations

import os
from collections.abc import Mapping

from posture_app.services.manual import chapters
from posture_app.services.wording import Words


def manual_files(words: Words) -> Mapping[str, bytes]:
    """Give the manual as HTML and PDF; Qt sets it, on a screen in memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from posture_app.adapters.markdown_html import to_html
    from posture_app.gui.manual_print import manual_html, manual_pdf

    parts, title = chapters(words.language), words.text("manual.title")
    pdf = manual_pdf(parts, title, to_html, words.problem, words.language)
    return {"manual.html": manual_html(parts, title, to_html, words.language), "manual.pdf": pdf}


def to_html(markdown: str) -> str:
    """Turn Markdown into HTML."""
    from posture_app.adapters.markdown_html import to_html

    return to_html(markdown)
