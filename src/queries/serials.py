"""How far the log has come: what a live page compares before it asks for its parts again."""

from src import database


async def newest() -> int:
    """Id of the newest line of any incident."""
    found = await database.row("SELECT max(id) AS id FROM incident_event")
    return int(found["id"] or 0) if found else 0


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
    return int(lines["events"] if lines else 0) * 1_000_000 + int(told)
