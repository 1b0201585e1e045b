"""What was sent to call people to an incident, push or SMS, and how far each of it has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.words.events import RECEIPTS, TEXT_RECEIPTS
from src.words.failures import FAILURES
from src.words.sms import SMS_FAILURES

_ARRIVED = ("received_at", "shown_at", "opened_at", "delivered_at")
# Beside accepted and received of a push.
_RANKS = {column: rank for rank, column in enumerate(RECEIPTS)} | {"sent_at": 1, "delivered_at": 2}
_PUSHES = (
    "SELECT a.assignment, d.person, d.subscription, x.device_name, d.state, d.failure,"
    " d.created_at, d.accepted_at, d.received_at, d.shown_at, d.opened_at"
    " FROM delivery d JOIN alarm a ON a.id = d.alarm"
    " LEFT JOIN subscription s ON s.id = d.subscription LEFT JOIN session x ON x.id = s.session"
    " WHERE a.incident = {} AND d.kind = 'alarm' AND d.person IS NOT NULL"
    " ORDER BY d.step, d.created_at, d.id"
)
_TEXTS = (
    "SELECT a.assignment, m.person, m.state, m.failure, m.created_at, m.accepted_at, m.sent_at,"
    " m.delivered_at FROM text_message m JOIN alarm a ON a.id = m.alarm"
    " WHERE a.incident = {} ORDER BY m.step, m.created_at, m.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One push or SMS to one person. `steps` are (column, word, when) of what it has reached."""

    assignment: UUID
    person: UUID
    device: tuple[str, str]
    steps: tuple[tuple[str, str, datetime], ...]
    failure: str

    @property
    def arrived(self) -> bool:
        return any(column in _ARRIVED for column, _, _ in self.steps)


async def messages_on(incident_id: int) -> tuple[Message, ...]:
    """Everything that was sent to call people, in the order in which it was planned."""
    pushes = await database.rows(_PUSHES, incident_id)
    texts = await database.rows(_TEXTS, incident_id)
    return (
        *(
            _message(row, RECEIPTS, FAILURES, (str(row["subscription"]), row["device_name"] or ""))
            for row in pushes
        ),
        *(_message(row, TEXT_RECEIPTS, SMS_FAILURES, ("", "SMS")) for row in texts),
    )


def _message(
    row: Mapping[str, Any],
    words: Mapping[str, str],
    failures: Mapping[str, str],
    device: tuple[str, str],
) -> Message:
    reached = ((column, word, row[column]) for column, word in words.items())
    return Message(
        assignment=row["assignment"],
        person=row["person"],
        device=device,
        steps=tuple(step for step in reached if step[2] is not None),
        failure=failures.get(row["failure"], row["failure"]),
    )


def farthest(messages: Iterable[Message]) -> tuple[str, datetime] | None:
    """The farthest step of any message in words, and when the first came so far."""
    last = [message.steps[-1] for message in messages if message.steps]
    found = min(last, key=lambda step: (-_RANKS[step[0]], step[2]), default=None)
    return found[1:] if found else None
