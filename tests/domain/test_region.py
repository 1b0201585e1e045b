"""Who is responsible, which leaf is meant, what a form offers: a region's rules."""

from dataclasses import replace
from datetime import date

import pytest

from src.domain.organisation import Team
from src.domain.region import Region
from tests.regions import teluk

REGION = teluk()
FIRE = REGION.categories["blaze.boat"]
NEAR, FAR = REGION.villages["99.88.01.0001"], REGION.villages["99.88.02.0001"]


def codes(rings: tuple[tuple[Team, ...], ...]) -> list[list[str]]:
    return [[team.code for team in ring] for ring in rings]


def test_the_most_local_teams_come_first() -> None:
    assert codes(REGION.team_rings(FIRE, NEAR)) == [["KAMPUNG"], ["DARAT"], ["PERAHU"]]
    assert [team.code for team in REGION.teams_for(FIRE, NEAR)] == ["KAMPUNG", "DARAT", "PERAHU"]


def test_a_ring_without_teams_is_left_out() -> None:
    assert codes(REGION.team_rings(FIRE, FAR)) == [["PERAHU"]]


def test_without_a_known_village_only_teams_that_serve_everywhere_are_called() -> None:
    assert codes(REGION.team_rings(FIRE, None)) == [["PERAHU"]]


def test_a_team_is_called_for_what_it_serves_only() -> None:
    assert codes(REGION.team_rings(REGION.categories["at_sea.net"], NEAR)) == [["PERAHU"]]
    assert codes(REGION.team_rings(REGION.categories["question.any"], FAR)) == []


def test_teams_equally_near_stand_in_their_order() -> None:
    boat = REGION.teams["PERAHU"]
    more = [replace(boat, code="Z", order=0), replace(boat, code="A", order=1)]
    region = replace(REGION, teams={team.code: team for team in (boat, *more)})
    assert codes(region.team_rings(FIRE, FAR)) == [["Z", "A", "PERAHU"]]


def test_a_team_of_a_district_and_a_village_is_named_once_where_it_is_most_local() -> None:
    both = replace(REGION.teams["DARAT"], villages=frozenset({NEAR.code}))
    region = replace(REGION, teams={both.code: both})
    assert codes(region.team_rings(FIRE, NEAR)) == [["DARAT"]]


@pytest.mark.parametrize(
    ("said", "leaf"),
    [
        ("blaze.boat", "blaze.boat"),
        ("blaze", "blaze.any"),
        ("api", "blaze.any"),
        ("di-laut", "at_sea.adrift"),
        ("fire", None),
        ("", None),
    ],
)
def test_a_leaf_is_meant_by_its_code_its_group_or_the_word_in_an_address(
    said: str, leaf: str | None
) -> None:
    found = REGION.category(said)
    assert (found.code if found else None) == leaf


def test_the_home_screen_has_its_choices_in_order() -> None:
    assert [group.code for group in REGION.home_groups] == ["blaze", "at_sea", "question"]


def test_a_form_also_offers_what_is_listed_in_it() -> None:
    guest, host = REGION.groups[1], REGION.groups[2]
    region = replace(REGION, groups=(replace(guest, home=False, listed_in=host.code), host))
    offered = [leaf.code for leaf in region.choices(host)]
    assert offered[-3:] == ["at_sea.adrift", "at_sea.net", "at_sea.quarrel"]
    assert offered[0] == "question.any"


def test_every_page_shows_the_first_phone_and_messages_go_to_the_one_that_reads_them() -> None:
    assert REGION.phone.label == "Kantor Siaga"
    assert REGION.sms_phone == REGION.phones[1]
    assert replace(REGION, phones=REGION.phones[:1]).sms_phone is None


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 12), True),  # a Monday
        (date(2026, 10, 14), False),  # a holiday
        (date(2026, 10, 15), False),  # a joint leave
        (date(2026, 10, 16), False),  # this office does not work on Fridays …
        (date(2026, 10, 17), True),  # … but on Saturdays
        (date(2026, 10, 18), False),
    ],
)
def test_working_days_are_those_of_the_office(day: date, works: bool) -> None:
    assert REGION.is_working_day(day) is works


def test_what_is_hidden_goes_by_the_name_of_its_group_and_shows_nothing() -> None:
    hidden, area, full = (
        REGION.categories[code] for code in ("at_sea.quarrel", "at_sea.net", "blaze.boat")
    )
    assert (hidden.public_word, hidden.public, hidden.shows_photos) == ("Di laut", False, False)
    assert (area.public_word, area.public, area.shows_landmark) == (
        "Jaring tersangkut",
        True,
        False,
    )
    assert full.shows_landmark and full.shows_photos


def test_two_villages_of_one_name_are_told_apart_by_their_label() -> None:
    assert _labels(REGION) == ["Pasir Contoh (Karang Luar)", "Pasir Contoh (Muara Dalam)"]


def _labels(region: Region) -> list[str]:
    return sorted(v.label for v in region.villages.values() if v.name == "Pasir Contoh")
