"""What a client wishes for this visit: language, larger text, sound. Nothing of it is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.services.wording import Profile, Words

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.services.settings import Preferences

TEXT_STEPS = (1.0, 1.25, 1.5, 2.0)


def kiosk_scale(width: int, height: int) -> float:
    """Give the size of everything against 1080 × 1920; a lying screen is read from nearer."""
    fitting = min(width / 1080, height / 1920) if height >= width else min(width / 1280, height / 800) * 0.62
    return round(min(2.0, max(0.5, fitting)), 3)


class ClientWishes:
    """The present client's wishes, on top of the preferences of the house."""

    def __init__(self, studio: Studio, house: Preferences) -> None:
        self._studio = studio
        self.scale: float | None = None
        """How large everything is shown; None before anything is."""
        self._looks: tuple[float, float, str] | None = None
        self.forget(house)

    def forget(self, house: Preferences) -> None:
        """Go back to what the house prefers."""
        self._text_scale, self.sound = house.text_scale, house.voice

    def larger(self) -> None:
        """Take the next size of text; after the largest the smallest."""
        later = [step for step in TEXT_STEPS if step > self._text_scale + 0.01]
        self._text_scale = later[0] if later else TEXT_STEPS[0]

    def toggle_sound(self) -> None:
        """Speak, or fall silent."""
        self.sound = not self.sound

    def speak(self, house: Preferences, language: str) -> None:
        """Let the studio speak to this client: in this language, in words for everybody."""
        wished = replace(
            house,
            language=language,
            profile=Profile.WELLNESS.value,
            text_scale=self._text_scale,
            voice=self.sound,
        )
        studio, before = self._studio, self._studio.preferences
        if wished != before or studio.words.profile is not Profile.WELLNESS:
            studio.preferences = wished
            studio.words = Words(language, Profile.WELLNESS)
            if (wished.language, wished.voice) != (before.language, before.voice):
                studio.voice = studio.equipment.make_voice(wished)
        install_language(language)

    def look(self, house: Preferences, scale: float) -> None:
        """Let everything look as wished, at this scale."""
        wanted = (scale, self._text_scale, house.scheme)
        if self._looks != wanted:
            self._looks = wanted
            self.scale = scale
            scheme = "high_contrast" if house.scheme == "contrast" else house.scheme
            motion = not house.reduce_motion
            app = cast(QApplication, QApplication.instance())
            apply_theme(app, scheme, self._text_scale, kiosk_scale=scale, motion=motion)
