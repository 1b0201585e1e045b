"""What should have happened by now and has not: alarm steps, messages, rounds of the worker."""

from datetime import datetime, timedelta

from src import database
from src.domain import escalation

STEP_LATE = timedelta(seconds=10)
MESSAGE_LATE = timedelta(seconds=15)
REFUSED_WITHIN = timedelta(minutes=10)
VITAL_PARTS = ("alarms", "deliveries")


async def late_steps(now: datetime) -> int:
    """Alarms with a step that fell due more than 10 s ago.

    A step that failed is put off a little each time, so what counts is when its policy wanted it.
    """
    open_alarms = await database.rows(
        "SELECT policy, step, started_at, next_due_at FROM alarm"
        " WHERE next_due_at IS NOT NULL AND ended_at IS NULL"
    )
    return sum(_fell_due(alarm) < now - STEP_LATE for alarm in open_alarms)


def _fell_due(alarm: database.Row) -> datetime:
    planned: datetime = alarm["next_due_at"]
    policy = escalation.read(alarm["policy"])
    wanted = escalation.due_at(policy, alarm["step"] + 1, alarm["started_at"])
    return planned if wanted is None else min(planned, wanted)


async def unsent_pushes(now: datetime) -> int:
    """Messages to phones that nobody has sent though they were due; a hanging host counts too."""
    return await _count("SELECT count(*) AS n FROM delivery WHERE due_at < {}", now - MESSAGE_LATE)


async def unsent_texts(now: datetime) -> int:
    """SMS that the gateway has not taken; those it has are due only to be asked after."""
    return await _count(
        "SELECT count(*) AS n FROM text_message WHERE state = 'planned' AND due_at < {}",
        now - MESSAGE_LATE,
    )


async def refused_keys(now: datetime) -> int:
    """Messages that a push service turned away lately because of our key or contact."""
    return await _count(
        "SELECT count(*) AS n FROM delivery WHERE failure = 'key_refused' AND created_at > {}",
        now - REFUSED_WITHIN,
    )


async def silence(now: datetime) -> timedelta | None:
    """How long the vital part of the worker silent for longest has not said a word; None = never.

    A word from the future is none: the clock went back since, and whoever works says another.
    """
    rows = await database.rows("SELECT name, at FROM heartbeat")
    beats: dict[str, datetime] = {row["name"]: row["at"] for row in rows}
    if any(name not in beats for name in VITAL_PARTS):
        return None
    return max(abs(now - beats[name]) for name in VITAL_PARTS)


async def _count(statement: str, since: datetime) -> int:
    found = await database.row(statement, since)
    return int(found["n"]) if found else 0
