"""The manual: chapters in Markdown that ship with the program, one folder a language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posture_app.services.resources import resource

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


def whole_page(language: str, title: str, parts: Sequence[Chapter], to_html: ToHtml, style: str) -> str:
    """Give the manual as one HTML page, on which links between chapters lead to their places."""
    bodies = [f'<section id="{part.name}">\n{to_html(part.markdown)}</section>' for part in parts]
    body = "\n".join(bodies)
    for part in parts:
        body = body.replace(f'href="{part.name}"', f'href="#{part.name}"')
    contents = "".join(f'<li><a href="#{part.name}">{part.title}</a></li>' for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{style}</style></head>\n<body><h1>{title}</h1>\n<ul>{contents}</ul>\n{body}</body></html>\n"
    )
