"""How often is often: token buckets in memory, per device and per address, of bounded number.

Each process counts for itself; with several, the limits are that much more generous.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from math import ceil

from src.domain.errors import TooMany

MOST_BUCKETS = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`amount` at once, refilled evenly over `seconds`."""

    amount: int
    seconds: int


REPORTS_OF_DEVICE = Rate(12, 600)
REPORTS_OF_ADDRESS = Rate(300, 600)  # many phones share one mobile carrier's address
PIECES_OF_DEVICE = Rate(600, 600)
PIECES_OF_ADDRESS = Rate(6000, 600)
SIGN_INS_OF_BOTH = Rate(5, 900)  # of one account from one address
SIGN_INS_OF_ACCOUNT = Rate(50, 900)  # a stranger elsewhere must not lock its owner out
SIGN_INS_OF_ADDRESS = Rate(60, 900)
ACTIVATIONS_OF_ADDRESS = Rate(60, 900)
SUBSCRIPTIONS_OF_ADDRESS = Rate(120, 600)
ANSWERS_OF_LINK = Rate(20, 600)
GUESTS_OF_ADDRESS = Rate(300, 600)  # photos count, and offices share an address
SEARCHES_OF_ADDRESS = Rate(60, 600)  # of numbers, which can be guessed


class RateLimits:
    """Buckets by what is counted and whom it is counted for; the least used are forgotten first."""

    def __init__(self, most: int = MOST_BUCKETS) -> None:
        self._most = most
        self._buckets: OrderedDict[tuple[Rate, str, str], tuple[float, float]] = OrderedDict()

    def take(self, what: str, whom: str, rate: Rate, *, now: datetime) -> None:
        """Count one; raises TooMany with the seconds until the next is allowed."""
        left = self.left(what, whom, rate, now=now)
        if left < 1:
            raise TooMany(retry_after=max(1, ceil((1 - left) * rate.seconds / rate.amount)))
        self._buckets[rate, what, whom] = left - 1, now.timestamp()
        self._buckets.move_to_end((rate, what, whom))
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)

    def left(self, what: str, whom: str, rate: Rate, *, now: datetime) -> float:
        """How many would be allowed right now; a clock set back takes nothing away."""
        held, at = self._buckets.get((rate, what, whom), (float(rate.amount), now.timestamp()))
        gained = max(0.0, now.timestamp() - at) * rate.amount / rate.seconds
        return min(float(rate.amount), held + gained)

    def forget(self, what: str, whom: str, rate: Rate) -> None:
        """A full bucket again: the sign-in that worked was no guessing."""
        self._buckets.pop((rate, what, whom), None)


def network(address: str) -> str:
    """Whom an address stands for: an IPv6 household gets 2^64 of them and counts as one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ":".join(parsed.exploded.split(":")[:4]))
    return str(parsed)
