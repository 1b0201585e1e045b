"""Pages as they stand, packed, so that a link passed on a thousand times is drawn once a change."""

from collections import OrderedDict

MOST = 3_000  # of about 4 kB


class KeptPages:
    """By key, each with the tag of what it shows; the least looked at are forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[tuple[str, ...], tuple[str, bytes]] = OrderedDict()

    def get(self, key: tuple[str, ...], tag: str) -> bytes | None:
        """The page, if it still shows what `tag` names."""
        known = self._pages.get(key)
        if known is None or known[0] != tag:
            return None
        self._pages.move_to_end(key)
        return known[1]

    def put(self, key: tuple[str, ...], tag: str, page: bytes) -> bytes:
        self._pages[key] = tag, page
        self._pages.move_to_end(key)
        if len(self._pages) > self._most:
            self._pages.popitem(last=False)
        return page
