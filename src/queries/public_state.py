"""Where a report stands, by its number alone: the state and nothing that tells what or where."""

from dataclasses import dataclass

from src import database
from src.domain import local_time
from src.domain.numbers import number_of
from src.domain.region import Region
from src.words.incidents import STATES

MOST_SERIAL = 2**53


@dataclass(frozen=True, slots=True)
class PublicState:
    number: str
    state: str
    changed: str


async def of_serial(serial: int | None, region: Region) -> PublicState | None:
    """None for a number that nobody was given."""
    if serial is None or not 0 < serial < MOST_SERIAL:
        return None
    row = await database.row("SELECT state, changed_at FROM incident WHERE id = {}", serial)
    if row is None:
        return None
    changed = local_time.moment(row["changed_at"], region.timezone, region.zone_label)
    return PublicState(number_of(serial, region.number_prefix), STATES[row["state"]], changed)
