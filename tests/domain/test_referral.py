"""The life of one agency on one incident, cell by cell: taking it over, and coming to help."""

from datetime import UTC, datetime, timedelta

import pytest

from src.domain import incident, referral
from src.domain.incident import NotNow
from src.domain.referral import Helper, Kind, State

BEFORE_THE_END = ("sent", "seen", "accepted", "in_progress")
EXPECTED: dict[Kind, dict[str, dict[str, str]]] = {
    "handover": {
        "referral_seen": {"sent": "seen"},
        "referral_accepted": {"sent": "accepted", "seen": "accepted"},
        "referral_progressed": {"accepted": "in_progress", "in_progress": "in_progress"},
        "referral_finished": {"accepted": "finished", "in_progress": "finished"},
        "referral_returned": dict.fromkeys(BEFORE_THE_END, "returned"),
        "referral_reminded": {state: state for state in BEFORE_THE_END},
        "referral_recalled": dict.fromkeys(BEFORE_THE_END, "recalled"),
    },
    "help": {
        "referral_seen": {"sent": "seen"},
        "help_coming": {
            **dict.fromkeys(("sent", "seen", "refused", "coming", "left"), "coming"),
            "on_scene": "on_scene",
        },
        "help_refused": {
            **dict.fromkeys(("sent", "seen", "refused"), "refused"),
            **{state: state for state in ("coming", "on_scene", "left")},
        },
        "help_arrived": dict.fromkeys(
            ("sent", "seen", "refused", "coming", "on_scene", "left"), "on_scene"
        ),
        "help_left": {"on_scene": "left"},
        "referral_reminded": {state: state for state in ("sent", "seen", "coming")},
        "referral_recalled": dict.fromkeys(("sent", "seen", "coming", "on_scene"), "recalled"),
    },
}
CELLS = [
    (kind, event, state)
    for kind, life in EXPECTED.items()
    for event in life
    for state in referral.STATES
]


def test_every_event_of_both_tables_is_expected_and_no_other() -> None:
    assert {kind: set(life) for kind, life in EXPECTED.items()} == {
        kind: set(life) for kind, life in referral.LIVES.items()
    }
    assert {event for life in EXPECTED.values() for event in life} <= set(incident.EVENTS)


@pytest.mark.parametrize(("kind", "event", "state"), CELLS)
def test_each_cell(kind: Kind, event: str, state: State) -> None:
    if state in EXPECTED[kind][event]:
        assert referral.after(kind, state, event) == EXPECTED[kind][event][state]
    else:
        with pytest.raises(NotNow):
            referral.after(kind, state, event)


@pytest.mark.parametrize("state", referral.STATES)
def test_what_an_agency_is_offered_is_possible(state: State) -> None:
    for event in referral.NEXT.get(state, ()):
        referral.after("handover", state, event)


@pytest.mark.parametrize("said", [None, *referral.HELPERS])
def test_what_a_helper_is_offered_is_an_event_with_a_word(said: Helper | None) -> None:
    assert set(referral.HELPER_NEXT[said]) <= set(referral.SAYS)


def test_every_answer_has_an_address_and_no_address_is_left_over() -> None:
    answers = {event for events in referral.NEXT.values() for event in events}
    answers |= set(referral.SAYS)
    assert set(referral.NOUNS.values()) == answers
    assert len(referral.NOUNS) == len(answers)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (set(), None),
        ({"refused"}, "refused"),
        ({"refused", "coming"}, "coming"),
        ({"coming", "arrived"}, "on_scene"),
        ({"left", "coming"}, "coming"),
        ({"left", "refused"}, "left"),
    ],
)
def test_a_request_stands_where_the_farthest_helper_is(
    said: set[Helper], state: State | None
) -> None:
    assert referral.standing(said) == state


def test_a_reminder_comes_after_two_thirds_and_at_most_four_hours_ahead() -> None:
    sent = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
    soon = sent + timedelta(minutes=15)
    assert referral.reminded_at(sent, soon) == sent + timedelta(minutes=10)
    tomorrow = sent + timedelta(hours=30)
    assert referral.reminded_at(sent, tomorrow) == tomorrow - timedelta(hours=4)
