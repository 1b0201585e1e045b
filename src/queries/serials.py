"""How far the log has come: what a live page compares before it asks for its parts again."""

from src import database

LINE = 1_000_000  # what one line of the log counts beside news of messages
LATE = 500  # numbers; a transaction writes few lines, and few are under way at once


async def newest() -> int:
    """Grows with each line of any incident.

    Lines get their numbers before they are committed, and on PostgreSQL several writers commit in
    any order: one that comes late, with a number below the highest, is seen by counting.
    """
    found = await database.row(
        "SELECT m.id, (SELECT count(*) FROM incident_event e WHERE e.id > m.id - {}) AS n"
        " FROM (SELECT max(id) AS id FROM incident_event) m",
        LATE,
    )
    assert found is not None
    return int(found["id"] or 0) * (LATE + 1) + int(found["n"])


async def newest_of(incident_id: int) -> int:
    """Grows with each line of this incident, and with each news of a message about it."""
    lines = await database.row("SELECT events FROM incident WHERE id = {}", incident_id)
    pushes = await database.row(
        "SELECT count(accepted_at) + count(received_at) + count(shown_at) + count(opened_at)"
        " + count(CASE WHEN d.state = 'failed' THEN 1 END) AS n"
        " FROM delivery d JOIN alarm a ON a.id = d.alarm WHERE a.incident = {}",
        incident_id,
    )
    texts = await database.row(
        "SELECT count(accepted_at) + count(sent_at) + count(delivered_at)"
        " + count(CASE WHEN m.state = 'failed' THEN 1 END) AS n"
        " FROM text_message m JOIN alarm a ON a.id = m.alarm WHERE a.incident = {}",
        incident_id,
    )
    told = sum(found["n"] for found in (pushes, texts) if found)
    return int(lines["events"] if lines else 0) * LINE + int(told)


def lines_in(serial: int) -> int:
    """How many lines of its log an incident had at this serial."""
    return serial // LINE
