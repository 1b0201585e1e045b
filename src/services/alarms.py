"""Ending what rings, and hurrying what nobody waits for any more."""

from datetime import datetime
from uuid import UUID

from src import database


async def end(
    incident_id: int,
    *,
    because: str,
    now: datetime,
    assignment: UUID | None = None,
    call: UUID | None = None,
) -> bool:
    """Stop the ringing of one assignment, of one call, or of all; whether anything still rang."""
    only, values = "", [now, because, incident_id]
    for column, value in (("assignment", assignment), ("call", call)):
        if value is not None:
            only += f" AND {column} = {{}}"
            values.append(value)
    ended = await database.rows(
        "UPDATE alarm SET ended_at = {}, ended_because = {}, next_due_at = NULL"
        f" WHERE incident = {{}} AND ended_at IS NULL{only} RETURNING id",
        *values,
    )
    if ended:
        database.signal("alarms")
    return bool(ended)


async def climb_now(assignment_id: UUID, now: datetime) -> None:
    """Everybody who was rung said no: nobody waits for the clock any more."""
    await database.rows(
        "UPDATE alarm SET next_due_at = {} WHERE assignment = {} AND ended_at IS NULL"
        " AND NOT at_top",
        now,
        assignment_id,
    )
    database.signal("alarms")
