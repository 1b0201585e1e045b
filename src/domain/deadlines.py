"""The next promise an incident has to keep: first answer, dispatch, arrival, then the solution."""

from datetime import datetime

from src.domain.incident import OPEN
from src.domain.intervals import due_at
from src.domain.region import Region
from src.domain.timeline import Projection


def next_due(now: Projection, region: Region) -> datetime | None:
    """When the next promise falls due (aware UTC), or None where nothing is owed any more.

    All deadlines count from `received_at`; while the reporter is asked for information the
    clock of the answer stands still (SP4N-LAPOR), so nothing is due.
    """
    if now.state not in OPEN or now.info_needed:
        return None
    priority = region.priorities[now.priority]
    if now.acknowledged_at is None:
        owed = priority.first_answer
    elif now.assigned_at is None and priority.dispatch:
        owed = priority.dispatch
    elif now.on_scene_at is None and priority.on_scene:
        owed = priority.on_scene
    else:
        owed = priority.resolve
    return due_at(now.received_at, owed, region)
