"""The voice: with or without engine and loudspeaker it never raises, waits, or prints."""

from __future__ import annotations

import time
import wave
from dataclasses import replace

import pytest

pytest.importorskip("PySide6.QtCore")

from posture_app.adapters.qt_voice import TONES, QtVoice, SilentVoice, make_voice
from posture_app.services.resources import resource
from posture_app.services.settings import Preferences

LONG_WORDS = "Turn to your right. " * 500
"""Nobody says this in less than ten minutes."""


@pytest.mark.parametrize("language", ["en", "ko", "xx"])
def test_whatever_the_machine_has_it_returns_at_once(qtbot, language: str, capfd) -> None:  # type: ignore[no-untyped-def]
    voice = QtVoice(language)
    began = time.monotonic()
    voice.say(LONG_WORDS)
    for name in (*TONES, "no such tone"):
        voice.tone(name)
    assert time.monotonic() - began < 60.0
    printed = capfd.readouterr()
    assert "text-to-speech" not in printed.err


def test_without_the_wish_for_a_voice_there_is_none() -> None:
    voice = make_voice(replace(Preferences(), voice=False))
    assert isinstance(voice, SilentVoice)
    voice.say("Hello")
    voice.tone("tick")
    assert (voice.said, voice.toned) == (["Hello"], ["tick"])


@pytest.mark.parametrize("name", TONES)
def test_every_tone_is_short_and_not_too_loud(name: str) -> None:
    with wave.open(str(resource("sounds", f"{name}.wav"))) as file:
        assert file.getnframes() / file.getframerate() < 1.5
        samples = memoryview(file.readframes(file.getnframes())).cast("h")
    assert max(samples) < 0.6 * 32767
    assert max(samples) > 3000
