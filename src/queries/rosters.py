"""Rosters in words, and as their form shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain.roster import EVERY_DAY
from src.words.duty import CREWS, WEEKDAYS

_ROSTERS = "SELECT * FROM roster"


@dataclass(frozen=True, slots=True)
class Roster:
    """`hours` is the recurrence in words; `crews` names by crew; `values` what its form shows."""

    id: UUID
    team: str
    name: str
    active: bool
    hours: str
    crews: tuple[tuple[str, str], ...]
    values: dict[str, str]


async def rosters() -> tuple[Roster, ...]:
    """All of them, by name within a team."""
    rows = await database.rows(f"{_ROSTERS} ORDER BY team, starts, name, id")
    return await _read(rows)


async def roster(roster_id: UUID) -> Roster | None:
    found = await _read(await database.rows(f"{_ROSTERS} WHERE id = {{}}", roster_id))
    return found[0] if found else None


async def _read(rows: Sequence[database.Row]) -> tuple[Roster, ...]:
    members = await database.rows(
        "SELECT m.roster, m.crew, p.id, p.name FROM roster_member m"
        " JOIN person p ON p.id = m.person WHERE p.active ORDER BY m.crew, lower(p.name)"
    )
    return tuple(
        _roster(row, [member for member in members if member["roster"] == row["id"]])
        for row in rows
    )


def _roster(row: database.Row, members: Sequence[database.Row]) -> Roster:
    crews: dict[int, list[str]] = {}
    for member in members:
        crews.setdefault(member["crew"], []).append(member["name"])
    days = {f"day-{n}": "ya" for n, on in enumerate(row["weekdays"]) if on == "1"}
    return Roster(
        id=row["id"],
        team=row["team"],
        name=row["name"],
        active=bool(row["active"]),
        hours=_hours(row),
        crews=tuple((CREWS[crew], ", ".join(names)) for crew, names in crews.items()),
        values={
            "team": row["team"],
            "name": row["name"],
            "anchor": row["anchor"].isoformat(),
            "starts": row["starts"],
            "hours": str(row["hours"]),
            "active": "ya" if row["active"] else "",
            **days,
            **{f"crew-{member['id']}": str(member["crew"]) for member in members},
        },
    )


def _hours(row: database.Row) -> str:
    """ "Setiap hari mulai 08.00, 24 jam"."""
    days = [word for word, on in zip(WEEKDAYS, row["weekdays"], strict=True) if on == "1"]
    when = "Setiap hari" if row["weekdays"] == EVERY_DAY else ", ".join(days)
    return f"{when} mulai {row['starts'].replace(':', '.')}, {row['hours']} jam"
