"""What anybody with the link may read of the log, and what stays inside."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from src.domain import incident, public_timeline, referral
from src.domain.public_timeline import INSIDE, PUBLIC, lines
from src.domain.timeline import Event
from src.services import triage
from src.services.response import OUTCOMES
from src.words.incidents import STATES
from src.words.public import PUBLIC_EVENTS, PUBLIC_NEXT, PUBLIC_OUTCOMES

START = datetime(2026, 10, 12, 5, 58, tzinfo=UTC)
SECRETS = {
    "report": "11111111-2222-3333-4444-555555555555",
    "note": "Om Rudi 0812 4455 0199",
    "question": "Siapa nama istri Pak Rudi?",
    "reason": "Pak Rudi mabuk",
    "latitude": -1.3131,
    "longitude": 123.4962,
    "landmark": "rumah Pak Rudi",
    "accepted_by": "Rahim",
    "because": "merged",
    "score": 4713,
    "from": 4711,
    "into": 4712,
    "channel": "phone",
}
ALLOWED_VALUES = {"team", "agency", "outcome", "count", "minutes", "kind", "evidence", "reports"}


def at(minute: float, event: str, **detail: Any) -> Event:
    return Event(event, START + timedelta(minutes=minute), detail)


def said(*events: Event) -> list[str]:
    return [line.said for line in lines(events)]


def test_every_event_is_decided_to_be_public_or_inside() -> None:
    assert set(PUBLIC) | INSIDE == set(incident.EVENTS)
    assert not set(PUBLIC) & INSIDE


@pytest.mark.parametrize("event", incident.EVENTS)
def test_nothing_but_the_listed_details_passes(event: str) -> None:
    detail = {**SECRETS, "team": "DAMKAR-1", "outcome": "extinguished", "kind": "photo"}
    told = lines([at(0, "received"), at(10, event, **detail)])
    for line in told:
        assert set(line.told) <= ALLOWED_VALUES
        assert not {str(value) for value in line.told.values()} & set(map(str, SECRETS.values()))


@pytest.mark.parametrize("event", sorted(INSIDE))
def test_what_is_inside_makes_no_line(event: str) -> None:
    assert said(at(0, "received"), at(1, event, **SECRETS)) == ["received"]


def test_every_line_has_its_sentence() -> None:
    kinds = {"photo", "voice", "evidence", "received_alarm", "arrived_too"}
    named = (set(PUBLIC) | kinds) - {"evidence_added", "absorbed", "referred_too"}
    assert set(PUBLIC_EVENTS) == named
    for sentence in PUBLIC_EVENTS.values():
        assert sentence.format(team="Regu A", agency="PLN", count=2, minutes=10, outcome="").strip()


def test_every_outcome_and_state_has_its_words() -> None:
    assert set(PUBLIC_OUTCOMES) == {
        *OUTCOMES,
        *referral.OUTCOMES,
        "not_found",
        triage.ANSWERED,
    }
    assert set(get_args(incident.State)) <= set(PUBLIC_NEXT)
    assert set(get_args(incident.State)) == set(STATES)


def test_the_newest_line_stands_on_top_though_it_was_heard_late() -> None:
    log = [
        at(0, "received"),
        at(9, "verified"),
        at(3, "departed", team="A"),  # tapped without a signal, delivered after
    ]
    assert said(*log) == ["verified", "departed", "received"]


def test_an_alarm_at_once_belongs_to_the_first_line() -> None:
    assert said(
        at(0, "received"), at(0, "dispatched", team="A"), at(0, "dispatched", team="B")
    ) == ["received_alarm"]
    assert said(at(0, "received"), at(5, "dispatched", team="A")) == ["dispatched", "received"]


def test_reports_and_photos_in_a_row_are_counted() -> None:
    log = [
        at(0, "received"),
        at(1, "attached"),
        at(2, "absorbed", reports=2),
        at(3, "evidence_added", kind="photo", evidence=False),
        at(4, "evidence_added", kind="photo", evidence=False),
        at(5, "evidence_added", kind="voice", evidence=False),
        at(6, "evidence_added", kind="photo", evidence=True),
    ]
    told = [(line.said, line.told.get("count")) for line in lines(log)]
    assert told == [
        ("evidence", 1),
        ("voice", 1),
        ("photo", 2),
        ("attached", 3),
        ("received", None),
    ]


def test_the_first_arrival_tells_the_minutes_since_the_report() -> None:
    log = [at(0, "received"), at(10, "arrived", team="A"), at(12, "arrived", team="B")]
    later, first, _ = lines(log)
    assert (first.said, first.told["minutes"]) == ("arrived", 10)
    assert later.said == "arrived_too"


def test_a_way_of_days_is_not_told_in_minutes() -> None:
    told = lines([at(0, "received"), at(60 * 24, "arrived", team="A")])
    assert told[0].said == "arrived_too"


def test_the_end_is_one_line() -> None:
    log = [
        at(0, "received"),
        at(30, "completed", team="A", outcome="extinguished"),
        at(30, "released", team="B"),
        at(31, "resolved", outcome="extinguished"),
    ]
    assert said(*log) == ["resolved", "received"]


def test_an_empty_log_has_no_lines() -> None:
    assert public_timeline.lines([]) == ()
