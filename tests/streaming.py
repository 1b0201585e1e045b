"""A page that keeps a stream open: reads events as they come, and goes away when told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

from litestar import Litestar

SOON_S = 3.0


class OpenStream:
    """Made by `watching`. `status` is known once it is open."""

    def __init__(self) -> None:
        self.status = 0
        self.opened = asyncio.Event()
        self.ended = asyncio.Event()
        self._gone = asyncio.Event()
        self._parts: asyncio.Queue[bytes] = asyncio.Queue()

    async def event(self) -> dict[str, str]:
        """The next event by field; comments and `retry` are passed over."""
        while True:
            part = (await asyncio.wait_for(self._parts.get(), SOON_S)).decode()
            fields: dict[str, str] = {}
            for line in part.strip("\n").split("\n"):
                name, _, value = line.partition(": ")
                fields[name] = f"{fields[name]}\n{value}" if name in fields else value
            if "data" in fields:
                return fields

    async def silent(self, for_s: float = 0.1) -> bool:
        """True when no event comes in this time."""
        try:
            async with asyncio.timeout(for_s):
                await self.event()
        except TimeoutError:
            return True
        return False

    def goes_away(self) -> None:
        self._gone.set()

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.opened.set()
        elif message["body"]:
            self._parts.put_nowait(message["body"])
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.ended.set()


@contextlib.asynccontextmanager
async def watching(
    app: Litestar, path: str, *, headers: Mapping[str, str] | None = None, address: str = "10.0.0.1"
) -> AsyncIterator[OpenStream]:
    """Open `path` (with its query) as a stream."""
    stream = OpenStream()
    raw, _, query = path.partition("?")
    sent = {"host": "lacak.test", "accept": "text/event-stream", **(headers or {})}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": raw,
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
        "client": (address, 1),
        "server": ("lacak.test", 80),
    }
    running = asyncio.create_task(app(scope, stream._receive, stream._send))  # type: ignore[arg-type]
    try:
        await asyncio.wait_for(stream.opened.wait(), SOON_S)
        yield stream
    finally:
        stream.goes_away()
        await asyncio.wait_for(running, SOON_S)
