"""The consent texts that are shown before a consent is kept, each in a version of its own."""

from __future__ import annotations

from posture_app.domain.records import Purpose
from posture_app.services.kiosk.rails import Consent, read_consent
from posture_app.services.resources import resource

PURPOSES = (Purpose.CARE, Purpose.TEACHING, Purpose.MARKETING, Purpose.CLOUD, Purpose.FACE_CHECK_IN)
"""The purposes that have a text."""


def consent_text(purpose: Purpose, language: str) -> Consent:
    """Load the text of a purpose in a language; its version names the purpose: ``care/1``."""
    path = resource("consent", "records", f"{purpose.value}.{language}.md")
    return read_consent(path.read_text(encoding="utf-8"))
