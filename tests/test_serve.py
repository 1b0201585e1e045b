"""The embedded server as a process: it starts, says where it is, and stops within three seconds."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from src.settings import ROOT

STARTS_S = 20.0
STOPS_S = 3.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@asynccontextmanager
async def running(
    data: Path, port: int, *arguments: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m src.cli …` on an SQLite file of its own, and the first line it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "src.cli",
        *arguments,
        cwd=ROOT,
        env=os.environ | {"LACAK_DATA": str(data), "LACAK_PORT": str(port), "DATABASE_URL": ""},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), STARTS_S)
        yield process, line.decode().strip()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_stops_at_once_even_while_pages_listen(tmp_path: Path) -> None:
    port = free_port()
    async with running(tmp_path, port, "run") as (process, line):
        assert line == f"http://localhost:{port}"
        assert process.stdout is not None
        told = (await process.stdout.read(4000)).decode()
        password = next(row for row in told.splitlines() if "Operator" in row).split()[-1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            form = {"login": "Operator (contoh)", "password": password}
            signed_in = await client.post("/masuk", data=form)
            assert signed_in.status_code == 303
            async with client.stream("GET", "/papan/aliran") as stream:
                assert stream.status_code == 200
                began = time.monotonic()
                process.send_signal(signal.SIGTERM)
                assert await asyncio.wait_for(process.wait(), STOPS_S) == 0
                assert time.monotonic() - began < STOPS_S


async def test_an_empty_start_says_how_somebody_gets_in(tmp_path: Path) -> None:
    async with running(tmp_path, free_port(), "run", "--no-demo") as (process, _):
        process.send_signal(signal.SIGTERM)
        out, _ = await asyncio.wait_for(process.communicate(), STOPS_S)
    assert "create-admin" in out.decode()


async def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with running(tmp_path, taken.getsockname()[1], "run") as (process, _):
            _, complaint = await process.communicate()
    assert process.returncode == 1
    assert "LACAK_PORT" in complaint.decode() and "Traceback" not in complaint.decode()
