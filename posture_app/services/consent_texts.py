"""The consent texts that people are shown, at the kiosk and before a consent is kept, each in its version."""

from __future__ import annotations

from dataclasses import dataclass

from posture_app.domain.records import Purpose
from posture_app.services.resources import resource

PURPOSES = (Purpose.CARE, Purpose.TEACHING, Purpose.MARKETING, Purpose.CLOUD, Purpose.FACE_CHECK_IN)
"""The purposes that have a text."""


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The text a client agrees to.

    Attributes
    ----------
    version : as written in its first line.
    points : pairs of a short heading and what it means.
    """

    version: str
    title: str
    points: tuple[tuple[str, str], ...]


def read_consent(text: str) -> ConsentText:
    """Read a consent text: ``version: 1.0``, then ``# Title``, then ``## Heading`` and a paragraph each."""
    first, _, rest = text.partition("\n")
    name, _, version = first.partition(":")
    if name.strip() != "version" or not version.strip():
        raise ValueError("the first line of a consent text must be 'version: …'")
    head, *blocks = rest.split("\n## ")
    points = []
    for block in blocks:
        heading, _, body = block.partition("\n")
        points.append((heading.strip(), " ".join(body.split())))
    return ConsentText(version.strip(), head.strip().lstrip("# "), tuple(points))


def kiosk_text(language: str) -> ConsentText:
    """Load the text that the kiosk's clients agree to, in a language."""
    return read_consent(resource("consent", f"{language}.md").read_text(encoding="utf-8"))


def consent_text(purpose: Purpose, language: str) -> ConsentText:
    """Load the text of a purpose in a language; its version names the purpose: ``care/1``."""
    path = resource("consent", "records", f"{purpose.value}.{language}.md")
    return read_consent(path.read_text(encoding="utf-8"))
