"""What an answer of a push service means for the message and for the subscription."""

import email.utils
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Outcome = Literal["accepted", "gone", "later", "failed"]
MOST_WAIT_S = 300.0  # longer than this no service is obeyed: the message would be worth nothing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery, and the reason that is kept with it (a key of `words.FAILURES`).

    accepted  the service has it
    gone      the browser has given the subscription up: it is never used again
    later     try again
    failed    not this message; the subscription stays
    """

    outcome: Outcome
    reason: str = ""


ACCEPTED = Verdict("accepted")
GONE = Verdict("gone", "gone")
TIMED_OUT = Verdict("later", "timed_out")
UNREACHABLE = Verdict("later", "unreachable")
UNEXPECTED = Verdict("later", "unexpected")
ANSWERS: dict[int, Verdict] = {
    200: ACCEPTED,
    201: ACCEPTED,
    202: ACCEPTED,
    204: ACCEPTED,
    400: Verdict("failed", "bad_request"),
    401: Verdict("failed", "key_refused"),
    403: Verdict("failed", "key_refused"),
    404: GONE,
    408: TIMED_OUT,
    410: GONE,
    413: Verdict("failed", "too_large"),
    429: Verdict("later", "throttled"),
}
REDIRECTED = Verdict("failed", "redirected")
TROUBLE = Verdict("later", "service_trouble")
REFUSED = Verdict("failed", "refused")


def verdict(status: int) -> Verdict:
    """The meaning of a status code; redirects are refused, what nobody expects is failed."""
    if status in ANSWERS:
        return ANSWERS[status]
    if 300 <= status <= 399:
        return REDIRECTED
    return TROUBLE if 500 <= status <= 599 else REFUSED


def wait_s(attempts: int, *, urgent: bool, asked_s: float | None, chance: float) -> float:
    """Seconds until the next try after `attempts`: what the service asked for, or twice the last.

    `chance` (0 to 1) spreads those who failed together: an alarm waits 0.75 to 1.25 s, then 2,
    4 … 30 s; anything else begins at 10 s and ends at 5 minutes.
    """
    if asked_s is not None:
        return min(max(asked_s, 0.5), MOST_WAIT_S) + chance
    first, most = (1.0, 30.0) if urgent else (10.0, MOST_WAIT_S)
    doubled: float = first * 2.0 ** min(attempts - 1, 12)
    return min(doubled, most) * (0.75 + chance / 2)


def asked_wait_s(retry_after: str | None, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, written as a number or as a date (RFC 9110)."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return float(text)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
