"""One SMS each: never longer than 160 signs of one septet, whatever a place is called."""

from hypothesis import given
from hypothesis import strategies as st

from src import words
from src.domain.numbers import number_of
from src.domain.region import Region
from src.sms import texts

# GSM 7-bit default alphabet, as far as our texts use it (3GPP TS 23.038, table 6.2.1).
SEPTETS = set(
    "@$_ !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


def test_an_alarm_says_what_where_when_and_how_to_answer() -> None:
    text = texts.alarm_text(kind="KEBAKARAN", place="Salakan", clock="13.58", code="7K3M")
    assert text == "KEBAKARAN Salakan 13.58. Balas YA 7K3M untuk datang, TIDAK 7K3M bila tidak."


def test_a_drill_says_so_first() -> None:
    text = texts.alarm_text(
        kind="KEBAKARAN", place="Salakan", clock="13.58", code="7K3M", drill=True
    )
    assert text.startswith("LATIHAN")


def test_the_office_is_not_asked_to_come() -> None:
    text = texts.alarm_text(
        kind="KEBAKARAN", place="Salakan", clock="13.58", code="7K3M", in_office=True
    )
    assert "Balas" not in text
    assert "7K3M" in text


@given(kind=st.text(max_size=30), place=st.text(), drill=st.booleans(), in_office=st.booleans())
def test_every_text_is_one_sms(kind: str, place: str, drill: bool, in_office: bool) -> None:
    text = texts.alarm_text(
        kind=kind, place=place, clock="13.58", code="7K3MX", drill=drill, in_office=in_office
    )
    assert len(text) <= texts.LONGEST
    assert set(text) <= SEPTETS
    assert "7K3MX" in text


def test_every_place_of_the_region_fits_whole(region: Region) -> None:
    code = number_of(1_000_000, "X").partition("-")[2]
    for village in region.villages.values():
        for group in region.groups:
            text = texts.alarm_text(
                kind=group.word.upper(),
                place=village.called,
                clock="13.58",
                code=code,
                drill=True,
            )
            assert texts.plain(village.called) in text


def test_every_reply_is_one_sms() -> None:
    for outcome in words.SMS_REPLIES:
        assert set(texts.reply_text(outcome, "7K3MX")) <= SEPTETS
        assert len(texts.reply_text(outcome, "7K3MX")) <= texts.LONGEST
