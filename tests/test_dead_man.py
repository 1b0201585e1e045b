"""The call to a watcher outside: as long as all is well, and never longer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from src.dead_man import DeadMan
from src.live import Hub
from src.services.auditing import Auditor
from src.settings import Settings
from src.worker import watch
from tests.clock import START, Clock


class Watcher:
    """A cron monitor that counts the calls."""

    def __init__(self, status: int = 200) -> None:
        self.calls: list[str] = []
        self.url = ""
        self._status = status

    async def answer(self, request: web.Request) -> web.Response:
        self.calls.append(f"{request.method} {request.path_qs}")
        return web.Response(status=self._status, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def watching(status: int = 200) -> AsyncIterator[Watcher]:
    watcher = Watcher(status)
    server = web.Application()
    server.router.add_route("*", "/{path:.*}", watcher.answer)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = runner.addresses[0]
    watcher.url = f"http://{address[0]}:{address[1]}/ping/7?x=1"
    try:
        yield watcher
    finally:
        await runner.cleanup()


async def test_it_calls_while_all_is_well_and_is_silent_else() -> None:
    well = True
    async with watching() as watcher:
        dead_man = DeadMan(watcher.url, well=lambda now: well)
        await dead_man.call(START)
        assert watcher.calls == ["GET /ping/7?x=1"]
        well = False
        await dead_man.call(START)
        assert len(watcher.calls) == 1


async def test_a_redirect_is_not_followed_and_a_refusal_troubles_nobody() -> None:
    for status in (302, 404, 500):
        async with watching(status) as watcher:
            await DeadMan(watcher.url, well=lambda now: True).call(START)
            assert len(watcher.calls) == 1
    await DeadMan("http://127.0.0.1:9/", well=lambda now: True).call(START)


@pytest.mark.parametrize("url", ["hc.test/ping/7", "ftp://hc.test/", "https://"])
def test_an_address_that_cannot_be_called_is_told_at_the_start(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("LACAK_DEADMAN_URL", url)
    with pytest.raises(ValueError, match="LACAK_DEADMAN_URL"):
        Settings.from_environment()
    monkeypatch.setenv("LACAK_DEADMAN_URL", " https://hc.test/ping/7 ")
    assert Settings.from_environment().dead_man_url == "https://hc.test/ping/7"


async def test_only_an_installation_with_an_address_calls(clock: Clock) -> None:
    auditor = Auditor(Path(), monotonic=lambda: 0.0)
    silent = watch(auditor, hub=Hub(), clock=clock)
    calling = watch(
        auditor, hub=Hub(), clock=clock, watcher=DeadMan("http://x.test/", well=auditor.well)
    )
    assert [part.name for part in silent.parts] == ["audit"]
    assert [part.name for part in calling.parts] == ["audit", "dead_man"]
