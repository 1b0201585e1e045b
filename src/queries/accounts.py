"""Reports as `domain.likeness` compares them, with what their words tell apart kept in mind."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from src import database
from src.domain import likeness
from src.domain.likeness import Account
from src.domain.reading import Telling, tell_apart
from src.domain.region import Region
from src.domain.village import Point

MOST_REPORTS = 400
_REPORTS = (
    "SELECT incident, text, landmark, village, village_source, latitude, longitude, accuracy_m,"
    " reporter_phone, created_at FROM report WHERE incident IN "
)


class _Edition:
    """A region as a key of the memory below: the same words as long as the version is one."""

    __slots__ = ("region",)

    def __init__(self, region: Region) -> None:
        self.region = region

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Edition) and other.region.version == self.region.version

    def __hash__(self) -> int:
        return hash(self.region.version)


@lru_cache(maxsize=4096)
def _telling(text: str, edition: _Edition) -> Telling:
    return tell_apart(text, edition.region)


def telling_of(text: str, landmark: str, region: Region) -> Telling:
    """What the message tells apart; a board of open incidents is read once, not at every look."""
    return _telling(f"{text}\n{landmark}".strip(), _Edition(region))


async def accounts_of(
    incidents: Mapping[int, database.Row], region: Region
) -> dict[int, list[Account]]:
    """By incident, from rows with `category` and `village`: under what each has come to be."""
    if not incidents:
        return {}
    rows = await database.rows(
        f"{_REPORTS}{database.marks(1, len(incidents))} ORDER BY created_at, id"
        f" LIMIT {MOST_REPORTS}",
        *incidents,
    )
    found: dict[int, list[Account]] = defaultdict(list)
    for row in rows:
        found[row["incident"]].append(_account(row, incidents[row["incident"]], region))
    return dict(found)


def _account(row: database.Row, case: database.Row, region: Region) -> Account:
    leaf = region.leaf(case["category"])
    measured = row["latitude"] is not None and row["longitude"] is not None
    return likeness.account(
        leaf,
        region.group_of(leaf),
        at=row["created_at"],
        position=Point(row["latitude"], row["longitude"]) if measured else None,
        accuracy_m=row["accuracy_m"],
        village=region.villages.get(row["village"] or case["village"] or ""),
        named=not row["village"] or row["village_source"] == "reporter",
        telling=telling_of(row["text"], row["landmark"], region),
        phones=[row["reporter_phone"]] if row["reporter_phone"] else (),
        words=region.words,
    )
