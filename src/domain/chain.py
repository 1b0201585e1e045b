"""The hash chain over the log of one incident: whoever changes a line breaks every later one."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log as the database holds it."""

    incident: int
    number: int
    event: str
    at: datetime
    recorded_at: datetime
    actor: str
    detail: str
    action_id: str
    previous: str
    hash: str


def canonical(detail: dict[str, Any]) -> str:
    """The one way to write a detail down: sorted keys, no spaces, UTF-8."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(
    previous: str,
    incident: int,
    number: int,
    event: str,
    at: datetime,
    recorded_at: datetime,
    actor: str,
    detail: str,
    action_id: str,
) -> str:
    """SHA-256 over the line before and every field of this one, as 64 hexadecimal digits."""
    moments = (at.astimezone(UTC).isoformat(), recorded_at.astimezone(UTC).isoformat())
    fields = (previous, str(incident), str(number), event, *moments, actor, detail, action_id)
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()


def flaw(lines: Iterable[Line]) -> str | None:
    """What is wrong with the chain of one incident, in words, or None where it holds."""
    previous, expected = GENESIS, 1
    for line in lines:
        if line.number != expected:
            return f"line {expected} is missing"
        if line.previous != previous:
            return f"line {line.number} does not follow the line before it"
        if line.hash != digest(
            previous,
            line.incident,
            line.number,
            line.event,
            line.at,
            line.recorded_at,
            line.actor,
            line.detail,
            line.action_id,
        ):
            return f"line {line.number} was changed after it was written"
        previous, expected = line.hash, expected + 1
    return None
