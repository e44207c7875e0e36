"""The voice: Qt's text-to-speech where the language has one, bundled tones elsewhere, silence where wanted.

Nothing here raises, waits, or prints: a machine without engine, voice, or loudspeaker is an ordinary one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from posture_app.services.resources import resource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect
    from PySide6.QtTextToSpeech import QTextToSpeech

    from posture_app.services.ports import Voice
    from posture_app.services.settings import Preferences

TONES = ("tick", "shutter", "done", "attention")
_NO_ENGINE = ("mock", "none")
"""Engines that say nothing."""


class SilentVoice:
    """Says nothing, and remembers what it would have said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.toned: list[str] = []

    def say(self, text: str) -> None:
        """Say nothing."""
        self.said.append(text)
        del self.said[:-20]

    def tone(self, name: str) -> None:
        """Play nothing."""
        self.toned.append(name)
        del self.toned[:-20]


class QtVoice:
    """Speaks one language; where it cannot, a tone tells that there is something to read."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._speech: QTextToSpeech | None = None
        self._effects: dict[str, QSoundEffect] = {}
        with _quiet():
            self._speech = _speech()
            self._effects = _effects()

    def say(self, text: str) -> None:
        """Speak, breaking off what is being said; return at once."""
        speech = self._speech
        with _quiet():
            if speech is None or not _speaks(speech, self._language):
                self.tone("attention")
                return
            speech.stop()
            speech.say(text)

    def tone(self, name: str) -> None:
        """Play a tone; return at once."""
        effect = self._effects.get(name)
        if effect is not None:
            with _quiet():
                effect.play()


def make_voice(preferences: Preferences) -> Voice:
    """Give the voice that the preferences ask for."""
    return QtVoice(preferences.language) if preferences.voice else SilentVoice()


def _speech() -> QTextToSpeech | None:
    """Start the machine's engine; None when there is none that works."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return None
    if not any(engine not in _NO_ENGINE for engine in QTextToSpeech.availableEngines()):
        return None
    speech = QTextToSpeech()
    failed = speech.state() is QTextToSpeech.State.Error or speech.engine() in ("", *_NO_ENGINE)
    return None if failed else speech


def _speaks(speech: QTextToSpeech, language: str) -> bool:
    """Set the language; tell whether the engine, which may take a while to start, has a voice of it."""
    from PySide6.QtTextToSpeech import QTextToSpeech

    if speech.state() is QTextToSpeech.State.Error:
        return False
    if speech.locale().name()[:2] == language:
        return True
    fitting = [locale for locale in speech.availableLocales() if locale.name()[:2] == language]
    if fitting:
        speech.setLocale(fitting[0])
    return bool(fitting)


def _effects() -> dict[str, QSoundEffect]:
    """Load the tones; none without a loudspeaker."""
    try:
        from PySide6.QtCore import QUrl
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
    except ImportError:
        return {}
    if not QMediaDevices.audioOutputs():
        return {}
    effects = {}
    for name in TONES:
        effect = QSoundEffect()
        effect.setSource(QUrl.fromLocalFile(str(resource("sounds", f"{name}.wav"))))
        effects[name] = effect
    return effects


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Qt from telling about missing sound systems: nobody can mend them while using the program."""
    from PySide6.QtCore import qInstallMessageHandler

    before = qInstallMessageHandler(lambda kind, context, message: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
