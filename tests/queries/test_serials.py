"""What a live page compares grows with everything it shows."""

from uuid import uuid4

from src import database
from src.push import receipts
from src.queries import serials
from tests.town import Town


async def test_the_log_and_each_receipt_move_the_page_on(town: Town) -> None:
    await town.responder("Rahim")
    assert await serials.newest() == 0
    fire = await town.report("Api")
    first = await serials.newest_of(fire.incident)
    sent = await database.row("SELECT id FROM delivery")
    assert sent is not None
    await receipts.record(sent["id"], "shown", None, now=town.clock())
    shown = await serials.newest_of(fire.incident)
    assert shown > first
    before = await serials.newest()
    await town.acts("Rahim", "accepted", fire.incident)
    assert await serials.newest_of(fire.incident) > shown
    assert await serials.newest() > before


async def test_a_message_that_fails_moves_it_on_too(town: Town) -> None:
    await town.responder("Rahim")
    town.service.answers(503)
    fire = await town.report("Api")
    waiting = await serials.newest_of(fire.incident)
    town.phone("Rahim").gone = True
    await town.passes(seconds=2)
    assert await serials.newest_of(fire.incident) > waiting


async def test_so_does_a_text_message_on_its_way(town: Town) -> None:
    rahim = await town.responder("Rahim")
    fire = await town.report("Api")
    before = await serials.newest_of(fire.incident)
    async with database.transaction():
        await database.rows(
            "INSERT INTO text_message (id, key, alarm, incident, person, step, body, state,"
            " created_at, accepted_at, expires_at, attempts, failure)"
            " SELECT {}, 'sms', id, incident, {}, 0, 'x', 'accepted', started_at, started_at,"
            " started_at, 1, '' FROM alarm",
            uuid4(),
            rahim,
        )
    assert await serials.newest_of(fire.incident) > before
