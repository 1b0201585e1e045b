"""One line per person of a call, for the screen of a station: who comes when, whom to telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.region import Region
from src.domain.strength import Strength
from src.queries.duty import OnDuty
from src.queries.receipts import THERE_WITHIN
from src.queries.turnout import turnout_of
from src.words.station import CREW, lacking

MOST = 7
_ORDER = tuple(CREW)

_ANSWERS = (
    "SELECT p.id, p.name, r.answer, r.eta_at FROM alarm_answer r"
    " JOIN person p ON p.id = r.person WHERE r.call = {} ORDER BY r.at"
)
_RUNG = (
    "SELECT p.id, p.name, d.state, d.created_at, d.received_at, d.shown_at, d.opened_at"
    " FROM delivery d JOIN alarm a ON a.id = d.alarm JOIN person p ON p.id = d.person"
    " WHERE (a.call = {} OR a.id = {}) AND d.kind = 'alarm' AND p.role = 'responder'"
)
_TEXTED = (
    "SELECT t.person FROM text_message t JOIN alarm a ON a.id = t.alarm"
    " WHERE (a.call = {} OR a.id = {}) AND t.delivered_at IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Line:
    """`word` is a clock where that person said when he arrives."""

    name: str
    stands: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Crew:
    """`more` people have no line; `lacking` says what the strength still asks for, or "".

    answered   everybody who has said yes or no
    """

    answered: frozenset[UUID]
    coming: int
    needed: int
    lines: tuple[Line, ...]
    more: int
    lacking: str


async def crew_of(
    call: UUID,
    asked: Strength,
    on_duty: Sequence[OnDuty],
    *,
    region: Region,
    now: datetime,
) -> Crew:
    """Everybody rung, on duty, or answering; those who come first, then whom to telephone."""
    answers = {row["id"]: row for row in await database.rows(_ANSWERS, call)}
    rung: dict[UUID, list[database.Row]] = {}
    for row in await database.rows(_RUNG, call, call):
        rung.setdefault(row["id"], []).append(row)
    texted = {row["person"] for row in await database.rows(_TEXTED, call, call)}
    turnout = await turnout_of(call, asked, region)
    names = {person.person: person.name for person in on_duty}
    names |= {person: rows[0]["name"] for person, rows in rung.items()}
    names |= {person: row["name"] for person, row in answers.items()}
    lines = [
        _line(name, answers.get(each), rung.get(each, ()), each in texted, region, now)
        for each, name in names.items()
    ]
    lines.sort(key=lambda line: (_ORDER.index(line.stands), line.word, line.name))
    return Crew(
        answered=turnout.answered,
        coming=len(turnout.coming),
        needed=asked.people,
        lines=tuple(lines[:MOST]),
        more=max(0, len(lines) - MOST),
        lacking=lacking(turnout.missing),
    )


def _line(
    name: str,
    answer: database.Row | None,
    rows: Sequence[database.Row],
    texted: bool,
    region: Region,
    now: datetime,
) -> Line:
    stands = _stands(answer, rows, texted, now)
    icon, word = CREW[stands]
    if stands == "coming" and answer is not None and answer["eta_at"]:
        word = local_time.clock(answer["eta_at"], region.timezone)
    return Line(name, stands, icon, word)


def _stands(
    answer: database.Row | None, rows: Sequence[database.Row], texted: bool, now: datetime
) -> str:
    """By the last answer, else by what is known of the phones."""
    if answer is not None:
        return "coming" if answer["answer"] == "coming" else "declined"
    if texted or any(row["received_at"] or row["shown_at"] or row["opened_at"] for row in rows):
        return "ringing"
    hopeful = (row for row in rows if row["state"] != "failed")
    fresh = any(now - row["created_at"] < THERE_WITHIN for row in hopeful)
    return "ringing" if fresh else "silent"
