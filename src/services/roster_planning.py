"""Rosters become shifts: planned two weeks ahead, planned anew when a roster is edited.

A turn that has begun is never touched. A shift is named after its roster, person and hours, so
planning twice, or in two workers at once, changes nothing, and who has swapped a turn keeps it.
"""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from src import database
from src.domain.region import Region
from src.domain.roster import AHEAD, MOST_HOURS, Pattern, turns


async def plan_ahead(now: datetime, *, region: Region) -> int:
    """Plan every roster as far as `AHEAD`; returns how many had to be changed."""
    changed = 0
    for row in await database.rows("SELECT id, changed_at FROM roster ORDER BY id"):
        if not any(await _changes(row["id"], row["changed_at"], region, now)):
            continue
        async with database.transaction():
            held = await hold(row["id"])
            if held is not None:
                await plan(row["id"], since=held["changed_at"], region=region, now=now)
                database.signal("duty")
                changed += 1
    return changed


async def hold(roster: UUID) -> database.Row | None:
    """The roster as it stands, held against other edits and planners until the commit."""
    held = " FOR UPDATE" if database.on_postgres() else ""
    return await database.row(f"SELECT team, changed_at FROM roster WHERE id = {{}}{held}", roster)


async def plan(roster: UUID, *, since: datetime, region: Region, now: datetime) -> None:
    """Make the shifts that begin after `since` what the roster says; inside a transaction."""
    surplus, missing = await _changes(roster, since, region, now)
    for shift in surplus:
        await database.rows("DELETE FROM shift WHERE id = {}", shift)
    for columns in missing:
        await database.rows(
            "INSERT INTO shift (id, person, team, starts_at, ends_at, roster)"
            f" VALUES {database.marks(1, 6)} ON CONFLICT (id) DO NOTHING",
            *columns,
        )


async def _changes(
    roster: UUID, since: datetime, region: Region, now: datetime
) -> tuple[list[UUID], list[tuple[Any, ...]]]:
    """Shifts not begun that are wanted no more (ids), and those that are missing (columns)."""
    wanted = await _wanted(roster, since, region, now)
    rows = await database.rows(
        "SELECT id, starts_at FROM shift WHERE roster = {} AND starts_at > {}",
        roster,
        now - timedelta(hours=2 * MOST_HOURS),
    )
    there = {row["id"]: row["starts_at"] for row in rows}
    return (
        [shift for shift, begins in there.items() if begins > now and shift not in wanted],
        [columns for shift, columns in wanted.items() if shift not in there],
    )


async def _wanted(
    roster: UUID, since: datetime, region: Region, now: datetime
) -> dict[UUID, tuple[Any, ...]]:
    """By id the columns of every shift that begins after `since` and is not over yet."""
    found = await database.row("SELECT * FROM roster WHERE id = {} AND active", roster)
    if found is None:
        return {}
    crews = await database.rows(
        "SELECT m.person, m.crew FROM roster_member m JOIN person p ON p.id = m.person"
        " WHERE m.roster = {} AND p.active ORDER BY m.person",
        roster,
    )
    wanted: dict[UUID, tuple[Any, ...]] = {}
    for turn in turns(pattern_of(found), region.timezone, after=now, until=now + AHEAD):
        hours = (turn.starts_at, turn.ends_at)
        for member in crews:
            if member["crew"] == turn.crew and turn.starts_at > since:
                person = member["person"]
                shift = uuid5(roster, f"{person} {turn.starts_at} {turn.ends_at}")
                wanted[shift] = (shift, person, found["team"], *hours, roster)
    return wanted


def pattern_of(row: database.Row) -> Pattern:
    """The rule that a row of `roster` holds."""
    starts = time.fromisoformat(row["starts"])
    return Pattern(row["anchor"], starts, row["hours"], row["crews"], row["weekdays"])
