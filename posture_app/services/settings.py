"""What the user has set: one flat, typed table, read defensively and never holding a patient's data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from posture_app.domain.stickers import StickerColour
from posture_app.services.assessing.assess import DEFAULT_REPEATS, MOST_REPEATS
from posture_app.services.records.backups import KEPT_BACKUPS, BackupPlan
from posture_app.services.records.places import without_password
from posture_app.services.wording import LANGUAGES, PROFILES

SCHEMES = ("light", "dark", "contrast")
ROTATIONS = (0, 90, 180, 270)
RESOLUTIONS = ("1280x720", "1920x1080", "640x480")
MOST_YEARS = 120
INACTIVITY_S = (10, 600)
STICKERS = ("any", *(colour.value for colour in StickerColour), "off")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything that can be set; the values here are the defaults.

    Attributes
    ----------
    camera : id of the camera, "demo", or a path; empty takes the first one.
    rotation : degrees clockwise by which the camera's picture is turned upright.
    mirrored : whether the preview is shown mirrored (only ever in paint).
    level_deg : the camera's roll where somebody measured it; None = found in each picture.
    corrections : name of the corrections that are applied; empty applies none.
    stickers : colour of the stickers that are looked for, "any", or "off".
    norms : path of an own norm set; empty takes the shipped one. `model`: of an own pose model.
    logo : path of the program's own copy of the clinic's logo; empty for none.
    storage : folder for the results; empty asks every time.
    text_scale : 1.0 to 2.0.
    kiosk_folder : folder for the kiosk's reports; empty takes `storage`.
    kiosk_print : whether the kiosk offers to print the report.
    inactivity_s : after so long without a touch the kiosk clears itself.
    records : place of the clinic's records, empty for none: a folder, or a server's URL without its password.
        Their passphrase is kept nowhere.
    kept_key_of : the records whose key the keyring of the operating system keeps; empty for none.
    lock_after_min : the records lock themselves when so long nobody has touched the program.
    backup_every_h : opening the records makes a backup when the newest is older; 0 at every opening.
    backups_kept : so many backups stay, the newest.
    face_check_in : whether returning people who consent to it are recognised by their face.
    cloud : whether photographs may be sent to services elsewhere at all; nothing opens a connection without.
    blur_heads : whether heads are made unrecognisable before that, unless somebody says otherwise.
    retention_years : who was last here longer ago than so many years is due for review.
    pin : salted hash of the staff PIN, empty when none was set.
    welcomed : whether somebody went through the welcome, or did without it.
    """

    language: str = "en"
    profile: str = "clinical"
    scheme: str = "light"
    text_scale: float = 1.0
    reduce_motion: bool = False
    voice: bool = True
    camera: str = ""
    resolution: str = "1280x720"
    rotation: int = 0
    mirrored: bool = True
    hands_free: bool = True
    burst: int = 15
    repeats: int = DEFAULT_REPEATS
    corrections: str = ""
    level_deg: float | None = None
    stickers: str = "any"
    norms: str = ""
    model: str = ""
    clinic: str = ""
    logo: str = ""
    storage: str = ""
    kiosk_folder: str = ""
    kiosk_print: bool = False
    inactivity_s: int = 60
    records: str = ""
    kept_key_of: str = ""
    lock_after_min: int = 10
    backup_every_h: int = 24
    backups_kept: int = KEPT_BACKUPS
    cloud: bool = False
    face_check_in: bool = False
    blur_heads: bool = False
    retention_years: int = 10
    pin: str = ""
    welcomed: bool = False


def sticker_colours(stickers: str) -> tuple[StickerColour, ...]:
    """Give the colours that a setting of `stickers` looks for."""
    if stickers == "off":
        return ()
    return tuple(StickerColour) if stickers == "any" else (StickerColour(stickers),)


def backup_plan(preferences: Preferences) -> BackupPlan:
    """Give when opening the records makes a backup, and how many stay."""
    return BackupPlan(preferences.backup_every_h, preferences.backups_kept)


def _one_of(*allowed: object) -> Callable[[Any], bool]:
    return lambda value: value in allowed


def _between(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: low <= value <= high


_RULES: Mapping[str, Callable[[Any], bool]] = {
    "language": _one_of(*LANGUAGES),
    "profile": _one_of(*PROFILES),
    "scheme": _one_of(*SCHEMES),
    "text_scale": _between(1.0, 2.0),
    "resolution": _one_of(*RESOLUTIONS),
    "rotation": _one_of(*ROTATIONS),
    "stickers": _one_of(*STICKERS),
    "burst": _between(1, 60),
    "repeats": _between(1, MOST_REPEATS),
    "level_deg": lambda value: value is None or abs(value) <= 45.0,
    "inactivity_s": _between(*INACTIVITY_S),
    "lock_after_min": _between(1, 120),
    "retention_years": _between(1, MOST_YEARS),
    "backup_every_h": _between(0, 720),
    "backups_kept": _between(2, 365),
    "records": lambda value: without_password(value) == value,
    "kept_key_of": lambda value: without_password(value) == value,
}
_DEFAULTS = Preferences()


def read_preferences(text: str) -> tuple[Preferences, tuple[str, ...]]:
    """Read a settings file; give the good values and the names of those that make no sense.

    The program starts whatever stands in the file: what is bad falls back to its default.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return _DEFAULTS, ("*",)
    if not isinstance(data, dict):
        return _DEFAULTS, ("*",)
    good: dict[str, Any] = {}
    known = {field.name for field in fields(Preferences)}
    for name, value in data.items():
        if name in known and _fits(name, value):
            good[name] = value
    return Preferences(**good), tuple(name for name in data if name not in good)


def _fits(name: str, value: Any) -> bool:
    default = getattr(_DEFAULTS, name)
    if default is None:
        typed = value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
    elif isinstance(default, bool):
        typed = isinstance(value, bool)
    elif isinstance(default, float):
        typed = isinstance(value, (int, float)) and not isinstance(value, bool)
    else:
        typed = isinstance(value, type(default)) and not isinstance(value, bool)
    return typed and _RULES.get(name, lambda _: True)(value)


def as_text(preferences: Preferences) -> str:
    """Write the settings that differ from their defaults as JSON."""
    changed = {
        name: value for name, value in asdict(preferences).items() if value != getattr(_DEFAULTS, name)
    }
    return json.dumps(changed, ensure_ascii=False, indent=1)


def load(path: Path) -> tuple[Preferences, tuple[str, ...]]:
    """Load the settings; a file that is missing or cannot be read gives the defaults."""
    try:
        return read_preferences(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _DEFAULTS, ()
    except (OSError, UnicodeDecodeError):
        return _DEFAULTS, ("*",)


def save(path: Path, preferences: Preferences) -> None:
    """Save the settings, whole or not at all; raises OSError when the place cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(as_text(preferences), encoding="utf-8")
    part.replace(path)
