"""What an incident still owes and until when: answer, dispatch, arrival, solution, or the reporter.

Promises count from when the report was received, or from when it was opened again. A complaint
waits for its reporter without losing time: its clock starts later by as long as it has waited
(SP4N-LAPOR). What is promised in minutes is an emergency and goes on counting.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from src.domain.incident import OPEN
from src.domain.intervals import due_at
from src.domain.priority import Deadline, Priority
from src.domain.region import Region
from src.domain.timeline import Projection

Name = Literal["first_answer", "dispatch", "on_scene", "resolve", "reporter"]

SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is owed next. `deadline` counts from `since`; `due` is when it runs out (aware UTC)."""

    name: Name
    deadline: Deadline
    since: datetime
    due: datetime


def owed(now: Projection, region: Region) -> Promise | None:
    """The next promise to keep, or None where nothing is owed any more.

    While a complaint waits for its reporter, it is the reporter's turn: the days of silence that
    its priority allows, after which somebody has to decide.
    """
    if now.state not in OPEN:
        return None
    priority = region.priorities[now.priority]
    if now.waiting_since is not None and by_days(priority):
        until = now.waiting_since + timedelta(days=priority.auto_close_days)
        return Promise("reporter", Deadline(), now.waiting_since, until)
    since = now.reopened_at or now.received_at
    if by_days(priority):
        since += timedelta(seconds=now.waited_s)
    name, deadline = _next(now, priority)
    due = due_at(since, deadline, region)
    return Promise(name, deadline, since, due) if due is not None else None


def next_due(now: Projection, region: Region) -> datetime | None:
    """When the next promise falls due (aware UTC), or None where nothing is owed any more."""
    promise = owed(now, region)
    return promise.due if promise else None


def by_days(priority: Priority) -> bool:
    """Whether it is a complaint, promised in working days, and no emergency."""
    return priority.resolve.working_days is not None


def soon(priority: Priority, due: datetime, now: datetime, region: Region) -> bool:
    """Not late, but next: minutes on the clock, or until the office closes on a working day."""
    if not by_days(priority):
        return now <= due <= now + SOON
    tomorrow = due_at(now, Deadline(working_days=1), region)
    return tomorrow is not None and now <= due <= tomorrow


def _next(now: Projection, priority: Priority) -> tuple[Name, Deadline]:
    if now.acknowledged_at is None:
        return "first_answer", priority.first_answer
    if now.assigned_at is None and priority.dispatch:
        return "dispatch", priority.dispatch
    if now.on_scene_at is None and priority.on_scene and now.state != "referred":
        return "on_scene", priority.on_scene
    if now.extended and priority.resolve_extended:
        return "resolve", priority.resolve_extended
    return "resolve", priority.resolve
