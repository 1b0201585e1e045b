"""What the record of an incident says on paper; loaded at the first print, for its weight."""

import asyncio

from src.domain import local_time
from src.domain.record import Values
from src.paper import letterhead
from src.paper.incident_record import Sheet, sheet
from src.queries.record_facts import RecordFacts
from src.queries.records import Record
from src.routes.surroundings import Connection, now_of, region_of

Photos = list[tuple[bytes, str]]


async def drawn(
    request: Connection, facts: RecordFacts, kept: Record, values: Values, photos: Photos
) -> bytes:
    """The PDF; drawn on a thread, since photos take a moment."""
    region, now = region_of(request), now_of(request)
    day = local_time.date(now, region.timezone)
    moment = local_time.moment(now, region.timezone, region.zone_label)
    told = Sheet(
        head=letterhead.of_region(region),
        number=f"Nomor aduan {facts.named.number}",
        kind=kept.kind,
        facts=[(each.what, each.value, each.source) for each in facts.facts],
        values=values,
        signed=kept.signed,
        place_and_day=f"{facts.place.partition(',')[0] or region.name}, {day}",
        foot=f"{facts.named.number}, dicetak {moment}",
        photos=photos,
    )
    return await asyncio.to_thread(sheet, told)
