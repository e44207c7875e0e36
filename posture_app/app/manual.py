"""The manual as files and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from posture_app.services.manual import chapters, picture
from posture_app.services.wording import Words


def manual_files(words: Words) -> Mapping[str, bytes]:
    """Give the manual as HTML and PDF."""
    from posture_app.adapters.manual_pdf import manual_pdf
    from posture_app.adapters.markdown_html import to_html
    from posture_app.gui.manual.style import manual_html

    parts, title = chapters(words.language), words.text("manual.title")
    pdf = manual_pdf(parts, title, to_html, partial(picture, words.language))
    return {"manual.html": manual_html(parts, title, to_html, words.language), "manual.pdf": pdf}


def to_html(markdown: str) -> str:
    """Turn Markdown into HTML."""
    from posture_app.adapters.markdown_html import to_html

    return to_html(markdown)
