"""The pack of 72.07 holds what the regency is and promises, and says what in it is invented."""

from collections import Counter
from datetime import date
from typing import get_args

import pytest

from src.domain import alarm_rule
from src.domain.alarm_rule import AlarmRule
from src.domain.category import Kind
from src.domain.places import Places
from src.domain.priority import Deadline
from src.domain.region import Region
from src.domain.strength import Strength
from src.domain.village_search import VillageSearch
from src.services.region_pack import load_region
from src.settings import ROOT
from tests.town import Town


@pytest.fixture(scope="module")
def here() -> Region:
    return load_region(ROOT / "regions" / "72.07")


def labels(region: Region, name: str) -> list[str]:
    return [village.label for village in region.villages.values() if village.name == name]


def test_twelve_districts_and_144_villages(here: Region) -> None:
    ends = "03 04 05 06 07 09 11 15 16 17 18 19"  # the gaps belong to the neighbour
    assert list(here.districts) == [f"72.07.{end}" for end in ends.split()]
    assert Counter(village.kind for village in here.villages.values()) == {
        "desa": 141,
        "kelurahan": 3,
    }
    assert all(village.code.startswith(village.district.code) for village in here.villages.values())


def test_villages_of_one_name_or_of_anothers_name_are_told_apart(here: Region) -> None:
    assert labels(here, "Apal") == ["Apal (Liang)", "Apal (Buko Selatan)"]
    assert labels(here, "Koyobunga") == ["Koyobunga (Peling Tengah)", "Koyobunga (Bulagi Utara)"]
    assert labels(here, "Tinangkung") == ["Tinangkung (Tinangkung Selatan)"]
    assert labels(here, "Buko") == ["Buko (Buko Selatan)"]


def test_only_names_that_would_mislead_stand_with_their_district(here: Region) -> None:
    """Two villages of one name, and those with the name of a district they are not in."""
    misleading = {village.name for village in here.villages.values() if village.ambiguous}
    assert misleading == {"Apal", "Koyobunga", "Tinangkung", "Buko"}
    assert here.villages["72.07.04.1015"].called == "Salakan"
    assert here.villages["72.07.18.2009"].called == "Apal (Buko Selatan)"


def test_every_village_is_found_by_its_point_and_by_its_name(here: Region) -> None:
    places = Places(here.villages.values())
    search = VillageSearch(here.villages.values())
    for village in here.villages.values():
        assert places.nearest(*village.point).village_code == village.code
        assert search.find(f"{village.name} {village.district.name}")[0] == village


def test_the_first_phone_is_the_civil_order_polices(here: Region) -> None:
    assert here.phone.label == "Satpol PP"
    assert [phone.tel for phone in here.emergency] == ["110", "119", "115", "123", "129"]


def test_what_is_invented_is_marked(here: Region) -> None:
    assert all(phone.demo for phone in here.phones)
    assert all(station.demo for station in here.stations.values())
    assert all(team.demo for team in here.teams.values())
    assert all(stand.demo for stand in here.stands.values())
    assert not any(phone.demo for phone in here.emergency)
    assert here.contact.endswith(".example")


def test_the_home_screen_asks_for_five_kinds(here: Region) -> None:
    slugs = ["kebakaran", "penyelamatan", "ketertiban", "bencana", "lainnya"]
    assert [group.slug for group in here.home_groups] == slugs
    assert {group.kind for group in here.home_groups} == set(get_args(Kind))


def test_leaves_are_those_of_the_list(here: Region) -> None:
    counted = Counter(leaf.group for leaf in here.categories.values())
    assert counted == {
        "fire": 9,
        "rescue": 11,
        "public_order": 15,
        "disaster": 6,
        "referral": 8,
        "other": 5,
    }
    assert {leaf.priority for leaf in here.groups[0].categories} == {"P1"}


def test_what_shames_or_endangers_somebody_is_hidden(here: Region) -> None:
    hidden = {leaf.code for leaf in here.categories.values() if not leaf.public}
    assert hidden - {leaf.code for leaf in here.groups[-1].categories} == {
        "public_order.alcohol",
        "public_order.gambling_vice",
        "public_order.mental_crisis",
        "public_order.social_welfare",
        "referral.medical",
        "referral.violence",
    }
    assert here.categories["referral.violence"].public_word == "Rujukan"
    assert here.categories["other.complaint"].leader_only
    assert here.categories["other.drill"].drill


def test_somebody_is_responsible_for_everything_everywhere(here: Region) -> None:
    for leaf in here.categories.values():
        for village in (*here.villages.values(), None):
            assert here.teams_for(leaf, village)


async def test_an_urgent_referral_rings_the_duty_team_which_passes_it_on(town: Town) -> None:
    await town.responder("yusuf", team="PP-A")
    await town.operator("meja")
    await town.report(category="referral.medical")
    assert town.phone("yusuf").rang == ["RUJUKAN: Salakan"]
    await town.passes(minutes=3)
    assert town.phone("meja").rang == ["Belum diterima"]


async def test_with_no_duty_team_an_urgent_referral_rings_the_desk_at_once(town: Town) -> None:
    await town.operator("meja")
    await town.report(category="referral.crime")
    assert town.phone("meja").rang == ["Belum diterima"]


def test_the_nearest_crew_is_called_first(here: Region) -> None:
    fire = here.categories["fire.house"]

    def first(village: str) -> list[str]:
        return [team.code for team in here.team_rings(fire, here.villages[village])[0]]

    assert first("72.07.06.1018") == ["DMK-BLG"]
    assert first("72.07.04.1015") == ["DMK-A", "DMK-B"]


def test_promises_are_those_of_the_table(here: Region) -> None:
    urgent, soon, plain, asked = (here.priorities[code] for code in ("P1", "P2", "P3", "P4"))
    assert urgent.first_answer == Deadline(minutes=2)
    assert urgent.on_scene == Deadline(minutes=15)
    assert urgent.at_once and not soon.at_once
    assert soon.dispatch == Deadline(minutes=30)
    assert plain.resolve == Deadline(working_days=5)
    assert plain.resolve_extended == Deadline(working_days=14)
    assert asked.first_answer == Deadline(working_days=3)
    assert not asked.dispatch
    days = [priority.auto_close_days for priority in (urgent, soon, plain, asked)]
    assert days == [3, 3, 10, 10]
    assert here.rules.reopen_days == 7


def test_a_fire_asks_for_three_with_a_driver_and_climbs_within_three_minutes(
    here: Region,
) -> None:
    rules = here.alarm_rules.values()
    salakan = here.villages["72.07.04.1015"]

    def rule(category: str, priority: str) -> AlarmRule:
        return alarm_rule.chosen(rules, here.categories[category], priority, salakan)

    fire = rule("fire.house", "P1")
    assert fire.strength == Strength(3, {"driver": 1}, "engine")
    assert [(step.after_s, step.when) for step in fire.policy.steps] == [
        (0, "always"),
        (30, "unreceived"),
        (60, "unanswered"),
        (120, "short"),
        (180, "short"),
    ]
    assert fire.policy.steps[-1].to == ("next_level", "station")
    assert fire.policy.repeat_s == 60
    asked = {
        (category, priority): rule(category, priority).strength.people
        for category, priority in (
            ("rescue.accident", "P1"),
            ("rescue.snake", "P2"),
            ("public_order.brawl", "P1"),
            ("public_order.noise", "P3"),
            ("disaster.landslide", "P1"),
            ("referral.medical", "P1"),
        )
    }
    assert list(asked.values()) == [2, 2, 2, 1, 1, 1]
    assert rule("other.suggestion", "P4").policy.repeat_s == 0


def test_holidays_of_2026_are_those_of_the_joint_decree(here: Region) -> None:
    kinds = Counter(day.kind for day in here.holidays.values() if day.date.year == 2026)
    assert kinds == {"national": 17, "joint_leave": 8}
    assert date(2026, 8, 17) in here.holidays
    assert not here.is_working_day(date(2026, 3, 18))


def test_joint_leave_lies_on_working_days(here: Region) -> None:
    for day in here.holidays.values():
        if day.kind == "joint_leave":
            assert day.date.weekday() in here.office.weekdays, day
