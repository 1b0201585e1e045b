"""An operator's desk: a wide browser, signed in, whose scripts may not complain."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from playwright.sync_api import Page, Playwright

from bench import town
from src import database
from src.settings import Settings
from tests.browser.conftest import Place
from tests.browser.looking import Complaints
from tests.browser.phone import CHROMIUM, QUIET


@contextmanager
def at_desk(place: Place, playwright: Playwright, *scripts: str) -> Iterator[Page]:
    """Yuliana's browser, 1440 wide; `scripts` run before those of the page."""
    with ThreadPoolExecutor(1) as apart:  # Playwright has a loop running on this thread
        cookie = apart.submit(asyncio.run, _operator(place.settings)).result()
    with playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)) as browser:
        context = browser.new_context(
            base_url=place.url,
            viewport={"width": 1440, "height": 900},
            locale="id-ID",
            timezone_id="Asia/Makassar",
            service_workers="block",
        )
        context.add_cookies([{"name": "lacak_sesi", "value": cookie, "url": place.url}])
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        complaints = Complaints(page)
        yield page
        assert complaints == []


async def _operator(settings: Settings) -> str:
    engine = database.engine_for(settings)
    await database.start(engine)
    try:
        return (await town.signed_in("Yuliana", "operator"))[2]
    finally:
        await database.stop(engine)
