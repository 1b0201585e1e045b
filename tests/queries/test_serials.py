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


async def test_a_line_that_is_committed_late_is_news_too(town: Town) -> None:
    """Two writers on PostgreSQL: the second to take its number may be the first to commit."""
    fire = await town.report("Api")
    await _line(fire.incident, 5)
    early = await serials.newest()
    await _line(fire.incident, 3)
    late = await serials.newest()
    assert late > early
    await _line(fire.incident, 1_000)
    assert await serials.newest() > late


async def _line(incident: int, beyond: int) -> None:
    """A line of the log with a number so far beyond those there were."""
    first = await database.row("SELECT min(id) AS id FROM incident_event")
    assert first is not None
    await database.rows(
        "INSERT INTO incident_event (id, incident, number, event, at, recorded_at, actor, detail,"
        " previous, hash) SELECT id + {}, incident, {}, event, at, recorded_at, actor, detail,"
        " previous, hash FROM incident_event WHERE id = {} AND incident = {}",
        100 + beyond,
        100 + beyond,
        first["id"],
        incident,
    )
