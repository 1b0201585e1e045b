"""What a team has finished today, for its own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import local_time
from src.domain.region import Region
from src.queries import naming
from src.queries.naming import Named, named

_DONE = (
    f"SELECT s.released_at, i.id AS incident, {naming.COLUMNS} FROM assignment s"
    " JOIN incident i ON i.id = s.incident"
    " WHERE s.team = {} AND s.released_at >= {} AND s.state = 'released'"
    " AND s.accepted_at IS NOT NULL ORDER BY s.released_at DESC LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Finished:
    named: Named
    clock: str


async def finished_today(
    team: str, hidden: Sequence[str], region: Region, now: datetime
) -> tuple[Finished, ...]:
    today = now.astimezone(region.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = await database.rows(_DONE, team, today)
    return tuple(
        Finished(
            named(row["incident"], row, region),
            local_time.clock(row["released_at"], region.timezone),
        )
        for row in rows
        if row["category"] not in hidden
    )
