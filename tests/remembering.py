"""A cleaner that opens each file once in a run: for tests that only need a photo to be there."""

from typing import Any

from src.services.media.cleaned import Photo, Voice
from src.services.media.cleaner import Cleaner, Kind

_opened: dict[tuple[str, bytes], Any] = {}


class Remembering(Cleaner):
    """The real one starts a process for each file; here the same file is opened once."""

    async def clean(self, kind: Kind, data: bytes) -> Any:
        known: Photo | Voice | None = _opened.get((kind, data))
        if known is None:
            known = _opened[kind, data] = await Cleaner.clean(self, kind, data)
        return known
