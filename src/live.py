"""Who wants to know at once: topics, those who listen to them, and the wire between processes.

A listener holds no queue. What it is told is "something under your topics has changed", once, no
matter how often; it then reads the newest state itself. So a slow one costs no memory.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable

import asyncpg
import structlog
from piccolo.engine.postgres import PostgresEngine

from src import database
from src.database import EVERYTHING

PROBE_S = 15.0
LONGEST_PAUSE_S = 5.0

_log = structlog.get_logger(__name__)


class Listener:
    """Waits for its topics. `changes` counts what the hub had published when it was last woken."""

    __slots__ = ("_heard", "_hub", "_topics", "_waiting", "changes", "closed")

    def __init__(self, hub: "Hub", topics: tuple[str, ...]) -> None:
        self._hub = hub
        self._topics = topics
        self._waiting: asyncio.Future[None] | None = None
        self._heard = False
        self.changes = hub.changes
        self.closed = False

    async def heard(self, timeout_s: float) -> bool:
        """True once something changed since the last call; False after the time, or closed."""
        if not self._heard and not self.closed:
            self._waiting = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await self._waiting
            self._waiting = None
        heard, self._heard = self._heard and not self.closed, False
        return heard

    def wake(self, changes: int) -> None:
        self._heard, self.changes = True, changes
        self._release()

    def close(self) -> None:
        """Listen no more; whoever waits is let go. Harmless a second time."""
        self.closed = True
        self._hub._leave(self, self._topics)
        self._release()

    def _release(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Hub:
    """All listeners of this process by topic."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}
        self._closed = False
        self.changes = 0

    def listen(self, *topics: str) -> Listener:
        """Hear what is published under any of `topics` from now on, until `close`."""
        listener = Listener(self, topics)
        if self._closed:
            listener.closed = True
            return listener
        for topic in topics:
            self._listeners.setdefault(topic, set()).add(listener)
        return listener

    def publish(self, topics: Iterable[str]) -> None:
        """Wake everyone who listens to any of `topics`; "*" wakes all."""
        self.changes += 1
        for listener in self._found(frozenset(topics)):
            listener.wake(self.changes)

    def close(self) -> None:
        """Let everybody go at once and take nobody new: the process is about to end."""
        self._closed = True
        for listener in self._found(frozenset({EVERYTHING})):
            listener.close()

    def _found(self, topics: frozenset[str]) -> set[Listener]:
        named = self._listeners.keys() if EVERYTHING in topics else topics
        return {listener for topic in named for listener in self._listeners.get(topic, ())}

    def _leave(self, listener: Listener, topics: tuple[str, ...]) -> None:
        for topic in topics:
            listeners = self._listeners.get(topic, set())
            listeners.discard(listener)
            if not listeners:
                self._listeners.pop(topic, None)


@contextlib.asynccontextmanager
async def connected(hub: Hub, engine: database.Engine) -> AsyncIterator[None]:
    """While open, `hub` hears every commit: of this process on SQLite, of all on PostgreSQL."""
    if not isinstance(engine, PostgresEngine):
        database.on_signal(hub.publish)
        yield
        return
    ready = asyncio.Event()
    relay = asyncio.create_task(_relay(hub, engine, ready))
    try:
        await ready.wait()
        yield
    finally:
        relay.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await relay


async def _relay(hub: Hub, engine: PostgresEngine, ready: asyncio.Event) -> None:
    """Keep one connection that listens; after each loss connect again and let all read afresh."""
    pause_s = 0.05
    while True:
        try:
            async with _listening(hub, engine) as connection:
                ready.set()
                pause_s = 0.05
                hub.publish({EVERYTHING})
                await _lost(connection)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            _log.warning("listening_lost", error=type(problem).__name__)
        ready.set()
        await asyncio.sleep(pause_s)
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


@contextlib.asynccontextmanager
async def _listening(hub: Hub, engine: PostgresEngine) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(**engine.config)
    try:
        await connection.add_listener(
            database.CHANNEL, lambda _wire, _process, _channel, topics: hub.publish(topics.split())
        )
        yield connection
    finally:
        connection.terminate()


async def _lost(connection: asyncpg.Connection) -> None:
    """Return when the connection ends; a silent one is asked every few seconds (raises then)."""
    ended = asyncio.Event()
    connection.add_termination_listener(lambda _wire: ended.set())
    while not connection.is_closed():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), PROBE_S)
            return
        await connection.fetchval("SELECT 1", timeout=PROBE_S / 3)
