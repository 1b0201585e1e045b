"""Teams called to, or at work on, an incident that is merged go on with their task on what stays.

The same way back when a merge is undone.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.assignment import ACTIVE, AT_WORK
from src.domain.region import Region
from src.services import commanding, dispatch, journal
from src.services.journal import Case, Entry

# The steps a team has taken, in order, with the column that says when.
STEPS = (
    ("dispatched", "alerted_at"),
    ("accepted", "accepted_at"),
    ("departed", "departed_at"),
    ("arrived", "on_scene_at"),
    ("controlled", "under_control_at"),
)


async def move_teams(
    gone: Case, kept: Case, *, by: UUID, region: Region, now: datetime
) -> tuple[Case, Case, bool]:
    """Teams that have accepted move with their steps. A team already on `kept` comes only once.

    Who is only called moves, too, while the alarm rings, where otherwise nobody of that trade
    would be called: no alarm may fall silent by a merge, and none ring a second time. Gives both
    incidents, and whether any team moved.
    """
    states = AT_WORK
    another = gone.projection.category_group != kept.projection.category_group
    if another or not await dispatch.somebody_called(kept.id):
        states = ACTIVE
    rows = await database.rows(
        "SELECT * FROM assignment WHERE incident = {}"
        f" AND state IN {database.marks(1, len(states))} AND team NOT IN (SELECT team"
        " FROM assignment WHERE incident = {} AND state NOT IN ('released', 'refused'))",
        gone.id,
        *states,
        kept.id,
    )
    gone, kept = await carry(rows, gone, kept, because="merged", by=by, region=region, now=now)
    return gone, kept, bool(rows)


async def move_back(
    kept: Case, gone: Case, assignments: Sequence[UUID], *, by: UUID, region: Region, now: datetime
) -> tuple[Case, Case]:
    """Of the teams that a merge brought, those that are not through with it."""
    rows: Sequence[database.Row] = ()
    if assignments:
        rows = await database.rows(
            "SELECT * FROM assignment WHERE state NOT IN ('released', 'refused')"
            f" AND incident = {{}} AND id IN {database.marks(1, len(assignments))}",
            kept.id,
            *assignments,
        )
    return await carry(rows, kept, gone, because="unmerged", by=by, region=region, now=now)


async def carry(
    teams: Sequence[database.Row],
    left: Case,
    to: Case,
    *,
    because: str,
    by: UUID,
    region: Region,
    now: datetime,
) -> tuple[Case, Case]:
    """The log of `to` tells the steps again, each dated when it was taken, for its clock points."""
    actor = journal.person(by)
    for row in teams:
        about = {"assignment": str(row["id"]), "team": row["team"]}
        for event, column in STEPS:
            if row[column] is not None:
                detail = {**about, "from": left.id}
                entry = Entry(event=event, at=row[column], actor=actor, detail=detail)
                to = await journal.append(to, entry, region=region, now=now)
        away = Entry(event="released", at=now, actor=actor, detail={**about, "because": because})
        left = await journal.append(left, away, region=region, now=now)
        held = (("assignment", "id"), ("alarm", "assignment"), ("alarm_answer", "assignment"))
        for table, key in held:
            await database.rows(
                f"UPDATE {table} SET incident = {{}} WHERE {key} = {{}}", to.id, row["id"]
            )
    if teams:
        to = await commanding.go_on(to, region=region, now=now)
        left = await commanding.go_on(left, region=region, now=now)
    return left, to
