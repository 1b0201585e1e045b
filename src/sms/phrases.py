"""How the Android gateway says what became of a message, in our own words."""

import json
from datetime import UTC, datetime
from typing import Any

from src.sms.gateway import News, State

STATES: dict[str, State] = {
    "Pending": "accepted",
    "Processed": "accepted",
    "Sent": "sent",
    "Delivered": "delivered",
    "Failed": "failed",
    "Cancelled": "failed",
}
# Parts of its error texts (Android's SmsManager result codes) → keys of `words.SMS_FAILURES`.
REASONS = (
    ("NO_SERVICE", "no_signal"),
    ("RADIO", "no_signal"),
    ("LIMIT_EXCEEDED", "limit"),
    ("No SIM", "no_sim"),
    ("NO_DEFAULT_SMS_APP", "no_sim"),
    ("GENERIC_FAILURE", "no_credit"),
    ("TTL", "expired"),
    ("expired", "expired"),
)


def object_in(body: bytes) -> dict[str, Any]:
    """The JSON object that was sent; empty where it is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def news(message: str, told: dict[str, Any]) -> News | None:
    """The state in an answer to `GET /messages/{id}`; None where it says none that we know."""
    name = told.get("state")
    state = STATES.get(name) if isinstance(name, str) else None
    if state is None:
        return None
    times = told.get("states")
    at = time_of(times.get(name)) if isinstance(times, dict) else None
    return News(message, state, at, reason=_error(told) if state == "failed" else "")


def _error(told: dict[str, Any]) -> str:
    recipients = told.get("recipients")
    first = recipients[0] if isinstance(recipients, list) and recipients else None
    return reason(first.get("error") if isinstance(first, dict) else None)


def reason(text: object) -> str:
    """Why a message failed; the gateway's own words are not kept, they may name the number."""
    said = text if isinstance(text, str) else ""
    return next((key for part, key in REASONS if part in said), "not_sent")


def time_of(text: object) -> datetime | None:
    """An ISO time with its zone, or None."""
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None else None
