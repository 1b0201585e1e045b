"""People of the office, for lists to choose from."""

from uuid import UUID

from src import database


async def callers(*, first: UUID) -> list[tuple[str, str]]:
    """(id, name) of those who may call reporters back, the one who asks before the others."""
    rows = await database.rows(
        "SELECT id, name FROM person WHERE active"
        " AND role IN ('operator', 'administrator', 'leader') ORDER BY name, id"
    )
    rows = sorted(rows, key=lambda row: row["id"] != first)
    return [(str(row["id"]), row["name"]) for row in rows]
