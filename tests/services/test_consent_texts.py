"""The consent texts: shipped in every language, read with their version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_app.services.consent_texts import kiosk_text, read_consent
from posture_app.services.wording import LANGUAGES


def test_the_consent_says_the_same_in_every_language() -> None:
    texts = [kiosk_text(language) for language in LANGUAGES]
    assert len({(text.version, len(text.points)) for text in texts}) == 1
    assert all(text.title and all(head and body for head, body in text.points) for text in texts)
    assert any("not a diagnosis" in body for _, body in texts[0].points)


def test_a_consent_without_a_version_is_none() -> None:
    with pytest.raises(ValueError, match="first line"):
        read_consent("# Title\n")
    read = read_consent("version: 3\n# Title\n\n## One\nA\nB\n")
    assert read == replace(read, version="3", title="Title", points=(("One", "A B"),))
