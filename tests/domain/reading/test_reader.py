"""What an operator is offered for a pasted message, and why."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.domain.reading import read
from src.domain.region import Region
from src.domain.vocabulary import NO_WORDS


def code(text: str, region: Region) -> str:
    best = read(text, region).category
    return best.value.code if best else ""


def test_a_fire_in_local_speech_with_everything_around_it(region: Region) -> None:
    text = "So tabakar rumah di belakang pasar Salakan, capat kamari! WA 0812-3456-7890"
    reading = read(text, region)
    assert reading.category is not None
    assert reading.category.value.code == "fire.house"
    assert [quote.text for quote in reading.category.because] == ["tabakar", "rumah"]
    assert reading.village is not None and reading.village.value.name == "Salakan"
    assert reading.landmark is not None and reading.landmark.value == "belakang pasar"
    assert [found.value for found in reading.phones] == ["+6281234567890"]
    assert reading.priority is not None and reading.priority.value == "P1"
    for quote in (*reading.category.because, *reading.landmark.because):
        assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Semangat berkobar untuk tim sepak bola kita", "idiom"),
        ("Hati terbakar cemburu", "idiom"),
        ("Asap ikan cakalang di Bulagi enak sekali", "cooking"),
        ("Bukan kebakaran, cuma asap dapur", "negated"),
        ("Kemarin kebakaran di Tinangkung", "past"),
        ("Kalau kebakaran telepon ke mana?", "hypothetical"),
        ("Apakah benar ada kebakaran di Salakan?", "question"),
        ("Ini latihan: kebakaran di pelabuhan", "drill"),
    ],
)
def test_what_only_sounds_like_a_fire_is_told_with_its_doubt(
    text: str, doubt: str, region: Region
) -> None:
    reading = read(text, region)
    assert not code(text, region).startswith("fire.")
    assert doubt in {each.kind for each in reading.doubts}


def test_two_villages_of_one_name_are_both_suggested_and_none_chosen(region: Region) -> None:
    reading = read("Kebakaran di Apal", region)
    assert reading.village is None
    assert {each.value.label for each in reading.villages} == {
        "Apal (Liang)",
        "Apal (Buko Selatan)",
    }
    told = read("Kebakaran di Apal kecamatan Liang", region)
    assert told.village is not None and told.village.value.label == "Apal (Liang)"


def test_a_pack_without_words_still_finds_numbers_and_villages(region: Region) -> None:
    bare = replace(region, words=NO_WORDS)
    reading = read("Kebakaran di Bongganan, 081234567890", bare)
    assert reading.categories == ()
    assert reading.village is not None and reading.village.value.name == "Bongganan"
    assert len(reading.phones) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("kbakaran rmh", "fire.house"),
        ("kebkran rumah", "fire.house"),
        ("KEBAKARANNNN RUMAHHH", "fire.house"),
        ("k3b4k4r4n rum4h", "fire.house"),
        ("ruma so tabakar", "fire.house"),
        ("ruma ta bakar", "fire.house"),
        ("rumahnya kebakar", "fire.house"),
        ("🔥🔥🏠", "fire.house"),
        ("🔥🔥🔥", "fire.unclear"),
        ("Kebakaran di belakang pasar", "fire.unclear"),
        ("rumah makan ayam bakar terbakar", "fire.shop"),
        ("kapal ikan terbakar", "fire.vehicle"),
        ("dorang so ba palu", "public_order.brawl"),
        ("anak muda baku pukul di jalan", "public_order.brawl"),
        ("musik keras sampai pukul 02.00", "public_order.noise"),
        ("suami pukul istri", "referral.violence"),
        ("ular maso rumah", "rescue.snake"),
        ("ofu di pohong", "rescue.wasps"),
        ("sapi jato di sumur", "rescue.animal_trapped"),
        ("kapan jalan rusak ini diperbaiki?", "referral.road"),
    ],
)
def test_words_are_seen_through_slips_affixes_and_local_sounds(
    text: str, wanted: str, region: Region
) -> None:
    assert code(text, region) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "ini bukan latihan, rumah terbakar",
        "api sudah padam tadi tapi menyala lagi di atap rumah",
        "tidak ada yang bantu, rumah terbakar",
        "dari kemarin sampai sekarang lahan masih terbakar",
        "lagi bakar ikan terus api kena dinding, rumah terbakar",
        "rumah terbakar dekat lapangan latihan bola",
        "kalau lambat habis semua! rumah terbakar",
    ],
)
def test_a_fire_stays_a_fire_beside_words_that_may_cast_doubt(text: str, region: Region) -> None:
    reading = read(text, region)
    assert code(text, region).startswith("fire.")
    assert reading.priority is not None and reading.priority.value == "P1"


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("masih ada orang di dalam rumah", "trapped"),
        ("oma ta jepit di bawah lemari", "trapped"),
        ("anak tenggelam di pelabuhan", "drowning"),
        ("de bawa parang kejar orang", "weapon"),
        ("kabel listrik putus di jalan", "live_wire"),
        ("bapak pingsan tidak sadar", "unconscious"),
        ("perahu tabale di laut", "drowning"),
    ],
)
def test_danger_to_life_raises_whatever_it_is_to_p1(text: str, danger: str, region: Region) -> None:
    reading = read(text, region)
    assert danger in {found.value for found in reading.risks}
    assert reading.priority is not None and reading.priority.value == "P1"


@pytest.mark.parametrize(
    "text", ["tidak ada korban luka", "tidak ada orang di dalam", "semua aman"]
)
def test_danger_that_is_denied_is_none(text: str, region: Region) -> None:
    assert not read(text, region).life_risk


WORDS = "api rumah tidak kalau ? . , di apal salakan so ta bakar 0812 🔥 latihan ular 3 \n ba"


@given(text=st.text(max_size=300) | st.lists(st.sampled_from(WORDS.split(" "))).map(" ".join))
def test_whatever_is_written_is_read_and_quoted_as_it_stands(text: str, region: Region) -> None:
    reading = read(text, region)
    quotes = [quote for doubt in reading.doubts for quote in doubt.because]
    quotes += [quote for each in (*reading.phones, *reading.risks) for quote in each.because]
    quotes += [quote for leaf in reading.categories for quote in leaf.because]
    quotes += [quote for village in reading.villages for quote in village.because]
    quotes += reading.landmark.because if reading.landmark else ()
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert len(reading.categories) <= 3
