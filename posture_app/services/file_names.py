"""Names of files made of what people are called, and the other way, on whatever system the files lie."""

from __future__ import annotations

import unicodedata

MOST_CHARACTERS = 60
"""Of a name without its ending: 60 of Hangul are 180 bytes, and 255 is what every system takes."""

_PORTS = "123456789¹²³"
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in _PORTS)})
"""What Windows keeps for itself, in whatever case and with whatever ending."""


def file_stem(text: str) -> str:
    """Give a file's name, without ending, for somebody's code: letters, digits, hyphens, and underscores."""
    kept = "".join(one if one.isalnum() or one in "-_" else "_" for one in as_written(text))[:MOST_CHARACTERS]
    return f"_{kept}" if kept.lower() in DEVICES else kept


def as_written(name: str) -> str:
    """Give a file's name as it is typed: a Mac may take letters apart, a syllable of Hangul in three."""
    return unicodedata.normalize("NFC", name)
