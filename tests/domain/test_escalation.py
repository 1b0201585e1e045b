"""A policy in order of time, stamped and read back, with everybody below rung again."""

from datetime import UTC, datetime, timedelta

import pytest

from src.domain import escalation
from src.domain.escalation import Step

START = datetime(2026, 10, 12, 6, 0, tzinfo=UTC)
POLICY = escalation.policy([(300, "leaders"), (0, "team"), (120, "team_leader")])


def test_steps_stand_in_order_of_time() -> None:
    assert [step.after_s for step in POLICY] == [0, 120, 300]


def test_a_stamped_policy_reads_the_same() -> None:
    assert escalation.read(escalation.stamp(POLICY)) == POLICY


def test_each_step_is_due_from_the_start_and_nothing_above_the_top() -> None:
    assert escalation.due_at(POLICY, 1, START) == START + timedelta(seconds=120)
    assert escalation.due_at(POLICY, 2, START) == START + timedelta(seconds=300)
    assert escalation.due_at(POLICY, 3, START) is None


def test_who_was_rung_is_rung_again() -> None:
    assert escalation.audiences(POLICY, 0) == ("team",)
    assert escalation.audiences(POLICY, 2) == ("team", "team_leader", "leaders")


@pytest.mark.parametrize("steps", [[], [(0, "everybody")]])
def test_a_policy_without_steps_or_with_strangers_is_refused(steps: list[tuple[int, str]]) -> None:
    with pytest.raises(ValueError, match=r"step|audience"):
        escalation.policy(steps)
    assert Step(0, "team") in POLICY
