"""A policy in order of time, stamped and read back, climbed step by step, repeated at the top."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from src.domain import escalation
from src.domain.escalation import Policy, Step

START = datetime(2026, 10, 12, 6, 0, tzinfo=UTC)
POLICY = escalation.policy(
    [
        Step(120, ("leaders", "volunteers"), "short", ("push", "sms")),
        Step(0, ("team",)),
        Step(60, ("team", "team_leader"), "unanswered"),
    ],
    repeat_s=60,
)


def test_steps_stand_in_order_of_time() -> None:
    assert [step.after_s for step in POLICY.steps] == [0, 60, 120]


def test_a_stamped_policy_reads_the_same() -> None:
    assert escalation.read(escalation.stamp(POLICY)) == POLICY


def test_a_policy_stamped_before_steps_had_conditions_still_climbs() -> None:
    old = escalation.read(json.dumps([[0, "team"], [120, "team_leader"], [300, "leaders"]]))
    assert [step.after_s for step in old.steps] == [0, 120, 300]
    assert [step.to for step in old.steps] == [
        ("team",),
        ("team", "team_leader"),
        ("team", "team_leader", "leaders"),
    ]
    assert {step.when for step in old.steps} == {"always"}
    assert old.repeat_s == 0


def test_each_step_is_due_from_the_start_and_nothing_above_the_top() -> None:
    assert escalation.due_at(POLICY, 1, START) == START + timedelta(seconds=60)
    assert escalation.due_at(POLICY, 2, START) == START + timedelta(seconds=120)
    assert escalation.due_at(POLICY, 3, START) is None


def test_at_the_top_the_next_due_is_the_first_repeat() -> None:
    assert escalation.due_after(POLICY, 1, START) == START + timedelta(seconds=120)
    assert escalation.due_after(POLICY, 2, START) == START + timedelta(seconds=180)
    assert escalation.due_after(Policy(POLICY.steps), 2, START) is None


def test_repeats_come_ever_more_rarely() -> None:
    pauses = [escalation.repeat_after(POLICY, n) for n in range(6)]
    assert [pause and pause.total_seconds() for pause in pauses] == [60, 120, 240, 480, 900, 900]
    assert escalation.repeat_after(POLICY, 10_000) == timedelta(seconds=900)
    rare = escalation.repeat_after(Policy(POLICY.steps, 3600), 1)
    assert rare == timedelta(seconds=3600)
    assert escalation.repeat_after(Policy(POLICY.steps), 0) is None


def test_at_the_top_everybody_on_the_way_is_named_once() -> None:
    everybody = ("team", "team_leader", "leaders", "volunteers")
    assert escalation.audiences(POLICY, 2) == everybody


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [Step(0, ("everybody",))],
        [Step(0, ())],
        [Step(10, ("team",))],
        [Step(0, ("team",), "sometimes")],
        [Step(0, ("team",), by=("pigeon",))],
    ],
)
def test_what_is_no_policy_is_refused(steps: list[Step]) -> None:
    with pytest.raises(ValueError, match=r"begins|unknown|nobody"):
        escalation.policy(steps)
