"""The one region of a process, replaced as a whole whenever somebody changes it.

Whoever needs it asks for `.region` at the time of use. It is read afresh when a commit in any
process says "region" (`src.live`), and now and then in any case.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import structlog

from src.domain.places import Places
from src.domain.region import Region
from src.domain.region_edit import Edit
from src.live import Hub, Listener
from src.queries.outline_state import outline_state
from src.services import edited_region, outlines
from src.services.region_pack import load_region

TOPIC = "region"
EVERY_S = 60.0

_log = structlog.stdlib.get_logger(__name__)


class LiveRegion:
    """Holds the pack alone until the first `refresh`, which needs an open database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._region = load_region(folder)
        self._places = outlines.without_outlines(self._region)
        self._edits: tuple[Edit, ...] = ()
        self._left_out: tuple[Edit, ...] = ()
        self._outlines: tuple[object, ...] = ()
        self._alone = asyncio.Lock()

    @property
    def region(self) -> Region:
        return self._region

    @property
    def places(self) -> Places:
        return self._places

    @property
    def left_out(self) -> tuple[Edit, ...]:
        """Edits that do not fit the pack any more."""
        return self._left_out

    async def refresh(self) -> None:
        """Read again what was changed and what outlines there are, and replace what differs."""
        async with self._alone:
            edits, stamp = await edited_region.edits(), await outline_state()
            if edits != self._edits:
                found, left_out = edited_region.edited_as_far_as_may_be(self.folder, edits)
                self._region, self._left_out, self._edits = found, left_out, edits
            if (stamp, self._region.rules) != self._outlines:
                self._places = await outlines.load_places(self._region)
                self._outlines = stamp, self._region.rules

    @contextlib.asynccontextmanager
    async def followed(self, hub: Hub) -> AsyncIterator[None]:
        """Fresh now, and kept so while this is open."""
        self._outlines = ()  # whatever an earlier database held
        with contextlib.closing(hub.listen(TOPIC)) as listener:
            await self.refresh()
            task = asyncio.create_task(self._follow(listener), name=TOPIC)
            try:
                yield
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _follow(self, listener: Listener) -> None:
        while not listener.closed:
            await listener.heard(EVERY_S)
            try:
                await self.refresh()
            except Exception:  # what holds now goes on holding until it can be read again
                _log.exception("region_not_refreshed")
