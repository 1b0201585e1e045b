"""Teams at work on an incident that is merged go on with their task on the one that stays."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.assignment import AT_WORK
from src.domain.region import Region
from src.services import journal
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
) -> tuple[Case, Case]:
    """Teams that have accepted move with their steps, each dated when it was taken.

    The log of `kept` tells the steps again, so that its clock points hold them too. A team that
    is called or at work there already does not come a second time.
    """
    marks = ", ".join(["{}"] * len(AT_WORK))
    working = await database.rows(
        "SELECT * FROM assignment WHERE incident = {}"
        f" AND state IN ({marks}) AND team NOT IN (SELECT team FROM assignment"
        " WHERE incident = {} AND state NOT IN ('released', 'refused'))",
        gone.id,
        *AT_WORK,
        kept.id,
    )
    for row in working:
        about = {"assignment": str(row["id"]), "team": row["team"]}
        actor = journal.person(by)
        for event, column in STEPS:
            if row[column] is not None:
                detail = {**about, "from": gone.id}
                entry = Entry(event=event, at=row[column], actor=actor, detail=detail)
                kept = await journal.append(kept, entry, region=region, now=now)
        left = Entry(event="released", at=now, actor=actor, detail={**about, "because": "merged"})
        gone = await journal.append(gone, left, region=region, now=now)
        for table, key in (("assignment", "id"), ("alarm", "assignment")):
            await database.rows(
                f"UPDATE {table} SET incident = {{}} WHERE {key} = {{}}", kept.id, row["id"]
            )
    return gone, kept
