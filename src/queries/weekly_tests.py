"""The weekly test: which teams it may begin for now, and which have to wait for another hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain.region import Region
from src.domain.test_schedule import Try, current_try, next_due, weekly_id

_ALARMED = "SELECT s.team FROM alarm a JOIN assignment s ON s.id = a.assignment WHERE"


@dataclass(frozen=True, slots=True)
class Weeks:
    """When the next weekly test falls due, and the teams whose test of this week is put off.

    Without a schedule `next_at` is None. `again_at` is when those put off are tried again.
    """

    next_at: datetime | None
    put_off: frozenset[str]
    again_at: datetime | None


async def weeks(region: Region, *, now: datetime) -> Weeks:
    weekly = region.test_alarm
    if weekly is None:
        return Weeks(None, frozenset(), None)
    this = current_try(weekly, now, region.timezone)
    due = next_due(weekly, now, region.timezone)
    if this is None:
        return Weeks(due, frozenset(), None)
    waiting = await _waiting(this, region.teams)
    put_off = waiting & await alarmed_since(this.since)
    return Weeks(due, put_off, this.until)


async def ready(this: Try, region: Region) -> list[str]:
    """Teams that have not been tested this week and had no alarm since this try began."""
    waiting = await _waiting(this, region.teams)
    return sorted(waiting - await alarmed_since(this.since)) if waiting else []


async def alarmed_since(since: datetime) -> frozenset[str]:
    """Teams with an alarm that is open or was still open at `since`."""
    found = await database.rows(
        f"{_ALARMED} a.ended_at IS NULL UNION {_ALARMED} a.ended_at > {{}}", since
    )
    return frozenset(row["team"] for row in found)


async def _waiting(this: Try, teams: Iterable[str]) -> frozenset[str]:
    """Teams that had somebody when the test fell due and have not been asked since."""
    manned = await database.rows(
        "SELECT DISTINCT team FROM person WHERE active AND role = 'responder' AND created_at <= {}",
        this.fell_due,
    )
    ids = {weekly_id(row["team"], this.week): row["team"] for row in manned if row["team"] in teams}
    if not ids:
        return frozenset()
    done = await database.rows(
        f"SELECT id FROM alarm_test WHERE id IN {database.marks(1, len(ids))}", *ids
    )
    return frozenset(ids.values()) - {ids[row["id"]] for row in done}
