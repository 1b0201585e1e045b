"""Whether a responder is on duty now, and until or from when; what the crew before left to say."""

from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.region import Region
from src.queries import handovers
from src.queries.duty import PRESENT
from src.queries.handovers import Note
from src.queries.naming import team_name

# The shift of this moment or the next, unless he is away then; whether he is away now.
_SHIFT = (
    "SELECT s.team, s.starts_at, s.ends_at FROM shift s WHERE s.person = {}"
    " AND (s.ends_at IS NULL OR s.ends_at > {}) AND NOT EXISTS (SELECT 1 FROM absence a"
    " WHERE a.person = s.person AND a.kind <> 'swap' AND a.starts_at <= {}"
    " AND (a.ends_at IS NULL OR a.ends_at > {})"
    " AND (a.ends_at IS NULL OR a.ends_at >= s.ends_at)) ORDER BY s.starts_at LIMIT 1"
)
_STANDING = (
    f"SELECT p.off_duty, {PRESENT} AS present, (SELECT count(*) FROM absence s"
    " WHERE s.kind = 'swap' AND s.stand_in = p.id AND s.ends_at > {}) AS asked"
    " FROM person p WHERE p.id = {}"
)


@dataclass(frozen=True, slots=True)
class OwnShift:
    """`on` duty now, or from `since` on where a shift is planned; `until` may be open ("").

    away      he has said that he cannot come, or the office has
    off_duty  he wishes to be called while off duty
    asked     how many colleagues wait for his answer about a swap
    notes     fresh ones of the own team
    """

    on: bool
    team: str
    since: str
    until: str
    away: bool = False
    off_duty: bool = False
    asked: int = 0
    notes: tuple[Note, ...] = ()


async def shift_of(person: Person, region: Region, *, now: datetime) -> OwnShift:
    """The shift of this moment, else the next one, else none."""
    row = await database.row(_SHIFT, person.id, now, now, now)
    standing = await database.row(_STANDING, now, now, now, person.id)
    present = standing is not None and bool(standing["present"])
    team = row["team"] if row else person.team or ""
    begun = row is not None and row["starts_at"] <= now
    return OwnShift(
        on=present and begun,
        team=team_name(team, region),
        since=_said(row["starts_at"], now, region) if row and (present or not begun) else "",
        until=_said(row["ends_at"], now, region) if row and row["ends_at"] else "",
        away=not present,
        off_duty=standing is not None and bool(standing["off_duty"]),
        asked=standing["asked"] if standing else 0,
        notes=await handovers.notes_of(team, region, most=2, since=now - handovers.FRESH),
    )


def _said(at: datetime, now: datetime, region: Region) -> str:
    """The clock, with the day where that is not today."""
    zone = region.timezone
    clock, day = local_time.clock(at, zone), local_time.date(at, zone)
    return clock if day == local_time.date(now, zone) else f"{day}, {clock}"
