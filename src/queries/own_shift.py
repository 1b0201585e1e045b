"""Whether a responder is on duty now, and until or from when."""

from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.region import Region
from src.queries.naming import team_name

_SHIFT = (
    "SELECT team, starts_at, ends_at FROM shift WHERE person = {}"
    " AND (ends_at IS NULL OR ends_at > {}) ORDER BY starts_at LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class OwnShift:
    """`on` duty now, or from `since` on where a shift is planned; `until` may be open ("")."""

    on: bool
    team: str
    since: str
    until: str


async def shift_of(person: Person, region: Region, *, now: datetime) -> OwnShift:
    """The shift of this moment, else the next one, else none."""
    row = await database.row(_SHIFT, person.id, now)
    if row is None:
        return OwnShift(False, team_name(person.team or "", region), "", "")
    return OwnShift(
        on=row["starts_at"] <= now,
        team=team_name(row["team"], region),
        since=_said(row["starts_at"], now, region),
        until=_said(row["ends_at"], now, region) if row["ends_at"] else "",
    )


def _said(at: datetime, now: datetime, region: Region) -> str:
    """The clock, with the day where that is not today."""
    zone = region.timezone
    clock, day = local_time.clock(at, zone), local_time.date(at, zone)
    return clock if day == local_time.date(now, zone) else f"{day}, {clock}"
