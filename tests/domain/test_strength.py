"""When enough come: people, skills and a vehicle, each counted."""

from src.domain import strength
from src.domain.strength import Missing, Strength, missing

FIRE = Strength(3, {"driver": 1, "team_leader": 1}, "engine")
NOBODY: frozenset[str] = frozenset()
DRIVER = frozenset({"driver"})
LEADER = frozenset({"team_leader", "driver"})


def test_nothing_is_missing_when_people_skills_and_vehicle_are_there() -> None:
    assert not missing(FIRE, [LEADER, NOBODY, NOBODY], vehicle_ready=True)


def test_what_is_missing_is_named() -> None:
    assert missing(FIRE, [], vehicle_ready=False) == Missing(
        3, {"driver": 1, "team_leader": 1}, "engine"
    )
    assert missing(FIRE, [DRIVER, DRIVER], vehicle_ready=True) == Missing(1, {"team_leader": 1})


def test_enough_people_without_a_driver_are_not_enough() -> None:
    assert missing(Strength(2, {"driver": 1}), [NOBODY, NOBODY, NOBODY], vehicle_ready=True)


def test_two_skills_in_one_person_count_both_but_as_one_person() -> None:
    assert missing(Strength(2, {"driver": 1, "team_leader": 1}), [LEADER], True) == Missing(1)


def test_a_vehicle_is_asked_for_only_where_one_is_named() -> None:
    assert not missing(Strength(1), [NOBODY], vehicle_ready=False)


def test_a_stamped_strength_reads_the_same_and_an_old_alarm_asks_for_one() -> None:
    assert strength.read(strength.stamp(FIRE)) == FIRE
    assert strength.read("") == Strength(1, {}, "")


def test_more_is_asked_on_top_of_what_was_asked_or_has_come() -> None:
    assert strength.raised(FIRE, 3, above=2).people == 6
    assert strength.raised(Strength(1), 1, above=4).people == 5
