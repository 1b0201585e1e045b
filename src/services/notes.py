"""Notes for the handling team, and whom they are meant for."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain.errors import Invalid
from src.domain.masking import masked
from src.domain.region import Region
from src.queries import addressees
from src.services import journal, looks, news
from src.services.journal import Entry

LONGEST = 500
MOST = 12


async def write(
    incident_id: int,
    *,
    text: str,
    to: Sequence[UUID] = (),
    by: UUID,
    region: Region,
    now: datetime,
) -> None:
    """A note for all who handle the incident; those in `to` are told to read it, on their phones.

    Raises Invalid for an empty or too long one, and for somebody who may not see the incident.
    """
    text = text.strip()
    if not text:
        raise Invalid({"note": "note_missing"})
    if len(text) > LONGEST:
        raise Invalid({"note": "text_too_long"})
    async with database.transaction():
        case = await journal.lock(incident_id)
        meant = dict.fromkeys(to)
        known = {each.person: each for each in await addressees.of(case.id, by, region)}
        if len(meant) > MOST or set(meant) - set(known):
            raise Invalid({"to": "person_unknown"})
        detail = {"note": masked(text), "to": [str(person) for person in meant]}
        entry = Entry(event="noted", at=now, actor=journal.person(by), detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
        for person in meant:
            values = (uuid4(), case.id, case.events, person, by, now)
            await database.rows(
                "INSERT INTO mention (id, incident, line, person, by, at) VALUES"
                f" {database.marks(1, 6)}",
                *values,
            )
            await looks.involve(person, case.id, now=now)
        await news.tell_staff(case, "mentioned", tuple(meant), region=region, now=now)
