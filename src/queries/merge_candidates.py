"""Open incidents that may be the same one: weighed by place, time, kind, words and sender.

`domain.likeness` weighs; without a kind (a form still being filled in) only what is near counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain import likeness
from src.domain.duplicates import METRES_PER_DEGREE, distance_m
from src.domain.likeness import Account, Likeness
from src.domain.region import Region
from src.queries import naming
from src.queries.accounts import accounts_of
from src.queries.naming import Named, named
from src.words import spans

WITHIN = timedelta(hours=12)
NEAR_M = 3_000.0
SAME_SPOT_M = 300.0
MOST = 5
MOST_WEIGHED = 50
MOST_OWN = 5  # reports of the incident itself that are compared; more of them say the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """`apart` "180 meter, selisih 3 menit"; the distance is left out where one has no position.

    likely   more than possible: shown at once, not folded
    """

    named: Named
    apart: str
    metres: float
    likely: bool = False


async def candidates_for(
    row: database.Row, region: Region, *, hidden: tuple[str, ...], own: Sequence[Account] = ()
) -> tuple[Candidate, ...]:
    """The most alike first; `row` is the incident that would be merged, `hidden` categories unseen.

    `own` is what was reported, where that is not in the database yet.
    """
    found = {each["id"]: each for each in await _around(row, hidden)}
    own = own or (await accounts_of({row["id"]: row}, region)).get(row["id"], ())
    if not own:
        near = [_candidate(other, row, region) for other in found.values()]
        close = sorted((each for each in near if each.metres < SAME_SPOT_M), key=_metres)
        return tuple(close[:MOST])
    known = list((await accounts_of(found, region)).items())
    best: dict[int, Likeness] = {}
    for account in own[:MOST_OWN]:
        for each in likeness.candidates(account, known):
            if each.key not in best or best[each.key].rank < each.likeness.rank:
                best[each.key] = each.likeness
    ranked = sorted(best, key=lambda key: best[key].rank, reverse=True)
    return tuple(
        _candidate(found[key], row, region, likely=best[key].verdict != "possible")
        for key in ranked[:MOST]
    )


async def _around(row: database.Row, hidden: tuple[str, ...]) -> Sequence[database.Row]:
    made: datetime = row["created_at"]
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    near = NEAR_M / METRES_PER_DEGREE * 1.1
    latitude, longitude = row["latitude"] or 0.0, row["longitude"] or 0.0
    return await database.rows(
        f"SELECT i.id, {naming.COLUMNS}, i.latitude, i.longitude, i.created_at FROM incident i"
        " WHERE i.state NOT IN ('closed', 'declined', 'merged') AND i.state <> 'resolved'"
        " AND i.id <> {} AND i.created_at BETWEEN {} AND {} AND (i.village = {} OR"
        " (i.latitude BETWEEN {} AND {} AND i.longitude BETWEEN {} AND {}))"
        f"{unseen} ORDER BY i.created_at DESC LIMIT {MOST_WEIGHED}",
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


def _metres(each: Candidate) -> float:
    return each.metres


def _candidate(
    other: database.Row, row: database.Row, region: Region, *, likely: bool = False
) -> Candidate:
    between = spans.span(abs(other["created_at"] - row["created_at"]))
    here = named(other["id"], other, region)
    if other["latitude"] is None or row["latitude"] is None:
        return Candidate(here, f"desa sama, selisih {between}", NEAR_M, likely)
    metres = distance_m(row["latitude"], row["longitude"], other["latitude"], other["longitude"])
    return Candidate(here, f"{spans.distance(metres)}, selisih {between}", metres, likely)
