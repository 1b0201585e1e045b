"""Finding an incident by its number, a reporter's phone, or words; also what ended long ago.

Open incidents are few and are searched whole. Of all others the newest `NEWEST` are searched for
words, and every one by number and phone: docs/decisions/0015 says why there is no index of words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.incident import OPEN
from src.domain.numbers import serial_of
from src.domain.region import Region
from src.domain.search_words import Asked
from src.domain.spelling import folded, written_words
from src.queries import naming, reach
from src.queries.naming import Named, named
from src.queries.tickets import clipped
from src.words.incidents import STATES

NEWEST = 50_000
MOST = 50
EXCERPT = 120
NAME_FROM = 3
"""Letters from which a word may also mean a village, a district or a kind."""

_WORDS = "lower(r.text || ' ' || r.landmark) LIKE {} ESCAPE '\\'"
# The second condition says what the join says already, for planners that begin with incidents.
_RECENT = (
    "SELECT DISTINCT r.incident FROM report r JOIN incident i ON i.id = r.incident"
    " WHERE r.incident > {} AND i.id > {}"
)
# CROSS JOIN: SQLite begins with the few that are open. Of the two conditions on the state the first
# is that of the index.
_OPEN = (
    "SELECT DISTINCT r.incident FROM incident i CROSS JOIN report r WHERE r.incident = i.id"
    " AND i.state NOT IN ('closed', 'declined', 'merged')"
    f" AND i.state IN ({', '.join(repr(state) for state in OPEN)})"
)
_PHONE = (
    "SELECT DISTINCT r.incident FROM report r WHERE r.reporter_phone <> '' AND NOT r.confidential"
    " AND substr(r.reporter_phone, length(r.reporter_phone) - 3) = {}"
    " AND r.reporter_phone LIKE {}"
)
_SHOWN = (
    f"SELECT i.id, {naming.COLUMNS}, i.received_at, (SELECT substr(r.text, 1, 200) FROM report r"
    " WHERE r.incident = i.id AND r.text <> '' ORDER BY r.received_at LIMIT 1) AS text"
    " FROM incident i WHERE i.id IN "
)


@dataclass(frozen=True, slots=True)
class Found:
    named: Named
    open: bool
    state: str
    received: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Open ones first, then the newest; `more`: there are others."""

    asked: str
    found: tuple[Found, ...]
    more: bool


async def search(person: Person, asked: Asked, region: Region) -> Findings:
    """Whatever this person may see of what fits."""
    exact = serial_of(asked.text, region.number_prefix)
    ids = {exact} if exact is not None else set[int]()
    ids |= await _by_phone(asked.phone) if asked.phone else set()
    hidden = reach.hidden_from(person, region)
    if asked.words:
        ids |= await _by_words(asked.words, hidden, region)
    newest = sorted(ids, reverse=True)
    found = await _shown(newest[: MOST + 1], hidden, region) if newest else []
    found.sort(key=lambda each: (each.named.number != _number(exact, region), not each.open))
    return Findings(asked.text, tuple(found[:MOST]), len(ids) > MOST)


def _number(serial: int | None, region: Region) -> str:
    return naming.number(serial, region)


async def _by_phone(digits: str) -> set[int]:
    """Those who asked to stay secret are not found by their number."""
    rows = await database.rows(
        f"{_PHONE} ORDER BY r.incident DESC LIMIT {MOST + 1}", digits[-4:], f"%{digits}"
    )
    return {row["incident"] for row in rows}


async def _by_words(words: Sequence[str], hidden: Sequence[str], region: Region) -> set[int]:
    """Each word stands in one report, or names where it was or what it was."""
    last = await database.row("SELECT max(id) AS id FROM incident")
    floor = max(0, int((last and last["id"]) or 0) - NEWEST)
    conditions, values = _conditions(words, region)
    if hidden:
        conditions.append(f"i.category NOT IN {database.marks(1, len(hidden))}")
        values += hidden
    fits = " AND ".join(conditions)
    ordered = f"ORDER BY r.incident DESC LIMIT {MOST + 1}"
    recent = await database.long_rows(f"{_RECENT} AND {fits} {ordered}", floor, floor, *values)
    opened = await database.long_rows(f"{_OPEN} AND {fits} {ordered}", *values)
    return {row["incident"] for row in (*recent, *opened)}


def _conditions(words: Sequence[str], region: Region) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    for word in words:
        ways = [_WORDS]
        values.append(f"%{word}%")
        for column, codes in (
            ("i.village", _villages(word, region)),
            ("i.category", _categories(word, region)),
        ):
            if codes:
                ways.append(f"{column} IN {database.marks(1, len(codes))}")
                values += codes
        conditions.append(f"({' OR '.join(ways)})")
    return conditions, values


def _villages(word: str, region: Region) -> list[str]:
    """Codes of villages one of whose words, or whose district's, begins like this."""
    sound = "".join(folded(written_words(word)))
    if len(sound) < NAME_FROM:
        return []
    return [
        village.code
        for village in region.villages.values()
        if _begins(sound, (village.name, village.district.name))
    ]


def _begins(sound: str, names: Iterable[str]) -> bool:
    heard = (part for name in names for part in folded(written_words(name)))
    return any(part.startswith(sound) for part in heard)


def _categories(word: str, region: Region) -> list[str]:
    """Codes of kinds whose own word, or whose group's, holds this one."""
    if len(word) < NAME_FROM:
        return []
    return [
        leaf.code
        for leaf in region.categories.values()
        if word in leaf.word.lower() or word in region.group_of(leaf).word.lower()
    ]


async def _shown(ids: Sequence[int], hidden: Sequence[str], region: Region) -> list[Found]:
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        f"{_SHOWN}{database.marks(1, len(ids))}{unseen} ORDER BY i.id DESC", *ids, *hidden
    )
    zone, label = region.timezone, region.zone_label
    return [
        Found(
            named=named(row["id"], row, region),
            open=row["state"] in OPEN,
            state=STATES[row["state"]],
            received=local_time.moment(row["received_at"], zone, label),
            excerpt=clipped(row["text"] or "", EXCERPT),
        )
        for row in rows
    ]
