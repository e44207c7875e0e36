"""The language of the controls, the names of points and views, and numbers as the reader writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import Facing, View
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.services.resources import resource
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.services.assessing.session import Edit, Session
    from posture_app.services.wording import Words

SOURCE_LANGUAGE = "en"
"""The language in which the controls are written; the others are translated."""

_in_force: dict[str, QTranslator] = {}


def install_language(language: str) -> None:
    """Speak a language from now on; texts that stand already are for their owner to write anew."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for translator in _in_force.values():
        app.removeTranslator(translator)
    _in_force.clear()
    QLocale.setDefault(QLocale(LANGUAGES[language].locale))
    if language == SOURCE_LANGUAGE:
        return
    translator = QTranslator(app)
    if translator.load(str(resource("i18n", f"posture_{language}.qm"))):
        app.installTranslator(translator)
        _in_force[language] = translator


def system_language() -> str:
    """Give the language in which this system speaks, or the source language where we do not speak it."""
    spoken = {QLocale(one.locale).language(): code for code, one in LANGUAGES.items()}
    return spoken.get(QLocale.system().language(), SOURCE_LANGUAGE)


def number(value: float, decimals: int = 0) -> str:
    """Write a number as the reader does, without thousands."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", decimals)


def per_cent(share: float) -> str:
    """Write a share as per cent."""
    return QCoreApplication.translate("Texts", "{number} %").format(number=number(100.0 * share))


# --- names ----------------------------------------------------------------------------------

_NAMES = {
    "NOSE": QT_TRANSLATE_NOOP("Landmarks", "Nose"),
    "EYE_INNER": QT_TRANSLATE_NOOP("Landmarks", "inner corner of the {side} eye"),
    "EYE": QT_TRANSLATE_NOOP("Landmarks", "{side} eye"),
    "EYE_OUTER": QT_TRANSLATE_NOOP("Landmarks", "outer corner of the {side} eye"),
    "EAR": QT_TRANSLATE_NOOP("Landmarks", "{side} ear"),
    "MOUTH": QT_TRANSLATE_NOOP("Landmarks", "{side} corner of the mouth"),
    "SHOULDER": QT_TRANSLATE_NOOP("Landmarks", "{side} shoulder"),
    "ELBOW": QT_TRANSLATE_NOOP("Landmarks", "{side} elbow"),
    "WRIST": QT_TRANSLATE_NOOP("Landmarks", "{side} wrist"),
    "PINKY": QT_TRANSLATE_NOOP("Landmarks", "{side} little finger"),
    "INDEX": QT_TRANSLATE_NOOP("Landmarks", "{side} index finger"),
    "THUMB": QT_TRANSLATE_NOOP("Landmarks", "{side} thumb"),
    "HIP": QT_TRANSLATE_NOOP("Landmarks", "{side} hip"),
    "KNEE": QT_TRANSLATE_NOOP("Landmarks", "{side} knee"),
    "ANKLE": QT_TRANSLATE_NOOP("Landmarks", "{side} ankle"),
    "HEEL": QT_TRANSLATE_NOOP("Landmarks", "{side} heel"),
    "FOOT_INDEX": QT_TRANSLATE_NOOP("Landmarks", "{side} toes"),
    "C7": QT_TRANSLATE_NOOP("Landmarks", "C7 (neck)"),
    "ASIS": QT_TRANSLATE_NOOP("Landmarks", "{side} hip-bone point, front (ASIS)"),
    "PSIS": QT_TRANSLATE_NOOP("Landmarks", "{side} hip-bone point, back (PSIS)"),
    "ACROMION": QT_TRANSLATE_NOOP("Landmarks", "{side} shoulder tip (acromion)"),
    "TROCHANTER": QT_TRANSLATE_NOOP("Landmarks", "{side} hip side (trochanter)"),
    "PATELLA": QT_TRANSLATE_NOOP("Landmarks", "{side} knee cap (patella)"),
    "TIBIAL_TUBERCLE": QT_TRANSLATE_NOOP("Landmarks", "{side} shin bump (tubercle)"),
    "MALLEOLUS": QT_TRANSLATE_NOOP("Landmarks", "{side} outer ankle (malleolus)"),
}
_SIDES = {
    "LEFT": QT_TRANSLATE_NOOP("Landmarks", "left"),
    "RIGHT": QT_TRANSLATE_NOOP("Landmarks", "right"),
}
_STEPS = {
    "placed": QT_TRANSLATE_NOOP("Edits", "{point} placed"),
    "moved": QT_TRANSLATE_NOOP("Edits", "{point} moved"),
    "confirmed": QT_TRANSLATE_NOOP("Edits", "{point} confirmed"),
    "reset": QT_TRANSLATE_NOOP("Edits", "{point} reset"),
}


def landmark_name(landmark: Landmark) -> str:
    """Name a point of the body, with a capital."""
    side, _, rest = landmark.name.partition("_")
    name = rest if side in _SIDES else landmark.name
    text = QCoreApplication.translate("Landmarks", _NAMES[name])
    if side in _SIDES:
        text = text.format(side=QCoreApplication.translate("Landmarks", _SIDES[side]))
    return text[:1].upper() + text[1:]


def edit_name(edit: Edit) -> str:
    """Name a step of the history: "Left shoulder moved"."""
    if edit.kind == "confirmed" and len(edit.touched) > 1:
        text = QCoreApplication.translate("Edits", "{count} stickers confirmed")
        return text.format(count=len(edit.touched))
    return QCoreApplication.translate("Edits", _STEPS[edit.kind]).format(point=landmark_name(edit.landmark))


_WANTED = {View.FRONT: Facing.FRONT, View.BACK: Facing.BACK}


def view_name(view: View, words: Words, session: Session | None = None, side: Facing | None = None) -> str:
    """Name a view: by the side that its photograph shows, or else by the one that is wanted."""
    facing = _WANTED.get(view, side)
    if session is not None and view in session.views:
        facing = session.analysis(view).facing
    if facing is None:
        return QCoreApplication.translate("Texts", "Side")
    return words.facing(facing)
