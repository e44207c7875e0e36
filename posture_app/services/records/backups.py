"""Backups that the program makes by itself: how often, how many stay, and what stood in the way of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from posture_app.domain.errors import RecordProblem

if TYPE_CHECKING:
    from posture_app.domain.records import AuditEvent

KEPT_BACKUPS = 14
"""So many stay unless somebody says otherwise."""
_FAILED = "failed: "
_FORM = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """When opening the records makes a backup, and how many of them stay.

    Attributes
    ----------
    every_h : hours; opening makes one when the newest is older than this. 0 makes one at every opening.
    kept : the newest so many stay.
    """

    every_h: int = 24
    kept: int = KEPT_BACKUPS


@dataclass(frozen=True, slots=True)
class MissedBackup:
    """A backup that could not be made: when, and why."""

    at: datetime
    problem: RecordProblem


def stamp(now: float) -> str:
    """Name a backup by its moment in UTC, so that names sort by age; `now` in seconds since 1970."""
    return datetime.fromtimestamp(now, timezone.utc).strftime(_FORM)


def made_at(name: str) -> datetime | None:
    """Give the moment when a backup was made, None for a name that somebody else gave."""
    try:
        return datetime.strptime(name, _FORM).replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def failed_backup(problem: RecordProblem) -> str:
    """Write for the audit trail why there is no backup; `missed_backup` reads it."""
    facts = "".join(f" {name}={value}" for name, value in problem.facts.items())
    return f"{_FAILED}{problem.code}{facts}"


def missed_backup(newest: AuditEvent | None) -> MissedBackup | None:
    """Tell what stood in the way, from the trail's newest line about backups; None when it was made."""
    if newest is None or _FAILED not in newest.detail:
        return None
    code, *facts = newest.detail.split(_FAILED, 1)[1].split(" ")
    named = dict(one.split("=", 1) for one in facts if "=" in one)
    return MissedBackup(newest.at, RecordProblem(code, **named))
