"""Pages that one person's phone may keep for days without a signal, and drops at sign-out."""

import hashlib
from collections.abc import Mapping
from typing import Any

from litestar import Request

from src.routes.surroundings import person_of

HEADER = "X-Lacak-Keep"


def keep(request: Request[Any, Any, Any]) -> Mapping[str, str]:
    """The header that tells the service worker so, tagged by the session."""
    session = person_of(request).session
    return {HEADER: hashlib.sha256(session.bytes).hexdigest()[:12]}
