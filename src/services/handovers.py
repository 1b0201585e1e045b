"""Hand-over notes: what one crew tells the next."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person
from src.domain.errors import Forbidden, Invalid, NotFound
from src.domain.region import Region
from src.queries.shift_book import OFFICE

LONGEST = 1000


async def write(
    note: UUID, team: str, text: str, *, by: Person, region: Region, now: datetime
) -> None:
    """Write a note down once; raises Invalid, NotFound, or Forbidden for another team's."""
    if team not in region.teams:
        raise NotFound("team_unknown")
    if not (by.oversees or by.team == team):
        raise Forbidden()
    await _write(note, team, text, by=by, now=now)


async def write_for_office(note: UUID, text: str, *, by: Person, now: datetime) -> None:
    """What the office's next shift must know; raises Invalid."""
    await _write(note, OFFICE, text.strip(), by=by, now=now)


async def _write(note: UUID, team: str, text: str, *, by: Person, now: datetime) -> None:
    if not text:
        raise Invalid({"text": "note_missing"})
    if len(text) > LONGEST:
        raise Invalid({"text": "text_too_long"})
    async with database.transaction():
        await database.rows(
            f"INSERT INTO handover (id, team, author, at, text) VALUES {database.marks(1, 5)}"
            " ON CONFLICT (id) DO NOTHING",
            note,
            team,
            by.id,
            now,
            text,
        )
        database.signal("duty")
