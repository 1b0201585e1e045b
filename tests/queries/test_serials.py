"""What a live page compares grows with everything it shows."""

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
