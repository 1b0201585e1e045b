"""What measurements load in bulk is no mock-up: its logs hold, and projections tell the same."""

from bench import history
from src import database
from src.services.verification import verify
from src.settings import Settings
from tests.town import Town


async def test_years_loaded_at_once_verify_like_incidents_that_happened(
    town: Town, settings: Settings
) -> None:
    await history.load(settings, town.region, 120)
    verdict = await verify()
    assert verdict.incidents == 120 and not verdict.flaws
    row = await database.row("SELECT count(*) AS n FROM report")
    assert row is not None and row["n"] == 120
    fire = await town.report("Api di dapur")
    assert fire.incident == 121
