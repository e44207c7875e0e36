"""Backups are named by the moment they were made, in UTC: they sort by age."""

from __future__ import annotations

from datetime import datetime, timezone

KEPT_BACKUPS = 14
"""So many stay unless somebody says otherwise."""
_FORM = "%Y%m%d-%H%M%S-%f"


def stamp(now: float) -> str:
    """Name a backup; `now` in seconds since 1970."""
    return datetime.fromtimestamp(now, timezone.utc).strftime(_FORM)


def made_at(name: str) -> float | None:
    """Give the moment in seconds since 1970, None for a name that somebody else gave."""
    try:
        return datetime.strptime(name, _FORM).replace(tzinfo=timezone.utc).timestamp()
    except ValueError:
        return None
