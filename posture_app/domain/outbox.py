"""What waits to be sent to a service elsewhere, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.cloud import Ask, Service
    from posture_app.domain.views import View

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
"""Offline for days is normal: the pause doubles from the one to the other, and nothing gives up."""

LEASE = timedelta(minutes=30)
"""For so long an entry that is being sent belongs to whoever sends it: longer than all tries of a
request together. After that the program must have died, or the records were locked, in the middle."""

VISIT_CHANGED = "visit_changed"
"""Reason of an answered entry whose visit was saved anew since."""
RESTORED = "restored"
"""Reason of an unsent entry that came back with a backup: it may have been sent long ago."""


class EntryState(str, Enum):
    """How far an entry is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"

    @property
    def is_unsent(self) -> bool:
        """Tell whether there is anything left to be sent."""
        return self is not EntryState.SENT


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One request of the outbox.

    Attributes
    ----------
    id : 32 hex digits; as the request's uuid it tells the service that a request comes again.
    size : of the photographs, in bytes.
    tries : how often it was begun.
    not_before : when it is due; while it is being sent, until when nobody else takes it up.
    settled_at : when it was answered or refused.
    reason : code of the problem that made it wait or be refused; of a sent one ``visit_changed`` when the
        visit was saved anew since; else empty.
    """

    id: str
    patient_id: str
    visit_id: str
    service: Service
    ask: Ask
    views: tuple[View, ...]
    blurred: bool
    size: int
    queued_at: datetime
    not_before: datetime
    state: EntryState = EntryState.WAITING
    tries: int = 0
    settled_at: datetime | None = None
    reason: str = ""

    def is_due(self, now: datetime) -> bool:
        """Tell whether it may be begun."""
        return self.state is EntryState.WAITING and self.not_before <= now

    def is_stranded(self, now: datetime) -> bool:
        """Tell whether whoever was sending it is gone."""
        return self.state is EntryState.SENDING and self.not_before <= now


def pause_after(tries: int) -> timedelta:
    """Give how long an entry waits after so many tries."""
    doubled = FIRST_PAUSE * (1 << min(tries - 1, 16))
    return min(doubled, LONGEST_PAUSE)
