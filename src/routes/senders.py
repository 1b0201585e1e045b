"""Who sends, as far as an anonymous phone can be told from another: its device key."""

from typing import Any

from litestar import Request

from src.domain.numbers import token_hash
from src.routes.surroundings import address_of, now_of, surroundings
from src.services.rate_limits import Rate, network

HEADER = "x-lacak-device"
LONGEST = 200


def device_hash_of(request: Request[Any, Any, Any]) -> str:
    """What is kept of the phone's key; "" where none came along."""
    key = request.headers.get(HEADER, "")
    return token_hash(key) if 0 < len(key) <= LONGEST else ""


def slow_down(
    request: Request[Any, Any, Any], what: str, *, device: Rate | None = None, address: Rate
) -> None:
    """Count one try for this phone and its address; raises TooMany."""
    limits, now = surroundings(request).limits, now_of(request)
    if device is not None and (key := device_hash_of(request)):
        limits.take(what, key, device, now=now)
    limits.take(what, network(address_of(request)), address, now=now)
