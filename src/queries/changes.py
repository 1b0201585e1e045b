"""The audit list as it is read: newest first, filtered, by pages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.queries.names import names_of

A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One line; `who` is "" for the console. `before` and `after` by field.

    person   the name of the person that was changed, as it is now; "" where it was none
    """

    id: int
    at: datetime
    who: str
    kind: str
    code: str
    label: str
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`older` is the id to go on from, None at the end."""

    changes: tuple[Change, ...]
    older: int | None


async def page(
    *, kind: str = "", code: str = "", actor: UUID | None = None, before: int | None = None
) -> Page:
    """Those of a kind, of a thing, by a person; before the line of this id."""
    asked: list[tuple[str, Any]] = []
    if kind:
        asked.append(("kind = {}", kind))
    if code:
        asked.append(("code = {}", code))
    if actor:
        asked.append(("actor = {}", actor))
    if before is not None:
        asked.append(("id < {}", before))
    where = f" WHERE {' AND '.join(each for each, _ in asked)}" if asked else ""
    rows = await database.rows(
        f"SELECT * FROM admin_change{where} ORDER BY id DESC LIMIT {A_PAGE + 1}",
        *(value for _, value in asked),
    )
    shown = rows[:A_PAGE]
    names = await _names(shown)
    changes = tuple(_change(row, names) for row in shown)
    return Page(changes, changes[-1].id if len(rows) > A_PAGE else None)


async def last(kind: str, code: str) -> Change | None:
    """What was done to this thing most recently."""
    found = await database.rows(
        "SELECT * FROM admin_change WHERE kind = {} AND code = {} ORDER BY id DESC LIMIT 1",
        kind,
        code,
    )
    names = await _names(found)
    return _change(found[0], names) if found else None


async def people() -> list[tuple[UUID, str]]:
    """Everybody who has changed something, by name, for the filter."""
    rows = await database.rows(
        "SELECT DISTINCT a.actor, p.name FROM admin_change a JOIN person p ON p.id = a.actor"
        " ORDER BY p.name"
    )
    return [(row["actor"], row["name"]) for row in rows]


async def _names(rows: Sequence[database.Row]) -> dict[UUID, str]:
    """Of who changed something, and of whom it was about."""
    people = [row["actor"] for row in rows if row["actor"]]
    people += [UUID(row["code"]) for row in rows if row["kind"] == "person"]
    return await names_of(people)


def _change(row: database.Row, names: Mapping[UUID, str]) -> Change:
    return Change(
        id=row["id"],
        at=row["at"],
        who=names.get(row["actor"], ""),
        kind=row["kind"],
        code=row["code"],
        label=row["label"],
        action=row["action"],
        before=json.loads(row["before"]),
        after=json.loads(row["after"]),
        person=names.get(UUID(row["code"]), "") if row["kind"] == "person" else "",
    )
