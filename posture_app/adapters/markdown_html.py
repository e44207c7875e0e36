"""Markdown to HTML, by markdown-it."""

from __future__ import annotations

from markdown_it import MarkdownIt


def to_html(markdown: str) -> str:
    """Turn CommonMark with tables into HTML; HTML inside it is shown as text."""
    html: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return html
