"""What the crews before have left to say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain.region import Region
from src.queries.duty_week import said

FRESH = timedelta(hours=48)  # so long a note is also shown to whoever opens his tasks


@dataclass(frozen=True, slots=True)
class Note:
    author: str
    when: str
    text: str


async def notes_of(
    team: str, region: Region, *, most: int = 5, since: datetime | None = None
) -> tuple[Note, ...]:
    """The newest notes of a team, the newest first."""
    after, values = (" AND h.at > {}", [since]) if since else ("", [])
    rows = await database.rows(
        "SELECT h.at, h.text, p.name FROM handover h JOIN person p ON p.id = h.author"
        f" WHERE h.team = {{}}{after} ORDER BY h.at DESC, h.id LIMIT {most}",
        team,
        *values,
    )
    return tuple(Note(row["name"], said(row["at"], region), row["text"]) for row in rows)
