"""Of several rules the most special holds; an edited one reads as it was written."""

from pathlib import Path

import pytest

from src.domain import alarm_rule
from src.domain.alarm_rule import LAST_RESORT, AlarmRule
from src.domain.escalation import Policy, Step
from src.domain.region import Region
from src.domain.strength import Strength
from src.services.region_pack import load_region
from src.settings import ROOT

POLICY = Policy((Step(0, ("team",)), Step(30, ("operators",), "unreceived", ("push", "sms"))), 60)


def rule(code: str, **scope: tuple[str, ...]) -> AlarmRule:
    return AlarmRule(code=code, name=code, strength=Strength(), policy=POLICY, **scope)


ALL = rule("all")
URGENT = rule("urgent", priorities=("P1",))
HERE = rule("here", districts=("72.07.04",))
FIRE = rule("fire", groups=("fire",))
FIRE_URGENT = rule("fire_urgent", groups=("fire",), priorities=("P1",))
FIRE_HERE = rule("fire_here", groups=("fire",), districts=("72.07.04",))
GAS = rule("gas", categories=("fire.gas",))
LADDER = [ALL, URGENT, HERE, FIRE, FIRE_URGENT, FIRE_HERE, GAS]


@pytest.fixture
def here() -> Region:
    return load_region(Path(ROOT / "regions" / "72.07"))


@pytest.mark.parametrize("known", range(len(LADDER)))
def test_the_most_special_rule_that_fits_holds(known: int, here: Region) -> None:
    """All of them fit a gas fire in this village; each is better than all before it."""
    village = here.villages["72.07.04.1015"]
    some = LADDER[: known + 1]
    found = alarm_rule.chosen(reversed(some), here.categories["fire.gas"], "P1", village)
    assert found is some[-1]


def test_a_rule_for_something_else_does_not_hold(here: Region) -> None:
    elsewhere = here.villages["72.07.06.1018"]
    snake = here.categories["rescue.snake"]
    assert alarm_rule.chosen(LADDER, snake, "P2", elsewhere) is ALL
    assert alarm_rule.chosen(LADDER, snake, "P2", None) is ALL


def test_among_equals_the_first_by_code_holds(here: Region) -> None:
    equals = [rule("b", groups=("fire",)), rule("a", groups=("fire", "rescue"))]
    assert alarm_rule.chosen(equals, here.categories["fire.gas"], "P1", None).code == "a"


def test_where_no_rule_fits_somebody_is_rung_all_the_same(here: Region) -> None:
    assert alarm_rule.chosen([], here.categories["fire.gas"], "P1", None) is LAST_RESORT
    assert LAST_RESORT.policy.steps[0].to == ("team",)


def test_every_priority_needs_a_rule_that_holds_everywhere() -> None:
    assert alarm_rule.uncovered([URGENT, FIRE], ("P1", "P2")) == ("P2",)
    assert alarm_rule.uncovered([ALL], ("P1", "P2")) == ()


def test_an_edited_rule_reads_as_it_was_written() -> None:
    edited = AlarmRule(
        code="fire_here",
        name="Kebakaran kota",
        groups=("fire",),
        districts=("72.07.04",),
        strength=Strength(4, {"driver": 2}, "engine"),
        policy=POLICY,
    )
    assert alarm_rule.read("fire_here", alarm_rule.written(edited)) == edited
