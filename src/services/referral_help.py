"""Who of a partner comes to help: everybody says so himself, and the request stands by them all."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from src import database
from src.domain import referral
from src.domain.errors import Conflict
from src.domain.referral import State

GUEST = "guest"


async def note(
    row: database.Row,
    event: str,
    *,
    person: UUID | None,
    name: str,
    eta_min: int | None,
    now: datetime,
) -> State:
    """Keep the word of one helper; returns where the request stands then.

    Inside the caller's transaction; raises Conflict where this helper has said it already.
    """
    key, said = f"{row['id']}:{person or GUEST}", referral.SAYS[event]
    before = await database.row("SELECT * FROM referral_helper WHERE key = {}", key)
    if event not in referral.HELPER_NEXT[before["said"] if before else None]:
        raise Conflict("already_so")
    eta = now + timedelta(minutes=eta_min) if eta_min else None
    if before is None:
        await database.rows(
            "INSERT INTO referral_helper (id, key, referral, person, name, said, eta_at,"
            f" arrived_at, at) VALUES {database.marks(1, 9)}",
            uuid4(),
            key,
            row["id"],
            person,
            name,
            said,
            eta,
            now if said == "arrived" else None,
            now,
        )
    else:
        changes: dict[str, Any] = {"said": said, "eta_at": eta, "at": now}
        if said == "arrived" and before["arrived_at"] is None:
            changes["arrived_at"] = now
        sets = ", ".join(f"{column} = {{}}" for column in changes)
        await database.rows(
            f"UPDATE referral_helper SET {sets} WHERE key = {{}}", *changes.values(), key
        )
    return await _stand(row, now)


async def _stand(row: database.Row, now: datetime) -> State:
    helpers = await database.rows("SELECT said FROM referral_helper WHERE referral = {}", row["id"])
    state = referral.standing({helper["said"] for helper in helpers})
    assert state is not None
    changes: dict[str, Any] = {"state": state}
    if state != "refused":
        changes["next_at"] = None
    if state in ("coming", "on_scene") and row["accepted_at"] is None:
        changes["accepted_at"] = now
    if state == "on_scene" and row["arrived_at"] is None:
        changes["arrived_at"] = now
    if row["seen_at"] is None:
        changes["seen_at"] = now
    sets = ", ".join(f"{name} = {{}}" for name in changes)
    await database.rows(f"UPDATE referral SET {sets} WHERE id = {{}}", *changes.values(), row["id"])
    return state
