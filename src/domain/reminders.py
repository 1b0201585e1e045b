"""What happens by itself when nobody acts: who is told of a promise, and when silence closes.

A promise that falls due is told to the head of the shift, and to the leaders when it is still
unkept some time later (`Priority.escalate`). What is promised in working days is told as early as
`Priority.warn` says, so that there is a day left to keep it. After the answer, the reporter is
told a day before the days of silence end; then it closes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from src.domain.deadlines import Promise, owed
from src.domain.intervals import due_at
from src.domain.priority import Deadline, Priority
from src.domain.region import Region
from src.domain.timeline import Projection

CHIEF, LEADERS = "chief", "leaders"
NOTICE = timedelta(days=1)
LATE = timedelta(hours=1)  # a notice that goes out later than this moves the end as well

Event = Literal["overdue_told", "closing_announced", "closed"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of the log that falls due `at`, with what it carries."""

    event: Event
    at: datetime
    detail: dict[str, str]


def next_reminder(now: Projection, region: Region) -> Reminder | None:
    """The next thing that happens by itself to this incident, however late we look."""
    priority = region.priorities[now.priority]
    if now.state == "resolved" and now.resolved_at is not None:
        return _closing(now, now.resolved_at, priority)
    promise = owed(now, region)
    if promise is None or now.drill or _rings(now, promise, priority):
        return None
    return _telling(now, promise, priority, region)


def _closing(now: Projection, resolved_at: datetime, priority: Priority) -> Reminder:
    """The reporter always has the notice's day, also when it went out late."""
    closes = resolved_at + timedelta(days=priority.auto_close_days)
    if now.closing_told_at is None:
        notice = max(resolved_at, closes - NOTICE)
        return Reminder("closing_announced", notice, {"closes_at": closes.isoformat()})
    if now.closing_told_at > closes - NOTICE + LATE:
        closes = max(closes, now.closing_told_at + NOTICE)
    return Reminder("closed", closes, {"because": "silent"})


def _rings(now: Projection, promise: Promise, priority: Priority) -> bool:
    """Whether an alarm climbs by itself until somebody comes: that is its reminder."""
    return (
        priority.at_once
        and now.assigned_at is not None
        and promise.name in ("first_answer", "dispatch")
    )


def _telling(
    now: Projection, promise: Promise, priority: Priority, region: Region
) -> Reminder | None:
    told = now.told_to if now.told_promise == promise.name else ""
    past_officers = region.leaf(now.category).leader_only
    if told == LEADERS:
        return None
    at: datetime | None = _chief_at(promise, priority, region)
    to = CHIEF
    if past_officers:
        to, at = LEADERS, promise.due
    elif told == CHIEF:
        assert at is not None
        to, at = LEADERS, due_at(at, priority.escalate, region)
    if at is None:
        return None
    detail = {"promise": promise.name, "tell": to, "due_at": promise.due.isoformat()}
    return Reminder("overdue_told", at, detail)


def _chief_at(promise: Promise, priority: Priority, region: Region) -> datetime:
    days, warn = promise.deadline.working_days, priority.warn.working_days
    if days is None or warn is None or days <= warn:
        return promise.due
    early = due_at(promise.since, Deadline(working_days=days - warn), region)
    return early or promise.due
