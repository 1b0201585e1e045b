"""What may be one event is suggested with its reasons; two fires in one minute stay two."""

from datetime import UTC, datetime, timedelta

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
