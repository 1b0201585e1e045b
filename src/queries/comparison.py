"""Two incidents beside each other, so that an operator sees whether they are one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import incident, likeness, local_time
from src.domain.access import Person
from src.domain.assignment import ACTIVE, AT_WORK
from src.domain.duplicates import distance_m
from src.domain.errors import NotFound
from src.domain.likeness import Account, Likeness
from src.domain.region import Region
from src.domain.spelling import sound
from src.queries import naming, reach
from src.queries.accounts import accounts_of
from src.queries.incident_teams import assignments_of
from src.queries.naming import Named, named, team_name
from src.queries.report_words import Told, told_on
from src.words import intake as words
from src.words import spans
from src.words.incidents import ASSIGNMENT_STATES, STATES

_CASE = (
    f"SELECT i.id, {naming.COLUMNS}, i.latitude, i.longitude, i.accuracy_m, i.reports,"
    " i.life_risk, i.received_at, i.created_at FROM incident i WHERE i.id IN ({}, {})"
)
MOST_COMPARED = 20
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `open`: others may be merged into it; `may_go`: it may be merged."""

    id: int
    named: Named
    state: str
    received: str
    told: Told
    teams: tuple[str, ...]
    at_work: bool
    active: bool
    open: bool
    may_go: bool
    life_risk: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """`stays` is the one that is kept unless the operator turns it round; `goes` the other.

    verdict  what speaks for their being one, in a sentence; reasons: each with its figure
    """

    stays: Side
    goes: Side
    verdict: str
    reasons: tuple[str, ...]
    triage: bool

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.stays, self.goes

    @property
    def forth(self) -> bool:
        return self.goes.may_go and self.stays.open

    @property
    def back(self) -> bool:
        return self.stays.may_go and self.goes.open


async def of(person: Person, one: int, other: int, region: Region, *, now: datetime) -> Pair:
    """Raises NotFound where either is none of this person's business, or both are the same."""
    rows = {row["id"]: row for row in await database.rows(_CASE, one, other)}
    for each in (one, other):
        if each not in rows or not await reach.may_see(person, each, region):
            raise NotFound("incident_unknown")
    if one == other:
        raise NotFound("incident_unknown")
    told = await told_on([one, other], region)
    a, b = [await _side(rows[each], told[each], region) for each in (one, other)]
    stays, goes = (a, b) if _rank(a) <= _rank(b) else (b, a)
    told_by = await accounts_of(rows, region)
    like = _closest(told_by.get(one, ()), told_by.get(other, ()))
    return Pair(
        stays=stays,
        goes=goes,
        verdict=words.VERDICTS[like.verdict],
        reasons=tuple(_reasons(like, _metres(rows[one], rows[other]), told[one], told[other])),
        triage=all(reach.may_triage(person, rows[each]["category"], region) for each in rows),
    )


async def _side(row: database.Row, told: Told, region: Region) -> Side:
    sent = await assignments_of(row["id"])
    return Side(
        id=row["id"],
        named=named(row["id"], row, region),
        state=STATES[row["state"]],
        received=local_time.clock(row["received_at"], region.timezone),
        told=told,
        teams=tuple(
            f"{team_name(each['team'], region)}: {ASSIGNMENT_STATES[each['state']].lower()}"
            for each in sent
            if each["state"] in ACTIVE
        ),
        at_work=any(each["state"] in AT_WORK for each in sent),
        active=any(each["state"] in ACTIVE for each in sent),
        open=row["state"] in incident.OPEN,
        may_go=incident.may(row["state"], "merged"),
        life_risk=bool(row["life_risk"]),
        received_at=row["received_at"],
    )


def _rank(side: Side) -> tuple[bool, bool, bool, datetime, int]:
    """Who stays: where others may come to, where people are at work, are called, was first."""
    return not side.open, not side.at_work, not side.active, side.received_at, side.id


def _closest(one: Sequence[Account], other: Sequence[Account]) -> Likeness:
    """The two messages that are most alike, of all on both sides."""
    alike = [likeness.compare(a, b) for a in one[:MOST_COMPARED] for b in other[:MOST_COMPARED]]
    order = list(words.VERDICTS)
    return max(
        alike,
        key=lambda each: (order.index(each.verdict), each.score),
        default=Likeness("different", 0.0),
    )


def _metres(row: database.Row, row_2: database.Row) -> float | None:
    """Between the two points; a village's middle is none."""
    points = [row["latitude"], row["longitude"], row_2["latitude"], row_2["longitude"]]
    return None if None in points else distance_m(*points)


def _reasons(like: Likeness, metres: float | None, told: Told, told_2: Told) -> Iterator[str]:
    if metres is not None:
        yield words.REASONS["metres"].format(metres=spans.distance(metres))
    if like.seconds is not None:
        yield words.REASONS["seconds"].format(span=spans.of_seconds(like.seconds))
    if like.same_village is not None:
        yield words.REASONS["same_village" if like.same_village else "other_village"]
    if like.same_phone:
        yield words.REASONS["same_phone"]
    if like.same_landmark or like.other_landmark:
        yield words.REASONS["same_landmark" if like.same_landmark else "other_landmark"]
    if shared := _as_written(like.shared_words, told, told_2):
        yield words.REASONS["shared_words"].format(words=", ".join(shared))


def _as_written(sounds: Sequence[str], *sides: Told) -> list[str]:
    """Words that both use, as they stand in the messages and not in their sounds."""
    found: dict[str, str] = {}
    for side in sides:
        for report in side.reports:
            for word in _WORD.findall(f"{report.text} {report.landmark}".lower()):
                found.setdefault(sound(word), word)
    return [f"“{found[each]}”" for each in sounds if each in found][:6]
