"""What may be one event is suggested with its reasons; two fires in one minute stay two."""

from datetime import UTC, datetime, timedelta

import pytest

from src.domain.likeness import Account, account, candidates, compare
from src.domain.reading import tell_apart
from src.domain.region import Region
from src.domain.village import Point

NOON = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


def told(
    region: Region,
    text: str,
    minutes: int = 0,
    *,
    category: str = "fire.house",
    village: str | None = "72.07.04.1015",
    position: Point | None = None,
    phones: tuple[str, ...] = (),
) -> Account:
    leaf = region.categories[category]
    return account(
        leaf,
        region.group_of(leaf),
        at=NOON + timedelta(minutes=minutes),
        position=position,
        accuracy_m=20 if position else None,
        village=region.villages[village] if village else None,
        telling=tell_apart(text, region),
        phones=phones,
        words=region.words,
    )


def test_two_people_who_name_the_same_landmark_saw_one_fire(region: Region) -> None:
    one = told(region, "Rumah terbakar di belakang pasar")
    other = told(region, "So tabakar dekat pasar", 4, category="fire.unclear")
    found = compare(one, other)
    assert found.verdict == "likely"
    assert (found.same_village, found.same_landmark, found.seconds) == (True, True, 240)


def test_two_fires_in_one_minute_stay_two(region: Region) -> None:
    market = told(region, "Kebakaran rumah belakang pasar")
    for other in (
        told(region, "Kebakaran rumah depan masjid Nurul Huda"),
        told(region, "Kebakaran rumah", village="72.07.04.2013"),
        told(region, "Rumah terbakar, bukan yang di pasar, ini yang lain"),
        told(region, "Rumah terbakar", village=None, position=Point(-1.40, 123.33)),
    ):
        assert compare(market, other).verdict not in ("certain", "likely")


def test_what_fits_two_fires_is_likely_neither(region: Region) -> None:
    market = told(region, "Kebakaran rumah belakang pasar")
    mosque = told(region, "Kebakaran rumah depan masjid")
    vague = told(region, "Ada kebakaran rumah di sini!", 2)
    assert [each.likeness.verdict for each in candidates(vague, [("a", [market])])] == ["likely"]
    both = candidates(vague, [("a", [market]), ("b", [mosque])])
    assert [each.likeness.verdict for each in both] == ["possible", "possible"]


def test_a_snake_is_no_candidate_for_a_fire(region: Region) -> None:
    fire = told(region, "Rumah terbakar di belakang pasar")
    snake = told(region, "Ular masuk rumah", 5, category="rescue.snake")
    assert compare(fire, snake).verdict == "different"


def test_snakes_in_one_village_are_two_unless_more_is_shared(region: Region) -> None:
    one = told(region, "Ular masuk rumah", category="rescue.snake")
    other = told(region, "Ada ular di dapur", 5, category="rescue.snake")
    again = told(region, "Ular masih ada", 9, category="rescue.snake", phones=("+62811",))
    same = told(region, "Ular masuk rumah", category="rescue.snake", phones=("+62811",))
    assert compare(one, other).verdict != "likely"
    assert compare(same, again).verdict == "likely"


def test_what_seldom_happens_twice_is_most_likely_one_event(region: Region) -> None:
    wind = told(region, "Puting beliung, atap rumah terbang", category="disaster.strong_wind")
    later = told(region, "Angin kencang di sini", 50, category="disaster.strong_wind")
    assert compare(wind, later).verdict == "likely"
    house = told(region, "Rumah terbakar")
    assert compare(house, told(region, "Rumah terbakar", 50)).verdict == "possible"


def test_a_flood_is_at_many_landmarks_and_a_fire_is_not(region: Region) -> None:
    texts = ("Banjir di lorong masjid", "Banjir, warga mengungsi ke sekolah")
    flood = [told(region, each, category="disaster.flood") for each in texts]
    fire = [told(region, each) for each in ("Rumah terbakar dekat masjid", "Api dekat sekolah")]
    assert (compare(*flood).verdict, compare(*flood).other_landmark) == ("likely", False)
    assert (compare(*fire).verdict, compare(*fire).other_landmark) == ("possible", True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rumah terbakar belakang gereja", "Rumah warga RT 2 terbakar"),  # a church may be in RT 2
        ("Rumah terbakar belakang gereja", "Pelapor Bpk Deni. Rumah terbakar"),  # he only calls
        ("Tabrakan di tanjakan", "Tabrakan, 2 siswa SMA luka"),  # pupils are no place
        ("Kios terbakar di pasar", "Kebakaran kios bensin eceran"),  # what burns is no landmark
        ("Ular di SDN Baka", "Ular masuk SD Baka"),
    ],
)
def test_what_is_no_other_place(one: str, other: str, region: Region) -> None:
    assert not compare(told(region, one), told(region, other)).other_landmark


def test_parts_of_a_village_tell_places_apart(region: Region) -> None:
    one = told(region, "Rumah terbakar di RT 2")
    assert compare(one, told(region, "Rumah terbakar di RT 5")).other_landmark


def test_without_a_place_in_common_nothing_is_likely(region: Region) -> None:
    one = told(region, "Banjir, air masuk rumah warga", category="disaster.flood")
    nowhere = told(
        region, "Banjir, air masuk rumah warga sini", category="disaster.flood", village=None
    )
    assert compare(one, nowhere).verdict == "possible"


def test_thanks_and_questions_are_no_event_of_their_own(region: Region) -> None:
    texts = ("Terima kasih pemadam, api di pasar sudah padam", "Kapan api di pasar itu padam?")
    asked = [told(region, each, category="other.information") for each in texts]
    assert compare(*asked).verdict == "possible"
    fire = told(region, "Kios terbakar di pasar", category="fire.shop")
    assert compare(fire, asked[0]).verdict == "likely"  # both at the market, in one breath


def test_a_search_that_lasts_is_known_by_its_names(region: Region) -> None:
    gone = "La Udin belum kembali melaut, katinting biru"
    first = told(region, gone, category="rescue.drowning")
    same = told(region, "Cari La Udin, katinting biru", 140, category="rescue.drowning")
    other = told(region, "Nelayan belum kembali", 140, category="rescue.drowning")
    assert compare(first, same).verdict == "likely"
    assert compare(first, other).verdict == "possible"


@pytest.mark.parametrize(
    "told_apart",
    [
        "Pak ada lagi rumah terbakar dekat pelabuhan, lain dari yg di belakang pasar tadi",
        "Rumah terbakar dekat pelabuhan, laen dari yg di pasar",
        "Rumah terbakar di RT 3, bukan rumah yang di belakang pasar itu",
        "yang di pasar so ada mobil to? ini lain lagi, rumah tabakar di lorong samping SMA",
    ],
)
def test_the_landmark_of_another_fire_is_none_of_this_one(told_apart: str, region: Region) -> None:
    market = told(region, "Rumah terbakar di belakang pasar")
    found = compare(market, told(region, told_apart, 10))
    assert (found.verdict == "likely", found.same_landmark) == (False, False)
