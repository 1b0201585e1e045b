"""Swaps: somebody asks for a stand-in; the turn changes hands when he or the office agrees.

A question is a row of `absence` of the kind `swap` over the hours of the turn; it takes nobody off
duty. With the yes it is gone, and the shift says for whom the stand-in came.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain.access import Person, keeps_duty
from src.domain.errors import Conflict, Forbidden, Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who shall stand in for which shift; `id` was made with the form."""

    id: UUID
    shift: UUID
    stand_in: UUID


async def ask(question: Question, *, by: Person, now: datetime) -> None:
    """Ask; what the office asks for is agreed at once. Raises what keeps it from happening."""
    async with database.transaction():
        turn = await _turn("id = {}", question.shift)
        if turn is None or turn["ends_at"] <= now:
            raise NotFound("turn_unknown")
        if not keeps_duty(by, turn["person"]):
            raise Forbidden()
        await _check(turn, question.stand_in, now)
        await _forget(turn)
        if by.oversees:
            await _change_hands(turn, question.stand_in, now)
        else:
            await _note(question, turn, by, now)
        database.signal("duty")


async def agree(question: UUID, *, by: Person, now: datetime) -> None:
    """Yes: from now on it is the stand-in's turn."""
    async with database.transaction():
        asked = await _asked(question)
        if not keeps_duty(by, asked["stand_in"]):
            raise Forbidden()
        hours = (asked["person"], asked["starts_at"], asked["ends_at"])
        turn = await _turn("person = {} AND starts_at = {} AND ends_at = {}", *hours)
        if turn is None or turn["ends_at"] <= now:
            raise Conflict("turn_changed")
        await _check(turn, asked["stand_in"], now)
        await _change_hands(turn, asked["stand_in"], now)
        await _forget(turn)
        database.signal("duty")


async def drop(question: UUID, *, by: Person) -> None:
    """No, or no longer: whoever asked or was asked, and the office, may end the question."""
    async with database.transaction():
        asked = await _asked(question)
        if not (keeps_duty(by, asked["stand_in"]) or keeps_duty(by, asked["person"])):
            raise Forbidden()
        await database.rows("DELETE FROM absence WHERE id = {}", question)
        database.signal("duty")


async def _turn(condition: str, *values: object) -> database.Row | None:
    """The turn of a roster, held against a second yes."""
    held = " FOR UPDATE" if database.on_postgres() else ""
    return await database.row(
        "SELECT id, person, team, roster, starts_at, ends_at FROM shift"
        f" WHERE roster IS NOT NULL AND {condition}{held}",
        *values,
    )


async def _asked(question: UUID) -> database.Row:
    found = await database.row(
        "SELECT person, stand_in, starts_at, ends_at FROM absence WHERE id = {} AND kind = 'swap'",
        question,
    )
    if found is None:
        raise NotFound("swap_unknown")
    return found


async def _check(turn: database.Row, stand_in: UUID, now: datetime) -> None:
    """The stand-in is of the same team, and free in those hours."""
    person = await database.row(
        "SELECT team FROM person WHERE active AND role = 'responder' AND id = {}", stand_in
    )
    if person is None or person["team"] != turn["team"] or stand_in == turn["person"]:
        raise Invalid({"stand_in": "stand_in_unknown"})
    hours = (stand_in, turn["ends_at"], max(turn["starts_at"], now))
    busy = "person = {} AND starts_at < {} AND (ends_at IS NULL OR ends_at > {})"
    if await database.row(
        f"SELECT 1 AS found FROM shift WHERE roster IS NOT NULL AND {busy}"
        f" UNION ALL SELECT 1 FROM absence WHERE kind <> 'swap' AND {busy}",
        *hours,
        *hours,
    ):
        raise Conflict("stand_in_busy")


async def _note(question: Question, turn: database.Row, by: Person, now: datetime) -> None:
    await database.rows(
        "INSERT INTO absence (id, person, starts_at, ends_at, kind, stand_in, created_at,"
        f" created_by) VALUES {database.marks(1, 8)} ON CONFLICT (id) DO NOTHING",
        question.id,
        turn["person"],
        turn["starts_at"],
        turn["ends_at"],
        "swap",
        question.stand_in,
        now,
        by.id,
    )


async def _change_hands(turn: database.Row, stand_in: UUID, now: datetime) -> None:
    """The whole turn, or what is left of one that runs."""
    if turn["starts_at"] >= now:
        await database.rows(
            "UPDATE shift SET person = {}, instead_of = {} WHERE id = {}",
            stand_in,
            turn["person"],
            turn["id"],
        )
        return
    await database.rows("UPDATE shift SET ends_at = {} WHERE id = {}", now, turn["id"])
    await database.rows(
        "INSERT INTO shift (id, person, team, starts_at, ends_at, roster, instead_of)"
        f" VALUES {database.marks(1, 7)}",
        uuid4(),
        stand_in,
        turn["team"],
        now,
        turn["ends_at"],
        turn["roster"],
        turn["person"],
    )


async def _forget(turn: database.Row) -> None:
    """No other question about this turn waits any more."""
    await database.rows(
        "DELETE FROM absence WHERE kind = 'swap' AND person = {} AND starts_at = {}",
        turn["person"],
        turn["starts_at"],
    )
