"""From a phone's POST to the push host's 201, through the whole running application."""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

import aiohttp

from bench import table, town
from bench.server import Server
from src.services.region_pack import load_region
from src.settings import Settings
from tests.fake_push_service import FakePushService

FIRES = 40


def run(engine: str) -> None:
    table.heading(f"Alarm on {engine}: report sent → accepted by the push host, one device")
    asyncio.run(_ring(engine))


async def _ring(engine: str) -> None:
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    with tempfile.TemporaryDirectory(prefix="lacak-bench-") as folder:
        settings = Settings(data_directory=Path(folder), database_url=url)
        async with FakePushService(checks=False) as service:
            heard: asyncio.Queue[float] = asyncio.Queue()
            service.heard = lambda: heard.put_nowait(time.monotonic())

            phone = service.phone("rahim")
            await town.settle(settings, responders=1, endpoint=phone.endpoint)
            server = Server(
                Path(folder), database_url=url, LACAK_PROXIES="1", LACAK_PUSH_HOSTS=service.host
            )
            await asyncio.to_thread(server.start)
            try:
                village = next(iter(load_region(settings.region).villages))
                answered, accepted = await _fires(server, village, heard)
            finally:
                await asyncio.to_thread(server.stop)
    table.line("report → receipt, p50", statistics.median(answered), "ms")
    table.line("report → push accepted, p50", statistics.median(accepted), "ms")
    table.line("report → push accepted, p99", max(accepted), "ms", 1_000)


async def _fires(
    server: Server, village: str, heard: "asyncio.Queue[float]"
) -> tuple[list[float], list[float]]:
    """One fire after the other: ms until the receipt, and until the push host had it."""
    answered, accepted = [], []
    async with aiohttp.ClientSession() as http:
        for number in range(FIRES):
            fields = {"category": "fire.house", "village": village, "landmark": f"lorong {number}"}
            headers = {"Accept": "application/json", **town.somebody(f"fire{number}")}
            began = time.monotonic()
            address = f"{server.url}/aduan"
            async with http.post(address, data=fields, headers=headers) as answer:
                assert answer.status == 201, await answer.text()
            answered.append((time.monotonic() - began) * 1000)
            at = await asyncio.wait_for(heard.get(), 10)
            accepted.append((at - began) * 1000)
    return answered, accepted
