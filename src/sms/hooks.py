"""Reads the Android gateway's hooks: signed by HMAC-SHA256 over body and time, or refused.

The time belongs to each try, so a repeated hook is signed afresh and an old copy is refused. What
an honest copy tells within these minutes changes nothing a second time: states only go forward,
and an SMS carries the id under which its answer is taken once.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from src.sms import phrases
from src.sms.gateway import News, Received, State

TOLERANCE = timedelta(minutes=5)
LONGEST_TEXT = 1_000

# Event → the state it tells of, and the field with its time.
OUTGOING: dict[str, tuple[State, str]] = {
    "sms:sent": ("sent", "sentAt"),
    "sms:delivered": ("delivered", "deliveredAt"),
    "sms:failed": ("failed", "failedAt"),
}
EVENTS = (*OUTGOING, "sms:received")


class Unsigned(Exception):
    """Not from our gateway, or not from now."""


def read(
    body: bytes, *, signature: str, timestamp: str, key: str, now: datetime
) -> News | Received | None:
    """What a hook tells; None for what we do not follow. Raises Unsigned."""
    sent_at = _proven(body, signature, timestamp, key, now)
    told = phrases.object_in(body)
    payload, event = told.get("payload"), told.get("event")
    if not (isinstance(payload, dict) and isinstance(event, str)):
        return None
    if event == "sms:received":
        return _received(told, payload, sent_at)
    if event not in OUTGOING or not isinstance(payload.get("messageId"), str):
        return None
    state, field = OUTGOING[event]
    why = phrases.reason(payload.get("reason")) if state == "failed" else ""
    return News(payload["messageId"], state, phrases.time_of(payload.get(field)), sent_at, why)


def _proven(body: bytes, signature: str, timestamp: str, key: str, now: datetime) -> datetime:
    expected = sign(body, timestamp, key)
    given = signature.strip().lower().encode("utf-8", "replace")
    if not key or not hmac.compare_digest(expected.encode(), given):
        raise Unsigned
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
        raise Unsigned
    sent_at = datetime.fromtimestamp(int(timestamp), UTC)
    if abs(now - sent_at) > TOLERANCE:
        raise Unsigned
    return sent_at


def sign(body: bytes, timestamp: str, key: str) -> str:
    """The signature of a hook in hexadecimal."""
    content = body + timestamp.encode("utf-8", "replace")
    return hmac.new(key.encode(), content, hashlib.sha256).hexdigest()


def _received(told: dict[str, Any], payload: dict[str, Any], sent_at: datetime) -> Received | None:
    """Newer apps name the `sender`, older ones the `phoneNumber`."""
    name, text = told.get("id"), payload.get("message")
    number = payload.get("sender") or payload.get("phoneNumber")
    if not (isinstance(name, str) and isinstance(text, str) and isinstance(number, str)):
        return None
    at = phrases.time_of(payload.get("receivedAt"))
    return Received(_clean(name)[:100], number[:40], _clean(text)[:LONGEST_TEXT], at, sent_at)


def _clean(text: str) -> str:
    """JSON may spell halves of signs that no encoding takes."""
    return text.encode("utf-8", "replace").decode()
