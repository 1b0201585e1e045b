"""Ready or broken: what the crew says of a vehicle or piece of equipment of its station."""

from datetime import datetime

from src import database
from src.domain.access import Person
from src.domain.errors import Forbidden, Invalid, NotFound
from src.domain.region import Region

LONGEST_NOTE = 200


async def say(
    code: str, *, ready: bool, note: str, by: Person, region: Region, now: datetime
) -> None:
    """Note how it stands; what is broken needs a word. Raises Invalid, NotFound, Forbidden."""
    vehicle = region.vehicles.get(code)
    if vehicle is None:
        raise NotFound("vehicle_unknown")
    own = region.teams.get(by.team or "")
    if not (by.oversees or (own and own.station == vehicle.station)):
        raise Forbidden()
    if not ready and not note:
        raise Invalid({"note": "breakage_missing"})
    if len(note) > LONGEST_NOTE:
        raise Invalid({"note": "text_too_long"})
    async with database.transaction():
        await database.rows(
            "INSERT INTO vehicle_state (code, ready, note, changed_at, changed_by)"
            f" VALUES {database.marks(1, 5)} ON CONFLICT (code) DO UPDATE SET"
            " ready = excluded.ready, note = excluded.note,"
            " changed_at = excluded.changed_at, changed_by = excluded.changed_by",
            code,
            ready,
            note,
            now,
            by.id,
        )
        database.signal("duty")
