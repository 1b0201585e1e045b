"""One test alarm: who heard it in time, who late, whom it reached in vain, whom never, and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.errors import NotFound
from src.domain.phone_brand import brand_of
from src.domain.region import Region
from src.push.planning import WORTH
from src.queries.alarm_tests import Tally
from src.queries.naming import team_name
from src.queries.reachability import reach_of
from src.words import FAILURES, spans
from src.words.alarm_tests import MENDING, OUTCOMES
from src.words.phone_guides import GUIDES
from src.words.reach import REACH

Outcome = Literal[
    "unreachable", "failed", "undelivered", "unheard", "late", "waiting", "heard"
]  # what needs mending most comes first
ORDER: Final[tuple[Outcome, ...]] = get_args(Outcome)
HELD_BACK: Final[tuple[Outcome, ...]] = ("undelivered", "late")


@dataclass(frozen=True, slots=True)
class Asked:
    """One person: `after` is how long the answer took, `mending` what to do, "" for nothing.

    guide        where a page says how to set this phone, "" where that would not help
    guide_word   whose phones it speaks of
    """

    person: UUID
    name: str
    leads: bool
    outcome: Outcome
    word: str
    after: str
    mending: str
    guide: str
    guide_word: str


@dataclass(frozen=True, slots=True)
class AlarmTest:
    """`by` is who began it, "" for the weekly one.

    running  whoever answers now is in time, until `ends_at`; listening: answers are still taken
    """

    id: UUID
    team: str
    team_name: str
    moment: str
    by: str
    ends_at: datetime
    running: bool
    listening: bool
    tally: Tally
    people: tuple[Asked, ...]

    def of(self, person: UUID) -> Asked | None:
        return next((asked for asked in self.people if asked.person == person), None)


async def alarm_test(test_id: UUID, region: Region, *, now: datetime) -> AlarmTest:
    """In a fixed number of statements; raises NotFound."""
    test = await database.row(
        "SELECT t.id, t.team, t.started_at, t.ends_at, p.name AS by_name FROM alarm_test t"
        " LEFT JOIN person p ON p.id = t.started_by WHERE t.id = {}",
        test_id,
    )
    if test is None:
        raise NotFound("test_unknown")
    rows = await database.rows(
        "SELECT a.person, a.devices, a.confirmed_at, p.name, p.leads FROM alarm_test_answer a"
        " JOIN person p ON p.id = a.person WHERE a.test = {} ORDER BY lower(p.name), p.id",
        test_id,
    )
    sent = await _sent(test_id)
    silent = [row["person"] for row in rows if not row["devices"] and row["confirmed_at"] is None]
    reasons = {person: reach.because for person, reach in (await reach_of(silent, now=now)).items()}
    people = [
        _asked(row, sent.get(row["person"], ()), reasons.get(row["person"], ""), test, now)
        for row in rows
    ]
    heard = sum(asked.outcome == "heard" for asked in people)
    late = sum(asked.outcome == "late" for asked in people)
    return AlarmTest(
        id=test["id"],
        team=test["team"],
        team_name=team_name(test["team"], region),
        moment=local_time.moment(test["started_at"], region.timezone, region.zone_label),
        by=test["by_name"] or "",
        ends_at=test["ends_at"],
        running=now < test["ends_at"],
        listening=now <= test["started_at"] + WORTH,
        tally=Tally(len(people), heard, late),
        people=tuple(sorted(people, key=lambda asked: ORDER.index(asked.outcome))),
    )


async def serial_of(test_id: UUID) -> int:
    """Grows with every answer, receipt and failure: what a live page compares before it asks."""
    row = await database.row(
        "SELECT (SELECT count(confirmed_at) FROM alarm_test_answer WHERE test = {})"
        " + (SELECT count(accepted_at) + count(received_at) + count(shown_at) + count(opened_at)"
        " + count(CASE WHEN state = 'failed' THEN 1 END) FROM delivery WHERE test = {}) AS n",
        test_id,
        test_id,
    )
    return int(row["n"]) if row else 0


async def _sent(test_id: UUID) -> dict[UUID, list[database.Row]]:
    """The messages of a test by person, each with the phone it went to."""
    found: dict[UUID, list[database.Row]] = defaultdict(list)
    for row in await database.rows(
        "SELECT d.person, d.state, d.failure, d.received_at, x.device_name FROM delivery d"
        " JOIN subscription s ON s.id = d.subscription LEFT JOIN session x ON x.id = s.session"
        " WHERE d.test = {} ORDER BY d.created_at, d.id",
        test_id,
    ):
        found[row["person"]].append(row)
    return found


def _asked(
    row: database.Row, sent: Sequence[database.Row], because: str, test: database.Row, now: datetime
) -> Asked:
    outcome = _outcome(row, sent, test, now)
    after = row["confirmed_at"] - test["started_at"] if row["confirmed_at"] is not None else None
    received = [each["received_at"] for each in sent if each["received_at"] is not None]
    in_time = bool(received) and min(received) <= test["ends_at"]
    mending = _mending(outcome, sent, because, in_time)
    held_back = outcome in HELD_BACK and not (outcome == "late" and in_time)
    guide, guide_word = _guide(sent) if held_back else ("", "")
    return Asked(
        person=row["person"],
        name=row["name"],
        leads=bool(row["leads"]),
        outcome=outcome,
        word=OUTCOMES[outcome],
        after=_span(after) if after is not None else "",
        mending=mending,
        guide=guide,
        guide_word=guide_word,
    )


def _outcome(
    row: database.Row, sent: Sequence[database.Row], test: database.Row, now: datetime
) -> Outcome:
    if row["confirmed_at"] is not None:
        return "heard" if row["confirmed_at"] <= test["ends_at"] else "late"
    if not row["devices"]:
        return "unreachable"
    if now < test["ends_at"]:
        return "waiting"
    if any(each["received_at"] is not None for each in sent):
        return "unheard"
    if any(each["state"] == "accepted" for each in sent):
        return "undelivered"
    return "failed"


def _mending(outcome: Outcome, sent: Sequence[database.Row], because: str, in_time: bool) -> str:
    match outcome:
        case "unreachable":
            return " ".join(REACH[because]) if because in REACH else MENDING["mended"]
        case "failed":
            reasons = [each["failure"] for each in sent if each["failure"]]
            return FAILURES.get(reasons[-1], reasons[-1]) if reasons else MENDING["undelivered"]
        case "late" if not in_time:
            return MENDING["held_back"]
        case _:
            return MENDING.get(outcome, "")


def _guide(sent: Sequence[database.Row]) -> tuple[str, str]:
    """The guide at the brand of the phone, where the phone has told its model."""
    brands = [brand_of(each["device_name"] or "") for each in sent]
    brand = next((brand for brand in brands if brand), None)
    if brand is None:
        return "/panduan/alarm", "menurut merek HP"
    return f"/panduan/alarm?hp={brand}#{brand}", GUIDES[brand][0]


def _span(length: timedelta) -> str:
    seconds = max(0, int(length.total_seconds()))
    return f"{seconds} detik" if seconds < 60 else spans.span(length)
