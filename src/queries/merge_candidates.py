"""Open incidents that may be the same one: near in space, or in the same village, and in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain.duplicates import METRES_PER_DEGREE, distance_m
from src.domain.region import Region
from src.queries import naming
from src.queries.naming import Named, named
from src.words import spans

WITHIN = timedelta(hours=12)
NEAR_M = 3_000.0
SAME_SPOT_M = 300.0  # here another kind may be the same thing: a crash and a fire
MOST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """`apart` "180 meter, selisih 3 menit"; the distance is left out where one has no position."""

    named: Named
    apart: str
    metres: float


async def candidates_for(
    row: database.Row, region: Region, *, hidden: tuple[str, ...]
) -> tuple[Candidate, ...]:
    """The nearest first; `row` is the incident that would be merged, `hidden` categories unseen."""
    made: datetime = row["created_at"]
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    near = NEAR_M / METRES_PER_DEGREE * 1.1
    latitude, longitude = row["latitude"] or 0.0, row["longitude"] or 0.0
    found = await database.rows(
        f"SELECT i.id, {naming.COLUMNS}, i.latitude, i.longitude, i.created_at FROM incident i"
        " WHERE i.state NOT IN ('closed', 'declined', 'merged') AND i.state <> 'resolved'"
        " AND i.id <> {} AND i.created_at BETWEEN {} AND {} AND (i.village = {} OR"
        " (i.latitude BETWEEN {} AND {} AND i.longitude BETWEEN {} AND {}))"
        f"{unseen} ORDER BY i.created_at DESC LIMIT 50",
        row["id"],
        made - WITHIN,
        made + WITHIN,
        row["village"] or "",
        latitude - near,
        latitude + near,
        longitude - near,
        longitude + near,
        *hidden,
    )
    group = row["category_group"]
    nearby = [(other["category_group"], _candidate(other, row, region)) for other in found]
    close = [each for kind, each in nearby if kind == group or each.metres < SAME_SPOT_M]
    close.sort(key=lambda each: each.metres)
    return tuple(close[:MOST])


def _candidate(other: database.Row, row: database.Row, region: Region) -> Candidate:
    between = spans.span(abs(other["created_at"] - row["created_at"]))
    if other["latitude"] is None or row["latitude"] is None:
        return Candidate(named(other["id"], other, region), f"desa sama, selisih {between}", NEAR_M)
    metres = distance_m(row["latitude"], row["longitude"], other["latitude"], other["longitude"])
    apart = f"{spans.distance(metres)}, selisih {between}"
    return Candidate(named(other["id"], other, region), apart, metres)
