"""Open incidents that a new report certainly belongs to."""

from src import database
from src.domain import duplicates
from src.domain.category import Kind
from src.domain.duplicates import Sighting


async def certain_twins(here: Sighting) -> list[int]:
    """Their serials; see `domain.duplicates` for how narrow certain is."""
    if not duplicates.may_be_certain(here):
        return []
    assert here.latitude is not None and here.longitude is not None
    south, north, west, east = duplicates.box(here.latitude, here.longitude)
    near = await database.rows(
        "SELECT id, category_group, created_at, latitude, longitude, accuracy_m"
        " FROM incident WHERE category_group = {} AND created_at BETWEEN {} AND {}"
        " AND latitude BETWEEN {} AND {} AND longitude BETWEEN {} AND {}"
        " AND state NOT IN ('closed', 'declined', 'merged') AND NOT drill",
        here.group,
        here.at - duplicates.CERTAIN_WITHIN,
        here.at + duplicates.CERTAIN_WITHIN,
        south,
        north,
        west,
        east,
    )
    return [row["id"] for row in near if duplicates.certainly_same(here, _seen(row, here.kind))]


def _seen(row: database.Row, kind: Kind) -> Sighting:
    return Sighting(
        row["category_group"],
        kind,
        row["created_at"],
        row["latitude"],
        row["longitude"],
        row["accuracy_m"],
    )
