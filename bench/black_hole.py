"""An operator at work while every push host takes messages and answers nothing."""

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bench import table, town
from bench.alarm import first_village, p99, report, serving
from bench.push_service import service
from bench.server import Server
from src import database
from src.settings import Settings
from tests.certificates import self_signed

CREW = 50
FIRES = 20
CLICKS = 300


def run(engine: str) -> None:
    table.heading(f"Black hole on {engine}: {CREW * FIRES} messages, no push host answers")
    calm, dark = asyncio.run(_work(engine))
    table.line("before: operator writes a note, p50", statistics.median(calm.written), "ms")
    table.line("before: operator writes a note, p99", p99(calm.written), "ms")
    table.line("operator writes a note, p50", statistics.median(dark.written), "ms")
    table.line("operator writes a note, p99", p99(dark.written), "ms", 100)
    table.line("operator opens the board, p50", statistics.median(dark.drawn), "ms")
    table.line("operator opens the board, p99", p99(dark.drawn), "ms", 100)


@dataclass
class Clicks:
    """Ms of each note written and of each board drawn."""

    written: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)


async def _work(engine: str) -> tuple[Clicks, Clicks]:
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    with tempfile.TemporaryDirectory(prefix="lacak-bench-") as name:
        folder = Path(name)
        certificate = str(self_signed(folder)[0])
        settings = Settings(data_directory=folder, database_url=url)
        await town.empty(settings)
        with service(certificate, how="hang") as hole:
            await town.settle(settings, responders=CREW, host=hole)
            cookie = await _operator(settings)
            server = serving(settings, hole, certificate)
            try:
                await asyncio.to_thread(server.start)
                return await _before_and_after(server, settings, cookie)
            finally:
                await asyncio.to_thread(server.stop)


async def _operator(settings: Settings) -> str:
    opened = database.engine_for(settings)
    await database.start(opened)
    try:
        return (await town.signed_in("Operator", "operator"))[2]
    finally:
        await database.stop(opened)


async def _before_and_after(
    server: Server, settings: Settings, cookie: str
) -> tuple[Clicks, Clicks]:
    """Clicks while no phone is rung, and after fires that ring them all, again and again."""
    headers = {"Cookie": f"lacak_sesi={cookie}", "Origin": server.url, "Accept": "text/html"}
    async with aiohttp.ClientSession(headers=headers) as http:
        village = first_village(settings)
        question = await report(http, server, village, 0, "other.information")
        calm = await _clicks(http, server, question)
        for fire in range(1, FIRES + 1):
            number = await report(http, server, village, fire)
        await asyncio.sleep(1)  # by now all that may be on its way is on its way
        return calm, await _clicks(http, server, number)


async def _clicks(http: aiohttp.ClientSession, server: Server, number: str) -> Clicks:
    clicks = Clicks()
    for click in range(CLICKS):
        note = {"note": f"Sudah ditelepon {click}"}
        began = time.perf_counter()
        async with http.post(
            f"{server.url}/aduan/{number}/catatan", data=note, allow_redirects=False
        ) as answer:
            assert answer.status == 303, await answer.text()
        clicks.written.append((time.perf_counter() - began) * 1_000)
        began = time.perf_counter()
        async with http.get(f"{server.url}/papan") as answer:
            assert answer.status == 200
            await answer.read()
        clicks.drawn.append((time.perf_counter() - began) * 1_000)
        await asyncio.sleep(0.02)
    return clicks
