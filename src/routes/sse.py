"""Server-sent events: a page is told its new state the moment something changed.

The format: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import structlog
from litestar import Request, Response
from litestar.types import ASGIApp, Receive, Scope, Send

from src.domain.errors import NotFound
from src.live import Listener
from src.routes.readings import Over, Read
from src.routes.surroundings import Surroundings, address_of, surroundings

HEARTBEAT_S = 20.0  # shorter than the patience of proxies and mobile networks
STUCK_S = 30.0  # a phone that takes nothing for so long is gone
LONGEST_SERIAL = 19
OPENING = b"retry: 3000\n\n"
HEARTBEAT = b":\n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # proxies must pass each event on at once
]

_log = structlog.stdlib.get_logger()


def stream(
    request: Request[Any, Any, Any],
    *,
    topics: tuple[str, ...],
    key: str,
    read: Read,
    event: str = "keadaan",
) -> Response[bytes]:
    """Answer with a stream of what `read` gives: now, and after each change under `topics`.

    `key` names what is shown; all who watch the same key share each reading. Nothing is sent while
    the browser has the newest serial, which it names in Last-Event-ID or `?sejak=`.
    Raises Busy or TooMany where too many streams are open; the page then polls.
    """
    around = surroundings(request)
    address = address_of(request)
    around.streams.check(address)
    known = str(request.headers.get("last-event-id") or request.query_params.get("sejak", ""))
    serial = int(known) if known.isdecimal() and len(known) < LONGEST_SERIAL else None
    watch = Watch(topics, key, read, event, serial)
    return EventStream(around, address, watch)


@dataclass(frozen=True, slots=True)
class Watch:
    """What one page watches, and the newest serial it has (None = nothing yet)."""

    topics: tuple[str, ...]
    key: str
    read: Read
    event: str
    known: int | None


class EventStream(Response[bytes]):
    """Sends until the page is closed, the process ends, or the line is stuck."""

    def __init__(self, around: Surroundings, address: str, watch: Watch) -> None:
        super().__init__(b"")
        self._around = around
        self._address = address
        self._watch = watch

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIApp:  # type: ignore[override]
        return self._send_events

    async def _send_events(self, _scope: Scope, receive: Receive, send: Send) -> None:
        around, watch = self._around, self._watch
        listener = around.hub.listen(*watch.topics)
        gone = asyncio.ensure_future(_until_gone(receive))
        gone.add_done_callback(lambda _: listener.close())
        try:
            with around.streams.entered(self._address), around.readings.watched(watch.key):
                await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
                async for part in self._parts(listener):
                    async with asyncio.timeout(STUCK_S):
                        await send({"type": "http.response.body", "body": part, "more_body": True})
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            return  # the line is stuck: nothing more can be told
        except Exception:
            _log.exception("stream_failed")  # the page comes back by itself
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            listener.close()
            gone.cancel()

    async def _parts(self, listener: Listener) -> AsyncIterator[bytes]:
        watch, known = self._watch, self._watch.known
        yield OPENING
        readings = self._around.readings
        while True:
            try:
                serial, content = await readings.reading(watch.key, listener.changes, watch.read)
            except (Over, NotFound):
                return  # the browser comes back and asks anew
            if serial != known:
                known = serial
                yield framed(watch.event, serial, content)
            while not await listener.heard(HEARTBEAT_S):
                if listener.closed:
                    return
                yield HEARTBEAT


def framed(event: str, serial: int, content: bytes) -> bytes:
    """One event on the wire; each line of the content stands in a field of its own."""
    lines = b"\n".join(b"data: " + line for line in content.splitlines())
    return b"event: %s\nid: %d\n%s\n\n" % (event.encode(), serial, lines or b"data:")


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
