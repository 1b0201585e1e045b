"""Keeps attachments as files: pieces while they arrive, then the cleaned result under a final name.

    <directory>/incoming/<uuid>     grows piece by piece; swept when it stood still for seven days
    <directory>/ab/<uuid>.jpg       final, never changed

Names come from UUIDs only. The interface is small, so that an object store can take its place.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Literal
from uuid import UUID

from anyio.to_thread import run_sync

from src.domain.errors import Conflict, TooLarge
from src.services.media import durable
from src.services.media.refusal import MAX_PHOTO_BYTES

Ending = Literal[".jpg", ".small.jpg", ".m4a"]
ENDINGS: tuple[Ending, ...] = (".jpg", ".small.jpg", ".m4a")

UNFINISHED_FOR = timedelta(days=7)


class OutOfStep(Conflict):
    """The piece does not continue what is here; the sender goes on from `received`."""

    def __init__(self, received: int) -> None:
        super().__init__("piece_out_of_step", received=received)
        self.received = received


class MediaStore:
    """Safe for threads and processes side by side; what it has answered survives a power cut."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._incoming = directory / "incoming"

    async def append(self, attachment_id: UUID, offset: int, piece: bytes) -> int:
        """Bytes received so far, this piece included; the same piece again changes nothing.

        Raises OutOfStep after a gap, or where other bytes lie already; TooLarge over 12 MB.
        """
        return await run_sync(self._append, attachment_id, offset, piece)

    async def received(self, attachment_id: UUID) -> int:
        return await run_sync(self._received, attachment_id)

    async def pieces(self, attachment_id: UUID) -> bytes:
        """All that came, in one; FileNotFoundError once it is finished, discarded or swept."""
        return await run_sync(self._pieces(attachment_id).read_bytes)

    async def finish(self, attachment_id: UUID, files: Mapping[Ending, bytes]) -> None:
        """Put the cleaned files in place for good and drop the pieces; may be repeated."""
        await run_sync(self._finish, attachment_id, files)

    async def discard(self, attachment_id: UUID) -> None:
        """Forget the pieces, of a file that was refused."""
        await run_sync(self._discard, attachment_id)

    async def read(self, attachment_id: UUID, ending: Ending) -> bytes:
        """A finished file; FileNotFoundError when there is none."""
        return await run_sync(self.path(attachment_id, ending).read_bytes)

    def path(self, attachment_id: UUID, ending: Ending) -> Path:
        """Where a finished file lies, for an answer that streams it."""
        name = str(attachment_id)
        return self._directory / name[:2] / (name + ending)

    async def delete(self, attachment_id: UUID) -> None:
        """Forget pieces and finished files."""
        await run_sync(self._delete, attachment_id)

    async def sweep(self, *, now: datetime) -> int:
        """Remove what was begun and never finished; how many files that were."""
        return await run_sync(self._sweep, now)

    def _append(self, attachment_id: UUID, offset: int, piece: bytes) -> int:
        if offset + len(piece) > MAX_PHOTO_BYTES:
            raise TooLarge()
        with durable.alone(self._pieces(attachment_id)) as file:
            size = os.fstat(file).st_size
            if not 0 <= offset <= size:
                raise OutOfStep(size)
            known = os.pread(file, len(piece), offset)
            if not piece.startswith(known):
                raise OutOfStep(size)
            fresh = piece[len(known) :]
            if fresh:
                durable.grow(file, size, fresh, self._incoming)
            return size + len(fresh)

    def _received(self, attachment_id: UUID) -> int:
        try:
            return self._pieces(attachment_id).stat().st_size
        except FileNotFoundError:
            return 0

    def _finish(self, attachment_id: UUID, files: Mapping[Ending, bytes]) -> None:
        durable.place({self.path(attachment_id, ending): data for ending, data in files.items()})
        self._discard(attachment_id)

    def _discard(self, attachment_id: UUID) -> None:
        self._pieces(attachment_id).unlink(missing_ok=True)

    def _delete(self, attachment_id: UUID) -> None:
        for ending in ENDINGS:
            self.path(attachment_id, ending).unlink(missing_ok=True)
        self._discard(attachment_id)

    def _sweep(self, now: datetime) -> int:
        before = (now - UNFINISHED_FOR).timestamp()
        begun = chain(self._incoming.glob("*"), self._directory.glob(f"??/*{durable.HALF_WRITTEN}"))
        removed = 0
        for path in begun:
            with suppress(FileNotFoundError):  # finished meanwhile
                if path.stat().st_mtime < before:
                    path.unlink()
                    removed += 1
        return removed

    def _pieces(self, attachment_id: UUID) -> Path:
        return self._incoming / str(attachment_id)
