"""Has each strange file opened by a process of its own, one at a time, and judges how that ended.

A fresh process for each file (60 ms) rather than a pool: nothing idles, nothing leaks, no file
touches the next one's, and after a crash there is nothing to restart.
"""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, overload

import structlog

from src.domain.errors import Busy
from src.services.media.cleaned import Photo, Voice
from src.services.media.refusal import Fault, Refused
from src.services.media.sniffing import photo_format, voice_container

SECONDS_OF_WORK = 15
PATIENCE_S = 60  # a busy machine takes longer than the work itself: that is not the file's fault
MOST_WAITING = 20
MOST_ANSWER_BYTES = 1_000_000
MODULE = "src.services.media.cleaner_process"
PROJECT = Path(__file__).parents[3]

NOT_THE_FILES_FAULT = {-signal.SIGKILL, -signal.SIGTERM}  # memory ran out, or a shutdown

Kind = Literal["photo", "voice"]

log = structlog.get_logger(__name__)


class Cleaner:
    """One for each server process; it belongs to the event loop that first uses it."""

    def __init__(
        self, *, seconds_of_work: int = SECONDS_OF_WORK, patience_s: float = PATIENCE_S
    ) -> None:
        self._seconds_of_work = seconds_of_work
        self._patience_s = patience_s
        self._turn = asyncio.Lock()
        self._waiting = 0

    @overload
    async def clean(self, kind: Literal["photo"], data: bytes) -> Photo: ...

    @overload
    async def clean(self, kind: Literal["voice"], data: bytes) -> Voice: ...

    async def clean(self, kind: Kind, data: bytes) -> Photo | Voice:
        """Raises Refused (for good) or Busy (our trouble: the same bytes are welcome later)."""
        _ = photo_format(data) if kind == "photo" else voice_container(data)
        if self._waiting >= MOST_WAITING:
            raise Busy()
        self._waiting += 1
        try:
            async with self._turn:
                return await self._opened_apart(kind, data)
        finally:
            self._waiting -= 1

    async def _opened_apart(self, kind: Kind, data: bytes) -> Photo | Voice:
        command = (sys.executable, "-B", "-m", MODULE, kind, str(self._seconds_of_work))
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, cwd=PROJECT, env={}
            )
        except OSError as crowded:
            log.error("media_process_impossible", kind=kind, why=str(crowded))
            raise Busy() from crowded
        try:
            async with asyncio.timeout(self._patience_s):
                return await _conversation(process, kind, data)
        except TimeoutError as slow:
            log.warning("media_process_too_slow", kind=kind, seconds=self._patience_s)
            raise Busy() from slow
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


async def _conversation(process: Process, kind: Kind, data: bytes) -> Photo | Voice:
    assert process.stdin is not None
    assert process.stdout is not None
    if not await process.stdout.readline():
        log.error("media_process_does_not_start", ended=await process.wait())
        raise Busy()
    with suppress(OSError, RuntimeError):  # it may end before it has read everything
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()
    try:
        head = json.loads(await process.stdout.readline())
        bodies = [await process.stdout.readexactly(_sane(size)) for size in head["lengths"][:2]]
        return _cleaned(kind, head, bodies)
    except (ValueError, KeyError, TypeError, asyncio.IncompleteReadError) as cut_off:
        raise _verdict(kind, await process.wait()) from cut_off


def _cleaned(kind: Kind, head: dict[str, Any], bodies: list[bytes]) -> Photo | Voice:
    if "fault" in head:
        raise Refused(Fault(head["fault"]))
    if kind == "photo":
        picture, thumbnail = bodies
        return Photo(picture, thumbnail, int(head["width"]), int(head["height"]))
    (sound,) = bodies
    return Voice(sound, float(head["duration_s"]))


def _sane(size: int) -> int:
    """A process that a file has taken over may say anything."""
    if not 0 < size <= MOST_ANSWER_BYTES:
        raise ValueError(size)
    return size


def _verdict(kind: Kind, ended: int) -> Busy | Refused:
    log.warning("media_process_died", kind=kind, ended=ended)
    return Busy() if ended in NOT_THE_FILES_FAULT else Refused(Fault.FILE_TOO_MUCH_WORK)
