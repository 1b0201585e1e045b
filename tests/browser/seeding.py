"""Things that happen elsewhere in town while a test looks at one phone."""

import json
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from src.services.region_pack import load_region
from tests.browser.conftest import Place

T = TypeVar("T")


def report(place: Place, **fields: str) -> dict[str, Any]:
    """Somebody reports a fire where the crew on duty is responsible; returns the receipt."""
    region = load_region(place.settings.region)
    now = datetime.now(UTC).isoformat()
    told = {
        "id": str(uuid4()),
        "category": "fire.house",
        "village": next(iter(region.villages)),
        "landmark": "Belakang pasar",
        "created_at": now,
        "sent_at": now,
    }
    request = urllib.request.Request(
        f"{place.server.url}/aduan",
        data=urlencode(told | fields).encode(),
        headers={"Accept": "application/json", "X-Lacak-Device": "somebody_else_________"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        receipt: dict[str, Any] = json.load(answer)
    return receipt


def eventually(read: Callable[[], T], *, within_s: float = 20) -> T:
    """What `read` returns as soon as it is something."""
    deadline = time.monotonic() + within_s
    while not (found := read()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)
    return found
