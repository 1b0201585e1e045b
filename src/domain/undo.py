"""Which decision of the office may still be taken back, and what of the incident it puts back.

A decision is taken back by one more line; nothing is erased. Only the newest one, and only while
nothing that builds on it has been written behind it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from src.domain import timeline
from src.domain.incident import OPEN
from src.domain.timeline import Event

WITHIN = timedelta(minutes=30)
UNDOABLE: Final = frozenset(
    {"classified", "info_requested", "declined", "resolved", "drill_marked", "deadline_extended"}
)
# What may stand behind a decision without building on it.
INERT: Final = frozenset(
    {
        "noted",
        "called",
        "contact_seen",
        "overdue_told",
        "callback_owed",
        "called_back",
        "record_saved",
        "released",  # comes with a decision that ends something
    }
)
COLUMNS: Final = (
    "state",
    *timeline.KIND,
    "village",
    "village_source",
    "landmark",
    "drill",
    "info_needed",
    "waiting_since",
    "waited_s",
    "extended",
    "resolved_at",
    "closed_at",
)
ANSWERED = "answered"


def undoable(events: Sequence[Event], now: datetime) -> int | None:
    """The number (from 1) of the line that may be taken back now, or None."""
    for number in range(len(events), 0, -1):
        event = events[number - 1]
        if event.event in INERT:
            continue
        return number if _decided(event) and now - event.at <= WITHIN else None
    return None


def _decided(event: Event) -> bool:
    """A person's decision from the desk; what a team finished is not undone from there."""
    if event.event == "resolved" and event.detail.get("outcome") != ANSWERED:
        return False
    return event.event in UNDOABLE and event.actor.startswith("person:")


def put_back(events: Sequence[Event], number: int, *, at_work: bool) -> dict[str, Any]:
    """What stood before line `number`, column by column, as the log keeps it.

    Teams that were let go are not called back by this: without one at work, an incident that was
    theirs is under review again.
    """
    before = timeline.fold(events[: number - 1])
    after = timeline.fold(events)
    restored = timeline.differing(after, before, COLUMNS)
    if before.state in OPEN and before.state not in ("received", "under_review", "referred"):
        restored["state"] = before.state if at_work else "under_review"
    return restored
