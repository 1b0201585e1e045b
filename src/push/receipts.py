"""What a phone says became of a message: received, shown, opened. Never taken back."""

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from src import database
from src.domain.errors import Invalid

What = Literal["received", "shown", "opened"]
STEPS: tuple[What, ...] = get_args(What)


async def record(delivery_id: UUID, what: str, at: datetime | None, *, now: datetime) -> None:
    """Note a receipt; the id of a delivery is known to its own phone only, and is all it needs.

    What comes later includes what comes before (shown: it was received), and a second receipt
    changes nothing. `at` is the phone's clock: it counts between planning and now only. An
    unknown id is no error, since old deliveries are cleared away. Raises Invalid on another word.
    """
    if what not in STEPS:
        raise Invalid({"what": "field_invalid"})
    async with database.transaction():
        found = await database.row(
            "SELECT incident, test, person, subscription, state, created_at,"
            " received_at, shown_at, opened_at"
            " FROM delivery WHERE id = {}" + _held(),
            delivery_id,
        )
        if found is None:
            return
        when = at if at is not None and found["created_at"] <= at <= now else now
        steps = STEPS[: STEPS.index(what) + 1]
        when = max([when, *(found[f"{s}_at"] for s in steps if found[f"{s}_at"] is not None)])
        new = [step for step in steps if found[f"{step}_at"] is None]
        if not new:
            return
        changes = [f"{step}_at = {{}}" for step in new]
        values: list[object] = [when for _ in new]
        if found["state"] == "planned":
            # It arrived though the service's answer did not reach us: no need to send it again.
            changes.append("state = 'accepted', failure = '', due_at = NULL, accepted_at = {}")
            values.append(when)
        await database.rows(
            f"UPDATE delivery SET {', '.join(changes)} WHERE id = {{}}", *values, delivery_id
        )
        await database.rows(
            "UPDATE subscription SET seen_at = {}, receipt_at = {} WHERE id = {}",
            now,
            now,
            found["subscription"],
        )
        if found["incident"] is not None:
            database.signal(f"deliveries:{found['incident']}")
        if found["test"] is not None:
            if what == "opened":
                await _heard(found["test"], found["person"], when)
            database.signal("tests")


async def _heard(test: UUID, person: UUID, at: datetime) -> None:
    """A tap on the notification of a test alarm is the answer it asks for; the earliest counts."""
    await database.rows(
        "UPDATE alarm_test_answer SET confirmed_at = {}"
        " WHERE test = {} AND person = {} AND (confirmed_at IS NULL OR confirmed_at > {})",
        at,
        test,
        person,
        at,
    )


def _held() -> str:
    return " FOR UPDATE" if database.on_postgres() else ""
