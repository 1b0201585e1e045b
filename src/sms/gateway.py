"""What we ask of a gateway to the telephone network, whoever makes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

State = Literal["accepted", "sent", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one number (E.164); a gateway takes the same `id` only once."""

    id: UUID
    number: str
    body: str
    worth_s: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gateway answered to a message; `reason` is a key of `words.SMS_FAILURES`.

    accepted  it has it, now or since an earlier try
    later     try again, after `wait_s` if it asked for that
    failed    not this message
    """

    outcome: Literal["accepted", "later", "failed"]
    reason: str = ""
    gateway_id: str = ""
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What became of a message; `at` by the gateway's clock, `sent_at` when it told us by it."""

    message: str
    state: State
    at: datetime | None = None
    sent_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """An SMS that came in; `id` is the gateway's and the same however often it tells us."""

    id: str
    number: str
    text: str
    at: datetime | None = None
    sent_at: datetime | None = None


class Gateway(Protocol):
    """Sends, and tells what became of it. Nothing here raises for trouble on the way."""

    async def open(self) -> None:
        """The event loop that calls this is the one that may use the gateway."""

    async def close(self) -> None: ...

    async def send(self, message: Outgoing) -> Verdict: ...

    async def call(self, message: Outgoing) -> Verdict:
        """Read the message aloud over a voice call."""

    async def state(self, message: UUID) -> News | None:
        """What became of a message, or None where the gateway does not say."""
