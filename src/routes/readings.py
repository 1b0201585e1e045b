"""One reading for all who watch the same thing: a thousand open pages cost one query a change."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator

Read = Callable[[], Awaitable[tuple[int, bytes]]]
"""The serial of a state and how it is drawn."""


class Over(Exception):
    """Raised by a reading: what is watched has moved under other topics, so this stream ends."""


class Readings:
    """The last reading of each key, kept while anybody watches it."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, asyncio.Task[tuple[int, bytes]]]] = {}
        self._watching: dict[str, int] = {}

    @contextlib.contextmanager
    def watched(self, key: str) -> Iterator[None]:
        self._watching[key] = self._watching.get(key, 0) + 1
        try:
            yield
        finally:
            self._watching[key] -= 1
            if not self._watching[key]:
                del self._watching[key]
                self._last.pop(key, None)

    async def reading(self, key: str, changes: int, read: Read) -> tuple[int, bytes]:
        """What `read` gives, at least as new as when the hub had counted `changes`."""
        last = self._last.get(key)
        if last is None or last[0] < changes or _failed(last[1]):
            last = changes, asyncio.ensure_future(_call(read))
            self._last[key] = last
        return await asyncio.shield(last[1])


async def _call(read: Read) -> tuple[int, bytes]:
    return await read()


def _failed(task: asyncio.Task[tuple[int, bytes]]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
