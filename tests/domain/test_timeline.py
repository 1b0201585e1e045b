"""The fold: clock points are the first time something happened, dated when it happened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from src.domain import timeline
from src.domain.incident import NotNow
from src.domain.timeline import Event

START = datetime(2026, 10, 12, 5, 58, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


RECEIVED = Event(
    "received",
    START,
    {
        "category_group": "fire",
        "category": "fire.house",
        "priority": "P1",
        "village": "A",
        "landmark": "pasar",
        "created_at": at(-3).isoformat(),
    },
)


def test_a_fire_from_report_to_confirmation() -> None:
    told = timeline.fold(
        [
            RECEIVED,
            Event("dispatched", at(0)),
            Event("accepted", at(1)),
            Event("departed", at(2)),
            Event("arrived", at(9)),
            Event("controlled", at(30)),
            Event("completed", at(80)),
            Event("resolved", at(80)),
            Event("confirmed", at(90)),
        ]
    )
    assert told.state == "closed"
    assert (told.created_at, told.received_at) == (at(-3), START)
    assert told.acknowledged_at == told.accepted_at == at(1)
    assert told.departed_at == at(2)
    assert told.on_scene_at == at(9)
    assert told.under_control_at == at(30)
    assert told.resolved_at == at(80)
    assert told.closed_at == told.confirmed_at == at(90)


def test_the_second_team_does_not_move_the_clock_of_the_first() -> None:
    told = timeline.fold(
        [RECEIVED, Event("arrived", at(9)), Event("departed", at(10)), Event("arrived", at(20))]
    )
    assert told.on_scene_at == at(9)
    assert told.state == "on_scene"


def test_a_merged_incident_counts_from_its_earliest_report() -> None:
    earlier = {"reports": 2, "received_at": at(-5).isoformat(), "created_at": at(-6).isoformat()}
    told = timeline.fold([RECEIVED, Event("absorbed", at(3), earlier)])
    assert told.reports == 3
    assert told.received_at == at(-5)
    assert told.created_at == at(-6)


def test_a_late_offline_report_keeps_the_response_clock() -> None:
    late = {"created_at": at(-10).isoformat()}
    told = timeline.fold([RECEIVED, Event("attached", at(40), late)])
    assert told.received_at == START
    assert told.created_at == at(-10)


def test_reopening_clears_the_end_and_is_counted() -> None:
    told = timeline.fold(
        [RECEIVED, Event("resolved", at(5)), Event("confirmed", at(6)), Event("reopened", at(7))]
    )
    assert told.state == "under_review"
    assert told.reopened == 1
    assert told.resolved_at is told.closed_at is told.confirmed_at is None


def test_asking_sets_a_mark_and_the_answer_takes_it_away() -> None:
    asked = timeline.fold([RECEIVED, Event("info_requested", at(1))])
    assert asked.info_needed and asked.state == "under_review"
    assert not timeline.step(asked, Event("info_given", at(2))).info_needed


def test_a_merge_undone_puts_back_what_it_had_brought() -> None:
    before = timeline.fold([RECEIVED])
    brought = {"reports": 2, "received_at": at(-5).isoformat(), "created_at": at(-6).isoformat()}
    merged = [
        RECEIVED,
        Event("absorbed", at(3), brought),
        Event("life_risk_seen", at(3), {"codes": ["trapped"]}),
        Event("arrived", at(4)),
    ]
    now = timeline.fold(merged)
    assert (now.life_risk, now.state) == (True, "on_scene")
    detail = {"reports": 2, "restored": timeline.restored(now, before)}
    told = timeline.step(now, Event("separated", at(9), detail))
    assert told == replace(before, changed_at=at(9))


def test_what_was_merged_comes_back_to_be_looked_at() -> None:
    merged = timeline.fold(
        [RECEIVED, Event("dispatched", at(0)), Event("merged", at(3), {"into": 7})]
    )
    told = timeline.step(merged, Event("unmerged", at(9), {"reports": 2}))
    assert (told.state, told.merged_into, told.closed_at) == ("under_review", None, None)
    assert (told.reports, told.assigned_at) == (2, at(0))


def test_how_the_village_is_known_goes_with_the_village() -> None:
    found = {**RECEIVED.detail, "village_source": "nearest_point"}
    told = timeline.fold([Event("received", START, found)])
    assert told.village_source == "nearest_point"
    better = {"village": "B", "village_source": "polygon"}
    assert (
        timeline.step(told, Event("position_improved", at(1), better)).village_source == "polygon"
    )
    corrected = timeline.step(told, Event("classified", at(2), {"village": "C"}))
    assert (corrected.village, corrected.village_source) == ("C", "")


def test_a_flag_is_set_and_taken_back() -> None:
    told = timeline.fold([RECEIVED, Event("life_risk_seen", at(1))])
    assert told.life_risk
    assert not timeline.step(told, Event("life_risk_cleared", at(2))).life_risk


def test_a_log_that_does_not_begin_with_received_is_refused() -> None:
    with pytest.raises(NotNow):
        timeline.fold([Event("accepted", START)])


def test_the_arrival_of_volunteers_is_stamped_apart_and_once() -> None:
    told = timeline.fold(
        [
            RECEIVED,
            Event("help_arrived", at(3), {"agency": "PLN", "volunteers": False}),
            Event("help_arrived", at(5), {"agency": "REDKAR", "volunteers": True}),
            Event("help_arrived", at(8), {"agency": "REDKAR", "volunteers": True}),
            Event("arrived", at(12)),
        ]
    )
    assert told.volunteer_on_scene_at == at(5)
    assert told.on_scene_at == at(12)


def test_a_referral_is_an_answer_and_passes_it_on() -> None:
    told = timeline.fold([RECEIVED, Event("referred", at(4))])
    assert told.state == "referred"
    assert told.acknowledged_at == told.assigned_at == at(4)
    back = timeline.step(told, Event("taken_back", at(9)))
    assert back.state == "under_review"
