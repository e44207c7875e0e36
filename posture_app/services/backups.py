"""Backups that the program makes by itself: how often, how many stay, and what stood in the way of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.errors import RecordProblem

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.records import AuditEvent

_FAILED = "failed: "


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """When opening the records makes a backup, and how many of them stay.

    Attributes
    ----------
    every_h : hours; opening makes one when the newest is older than this. 0 makes one at every opening.
    kept : the newest so many stay.
    """

    every_h: int = 24
    kept: int = 14


@dataclass(frozen=True, slots=True)
class MissedBackup:
    """A backup that could not be made: when, and why."""

    at: datetime
    problem: RecordProblem


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
