"""The manual: chapters in Markdown that ship with the program, one folder a language."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from posture_app.services.resources import resource

_PICTURE = re.compile(r'<img src="([^":/]+)"')

ToHtml = Callable[[str], str]
"""Turns Markdown (CommonMark with tables) into the inside of an HTML page."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter.

    Attributes
    ----------
    name : of its file, such as ``02-room.md``; links between chapters lead there.
    title : its first line.
    markdown : all of it.
    """

    name: str
    title: str
    markdown: str


def chapters(language: str) -> tuple[Chapter, ...]:
    """Give the chapters in their order."""
    files = sorted(resource("manual", language).glob("*.md"))
    return tuple(_chapter(file.name, file.read_text(encoding="utf-8")) for file in files)


def _chapter(name: str, text: str) -> Chapter:
    return Chapter(name, text.partition("\n")[0].removeprefix("# ").strip(), text)


def with_pictures(html: str, address: Callable[[str], str], width_px: int | None = None) -> str:
    """Give the HTML with every picture's address made by `address` from its name, at most so wide."""
    wide = "" if width_px is None else f' width="{width_px}"'
    return _PICTURE.sub(lambda found: f'<img src="{address(found[1])}"{wide}', html)


def picture(language: str, name: str) -> Path:
    """Give the path of a chapter's picture."""
    return resource("manual", language, name)


def embedded(language: str, name: str) -> str:
    """Give a picture as an address that holds it, for a page of one file."""
    data = base64.b64encode(picture(language, name).read_bytes()).decode("ascii")
    return f"data:image/jpeg;base64,{data}"


def whole_page(language: str, title: str, parts: Sequence[Chapter], to_html: ToHtml, style: str) -> str:
    """Give the manual as one HTML page, on which links between chapters lead to their places."""
    bodies = [f'<section id="{part.name}">\n{to_html(part.markdown)}</section>' for part in parts]
    body = with_pictures("\n".join(bodies), partial(embedded, language))
    for part in parts:
        body = body.replace(f'href="{part.name}"', f'href="#{part.name}"')
    contents = "".join(f'<li><a href="#{part.name}">{part.title}</a></li>' for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{style}</style></head>\n<body><h1>{title}</h1>\n<ul>{contents}</ul>\n{body}</body></html>\n"
    )
