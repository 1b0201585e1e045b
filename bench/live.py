"""Two thousand people follow one fire: memory, and how soon the last one knows."""

import asyncio
import os
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp

from bench import table, town
from bench.server import Server
from src import database
from src.services.region_pack import load_region
from src.settings import Settings

CLIENTS = 2_000
CHANGES = 10
SETTLES_S = 1.0


def run(engine: str) -> None:
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    table.heading(f"Live updates on {engine}: {CLIENTS} clients on one process")
    with tempfile.TemporaryDirectory(prefix="lacak-bench-") as folder:
        settings = Settings(data_directory=Path(folder), database_url=url)
        asyncio.run(town.empty(settings))
        crew = asyncio.run(town.settle(settings))
        server = Server(Path(folder), database_url=url, LACAK_PROXIES="1")
        with server:
            asyncio.run(_follow(server, settings, crew))


async def _follow(server: Server, settings: Settings, crew: town.Crew) -> None:
    engine = database.engine_for(settings)
    await database.start(engine, most_connections=2)
    share = await _fire(server, town.villages(load_region(settings.region))[0])
    idle = server.memory_mb()
    heard: list[float] = []
    readers = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(CLIENTS)]
    for number, (_, writer) in enumerate(readers):
        writer.write(
            f"GET {urlsplit(share).path}/aliran HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"X-Forwarded-For: 10.0.{number // 100}.{number % 100}\r\n"
            "Accept: text/event-stream\r\n\r\n".encode()
        )
    tasks = [asyncio.create_task(_listen(reader, heard)) for reader, _ in readers]
    await asyncio.sleep(4)
    table.line("memory above idle", server.memory_mb() - idle, "MB", 100)
    table.line("  of one client", (server.memory_mb() - idle) * 1000 / CLIENTS, "kB")
    late = []
    for change in range(CHANGES):
        heard.clear()
        began = await _change(server, crew, change)
        await asyncio.sleep(SETTLES_S)
        late += [(at - began) * 1000 for at in heard]
        if len(heard) < CLIENTS:
            figure = f"change {change}: clients reached"
            table.line(figure, len(heard), "", CLIENTS, wanted="at least")
    late.sort()
    table.line("change → client, p50", late[len(late) // 2], "ms")
    table.line("change → client, p99", late[int(len(late) * 0.99)], "ms", 150)
    for task in tasks:
        task.cancel()
    for _, writer in readers:
        writer.transport.abort()
    await database.stop(engine)


async def _listen(reader: asyncio.StreamReader, heard: list[float]) -> None:
    """Note the time of every event after the first read."""
    while line := await reader.readline():
        if line.startswith(b"event: keadaan"):
            heard.append(time.monotonic())


async def _fire(server: Server, village: str) -> str:
    """Where the crew is responsible; returns the address of the share page."""
    headers = {"Accept": "application/json", **town.somebody("bench")}
    async with aiohttp.ClientSession() as http:
        fields = {"category": "fire.house", "village": village}
        async with http.post(f"{server.url}/aduan", data=fields, headers=headers) as answer:
            return str((await answer.json())["share_url"])


async def _change(server: Server, crew: town.Crew, number: int) -> float:
    """A responder writes something down; returns when the click was answered."""
    row = await database.row("SELECT id FROM assignment LIMIT 1")
    assert row is not None
    headers = {"Accept": "application/json", "Origin": server.url}
    headers |= {"Cookie": f"lacak_sesi={crew.cookies[0]}"}
    headers |= town.somebody("responder")
    noun, fields = ("penerimaan", {"eta_min": "10"}) if not number else ("catatan", {"note": "x"})
    fields["action_id"] = str(uuid4())
    address = f"{server.url}/tugas/{row['id']}/{noun}"
    async with (
        aiohttp.ClientSession() as http,
        http.post(address, data=fields, headers=headers) as answer,
    ):
        assert answer.status == 200, await answer.text()
    return time.monotonic()
