"""The log of one incident, read back as it was written."""

import json

from src import database
from src.domain.chain import Line
from src.domain.timeline import Event


async def lines_of(incident_id: int) -> list[Line]:
    """Every line in order, with its hashes."""
    found = await database.rows(
        "SELECT incident, number, event, at, recorded_at, actor, detail, action_id, previous, hash"
        " FROM incident_event WHERE incident = {} ORDER BY number",
        incident_id,
    )
    return [
        Line(**{**row, "action_id": str(row["action_id"]) if row["action_id"] else ""})
        for row in found
    ]


async def events_of(incident_id: int) -> list[Event]:
    """Every line in order, as the fold reads it."""
    return [
        Event(line.event, line.at, json.loads(line.detail), line.actor, line.recorded_at)
        for line in await lines_of(incident_id)
    ]
