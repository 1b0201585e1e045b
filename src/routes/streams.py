"""How many live streams are open: in all, and from one address, so that nobody takes them all."""

import contextlib
from collections import Counter
from collections.abc import Iterator

from src.domain.errors import Busy, TooMany

MOST = 6000
MOST_OF_ONE_ADDRESS = 400  # many phones share one mobile carrier's address


class Streams:
    """Counts open streams; refused pages ask again by themselves (polling)."""

    def __init__(self, most: int = MOST, most_of_one: int = MOST_OF_ONE_ADDRESS) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._open: Counter[str] = Counter()
        self.total = 0

    def check(self, address: str) -> None:
        """Raises Busy or TooMany where no further stream may open."""
        if self.total >= self._most:
            raise Busy(retry_after=60)
        if self._open[address] >= self._most_of_one:
            raise TooMany(retry_after=60)

    @contextlib.contextmanager
    def entered(self, address: str) -> Iterator[None]:
        """Counted while open."""
        self.total += 1
        self._open[address] += 1
        try:
            yield
        finally:
            self.total -= 1
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
