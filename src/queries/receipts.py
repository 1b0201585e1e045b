"""Who was rung for an incident, how far each message came, and what each person answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.region import Region
from src.words.events import RECEIPTS, SOMEBODY
from src.words.failures import FAILURES

STEPS = tuple(RECEIPTS)


@dataclass(frozen=True, slots=True)
class Rung:
    """One person of one alarm. `reached` is the farthest of all messages to all his devices."""

    name: str
    reached: str
    clock: str
    failure: str
    answer: str
    came: bool


async def deliveries_of(incident_id: int) -> Sequence[database.Row]:
    return await database.rows(
        "SELECT a.assignment, d.person, d.state, d.failure, d.created_at, d.accepted_at,"
        " d.received_at, d.shown_at, d.opened_at FROM delivery d JOIN alarm a ON a.id = d.alarm"
        " WHERE a.incident = {} AND d.person IS NOT NULL ORDER BY d.step, d.created_at, d.id",
        incident_id,
    )


def rung_for(
    assignment: UUID,
    deliveries: Sequence[database.Row],
    answers: Mapping[tuple[UUID, UUID], tuple[str, str]],
    names: Mapping[UUID, str],
    region: Region,
) -> tuple[Rung, ...]:
    """In the order in which they were rung. `answers` are (event, words) by assignment, person."""
    own = [row for row in deliveries if row["assignment"] == assignment]
    people = dict.fromkeys(row["person"] for row in own)
    people |= {person: None for of, person in answers if of == assignment}
    return tuple(
        _rung(
            names.get(person, SOMEBODY),
            [row for row in own if row["person"] == person],
            answers.get((assignment, person)),
            region,
        )
        for person in people
    )


def _rung(
    name: str, rows: Sequence[database.Row], answer: tuple[str, str] | None, region: Region
) -> Rung:
    reached, at = "", None
    for step in STEPS:
        times = [row[step] for row in rows if row[step] is not None]
        if times:
            reached, at = RECEIPTS[step], min(times)
    lost = [row["failure"] for row in rows if row["failure"]]
    return Rung(
        name=name,
        reached=reached,
        clock=local_time.clock(at, region.timezone) if at else "",
        failure=FAILURES.get(lost[-1], lost[-1]) if len(lost) == len(rows) and lost else "",
        answer=answer[1] if answer else "",
        came=answer is not None and answer[0] == "accepted",
    )
