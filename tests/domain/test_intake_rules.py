"""What an operator pastes or types in a hurry: positions, times, origins, copied chats."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from src import words
from src.domain import origin, pasted_chat, pasted_position, said_time
from src.domain.channel import BY_CODE, INTAKE
from src.domain.village import Point

HERE = Point(-1.3127, 123.4962)
POSITIONS = [
    "-1.3127,123.4962",
    " -1.3127, 123.4962 ",
    "-1,3127 123,4962",
    "-1.3127;123.4962",
    "(-1.3127, 123.4962)",
    "123.4962, -1.3127",
    "https://maps.google.com/?q=-1.3127,123.4962",
    "https://maps.google.com/maps?q=-1.3127%2C123.4962&z=17&hl=id",
    "Lokasi: https://maps.google.com/?q=-1.3127,123.4962 tolong cepat",
    "https://www.google.com/maps/@-1.3127,123.4962,17z",
    "https://www.google.com/maps/place/Pasar/@-1.2,123.1,15z/data=!3m1!8m2!3d-1.3127!4d123.4962",
    "https://www.google.com/maps/search/-1.3127,+123.4962?entry=tts",
    "https://www.google.com/maps/search/?api=1&query=-1.3127,123.4962",
    "https://www.google.com/maps/dir/?api=1&destination=-1.3127,123.4962",
    "https://www.openstreetmap.org/?mlat=-1.3127&mlon=123.4962#map=17/-1.2/123.1",
    "https://www.openstreetmap.org/#map=17/-1.3127/123.4962",
    "geo:-1.3127,123.4962?q=x",
    "1°18'45.72\"S 123°29'46.32\"E",
    "1°18'45.72\" LS, 123°29'46.32\" BT",
]
NOWHERE = ["", "pasar", "0812 4455 0199", "-1.3", "999.1234,999.1234", "https://x.id/?q=pasar"]


@pytest.mark.parametrize("text", POSITIONS)
def test_a_position_is_read_from_whatever_a_phone_sends(text: str) -> None:
    found = pasted_position.read(text)
    assert isinstance(found, Point)
    assert found == pytest.approx(HERE, abs=1e-5)


@pytest.mark.parametrize("text", NOWHERE)
def test_what_is_no_position_says_so(text: str) -> None:
    assert pasted_position.read(text) == "position_unread"


def test_a_short_link_tells_nothing_before_it_is_opened() -> None:
    assert pasted_position.read("https://maps.app.goo.gl/AbC123") == "position_short_link"


ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 29, 13, 58, tzinfo=ZONE).astimezone(UTC)


def local(day: int, hour: int, minute: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("13.40", local(29, 13, 40)),
        ("13:40", local(29, 13, 40)),
        ("9.05", local(29, 9, 5)),
        ("23.50", local(28, 23, 50)),
        ("13.59", local(29, 13, 58)),  # the desk's clock is ahead
        ("29/11 13.40", local(29, 13, 40)),
        ("28/11, 08.00", local(28, 8, 0)),
        ("28-11-2026 08.00", local(28, 8, 0)),
        ("28/11/26 08.00.59", local(28, 8, 0)),
        ("kemarin 20.15", local(28, 20, 15)),
    ],
)
def test_a_time_is_the_last_one_it_can_be(text: str, at: datetime) -> None:
    assert said_time.moment(text, NOW, ZONE) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tadi",
        "25.00",
        "13",
        "13.60",
        "29/11 15.00",
        "30/02 10.00",
        "1/1 10.00",
        "31/12/25 8.00",
    ],
)
def test_what_is_no_time_or_lies_ahead_or_too_far_back_is_none(text: str) -> None:
    assert said_time.moment(text, NOW, ZONE) is None


def test_at_the_turn_of_the_year_a_day_is_last_years() -> None:
    new_year = datetime(2027, 1, 1, 0, 10, tzinfo=ZONE)
    found = said_time.moment("31/12 23.58", new_year, ZONE)
    assert found == new_year - timedelta(minutes=12)


@pytest.mark.parametrize(
    ("channel", "text", "kept"),
    [
        ("phone", "0812 4455 0199", "+6281244550199"),
        ("whatsapp", "+62 812-4455-0199", "+6281244550199"),
        (
            "facebook",
            "https://www.facebook.com/groups/1/posts/2",
            "https://www.facebook.com/groups/1/posts/2",
        ),
        ("facebook", "facebook.com/story.php?id=1", "https://facebook.com/story.php?id=1"),
        ("sp4n", "#1234567", "#1234567"),
        ("radio", "Salakan 2", "Salakan 2"),
        ("phone", "12345", None),
        ("phone", "Om Rudi", None),
        ("facebook", "javascript:alert(1)", None),
        ("facebook", "https://user:pass@facebook.com/", None),
        ("facebook", "https://", None),
        ("facebook", "ftp://facebook.com/x", None),
        ("sp4n", "<script>", None),
        ("sp4n", "x" * 61, None),
    ],
)
def test_an_origin_is_a_number_a_link_or_a_reference(
    channel: str, text: str, kept: str | None
) -> None:
    assert origin.checked(text, BY_CODE[channel]) == kept


def test_every_channel_has_its_word() -> None:
    assert {each.code for each in INTAKE} | {"web"} == set(words.CHANNELS)


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("[29/11 13.58] Om Rudi: Api di pasar", "Om Rudi", "29/11 13.58"),
        ("[29/11/26, 13.58.10] ~ Rudi: Api di pasar", "Rudi", "29/11/26 13.58.10"),
        (
            "[13.58, 29/11/2026] +62 812-4455-0199: Api di pasar",
            "+62 812-4455-0199",
            "29/11/2026 13.58",
        ),
        ("29/11/26 13.58 - Om Rudi: Api di pasar", "Om Rudi", "29/11/26 13.58"),
        ("29/11/2026, 13:58 - Om Rudi: Api di pasar", "Om Rudi", "29/11/2026 13:58"),
        ("Api di pasar", "", ""),
        ("Jam 13.58: Api di pasar", "", ""),
    ],
)
def test_the_heads_of_a_copied_chat_are_taken_off(text: str, who: str, said: str) -> None:
    found = pasted_chat.taken_apart(text)
    assert (found.who, found.said) == (who, said)
    if who:
        assert found.text == "Api di pasar"


def test_several_messages_become_lines() -> None:
    text = "[29/11 13.58] Rudi: Api!\n[29/11 13.59] Rudi: di Salakan\ndekat pasar"
    assert pasted_chat.taken_apart(text).text == "Api!\ndi Salakan\ndekat pasar"
