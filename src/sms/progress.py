"""How far a text message has come: forward only, whoever says so and in whatever order."""

from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain.device_clock import corrected
from src.sms.gateway import News, State

# Which states each may follow; failed and delivered are the last.
BEFORE: dict[State, tuple[str, ...]] = {
    "accepted": ("planned",),
    "sent": ("planned", "accepted"),
    "delivered": ("planned", "accepted", "sent"),
    "failed": ("planned", "accepted", "sent"),
}
TIMES: dict[State, tuple[str, ...]] = {
    "accepted": ("accepted_at",),
    "sent": ("accepted_at", "sent_at"),
    "delivered": ("accepted_at", "sent_at", "delivered_at"),
    "failed": (),
}
LAST = frozenset({"delivered", "failed"})
FOLLOWED = timedelta(hours=1)  # after this only a hook tells that a phone was reached
SOONEST, LATEST = timedelta(seconds=10), timedelta(minutes=5)


def asked_again(created_at: datetime, now: datetime) -> datetime | None:
    """When to ask the gateway next what became of a message: the older, the more rarely."""
    age = now - created_at
    return now + min(max(age, SOONEST), LATEST) if age < FOLLOWED else None


async def move(news: News, *, now: datetime) -> bool:
    """Write down what a hook or an answer tells, in one transaction; False where it was known."""
    try:
        message = UUID(news.message)
    except ValueError:
        return False  # another sender's: all of ours carry our id
    at = corrected(news.at, news.sent_at, now).at
    before = BEFORE[news.state]
    times = TIMES[news.state]
    sets = ["state = {}", "failure = {}"]
    sets += [f"{column} = COALESCE({column}, {{}})" for column in times]
    if news.state in LAST:
        sets.append("due_at = NULL")
    async with database.transaction():
        moved = await database.row(
            f"UPDATE text_message SET {', '.join(sets)} WHERE id = {{}}"
            f" AND state IN {database.marks(1, len(before))} RETURNING incident",
            news.state,
            news.reason,
            *(at for _ in times),
            message,
            *before,
        )
        if moved is not None and moved["incident"] is not None:
            database.signal(f"deliveries:{moved['incident']}")
    return moved is not None
