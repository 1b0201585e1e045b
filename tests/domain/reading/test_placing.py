"""Villages in a message: found as they are spelt, chosen only where the name decides."""

import pytest

from src.domain.reading import read
from src.domain.region import Region


def chosen(text: str, region: Region) -> str | None:
    village = read(text, region).village
    return village.value.label if village else None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("kebakaran di salakan", "Salakan (Tinangkung)"),
        ("KEBAKARAN DI SALAKAN!!", "Salakan (Tinangkung)"),
        ("rumah terbakar di desa Buko", "Buko (Buko Selatan)"),
        ("rumah terbakar di desa Tinangkung", "Tinangkung (Tinangkung Selatan)"),
        ("pohon tumbang di Leme-leme Darat", "Leme-leme darat (Buko)"),
        ("pohon tumbang di lemeleme darat", "Leme-leme darat (Buko)"),
        ("banjir di Bulagi dua", "Bulagi II (Bulagi)"),
        ("Ponding2: trafo meledak", "Ponding-ponding (Tinangkung Utara)"),
        ("puting beliung di leme2 bungin", "Leme-leme bungin (Buko)"),
        ("banjir di lumbi2a", "Lumbi-lumbia (Buko Selatan)"),
        ("banjir di Bulagi 1", "Bulagi I (Bulagi)"),
        ("ular di bonganan", "Bongganan (Tinangkung)"),
        ("ular di Sambulagan", "Sambulangan (Bulagi Utara)"),
        ("kebakaran di Apal Liang", "Apal (Liang)"),
        ("kebakaran di apal kec buko selatan", "Apal (Buko Selatan)"),
        ("banjir Koyobunga, Bulagi Utara", "Koyobunga (Bulagi Utara)"),
        ("banjir Koyobunga Peling Tengah", "Koyobunga (Peling Tengah)"),
        (
            "banjir di koyobunga yg di bulagi utara, bukan yg peling tengah",
            "Koyobunga (Bulagi Utara)",
        ),
        ("sesak napas, minta ambulans, Ds. Suit", "Suit (Bulagi Selatan)"),
        ("tabrakan di desa Mata", "Mata (Totikum Selatan)"),
        ("kebakaran di Kautu Tinangkung", "Kautu (Tinangkung)"),
        ("saya dari Baka, kebakaran ada di Salakan", "Salakan (Tinangkung)"),
    ],
)
def test_a_village_is_chosen(text: str, label: str, region: Region) -> None:
    assert chosen(text, region) == label


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("kebakaran di Apal", {"Apal (Liang)", "Apal (Buko Selatan)"}),
        ("banjir di Koyobunga", {"Koyobunga (Peling Tengah)", "Koyobunga (Bulagi Utara)"}),
        ("banjir di Bulagi", {"Bulagi I (Bulagi)", "Bulagi II (Bulagi)"}),
        (
            "pohon tumbang di Mansamat",
            {"Mansamat A (Tinangkung Selatan)", "Mansamat B (Tinangkung Selatan)"},
        ),
        ("kebakaran di Tinangkung", {"Tinangkung (Tinangkung Selatan)"}),
        ("kebakaran di Buko", {"Buko (Buko Selatan)"}),
    ],
)
def test_where_a_name_leaves_a_choice_none_is_chosen(
    text: str, suggested: set[str], region: Region
) -> None:
    reading = read(text, region)
    assert reading.village is None
    assert {each.value.label for each in reading.villages} == suggested


@pytest.mark.parametrize(
    "text",
    [
        "mata saya sakit",
        "jalan rusak di kecamatan Tinangkung",
        "hati-hati di jalan",
        "kebakaran di Banggai",
        "bukan di Salakan",
    ],
)
def test_no_village_is_made_up(text: str, region: Region) -> None:
    assert chosen(text, region) is None


def test_a_name_of_several_places_is_told(region: Region) -> None:
    doubts = {doubt.kind for doubt in read("kebakaran di Banggai", region).doubts}
    assert doubts == {"place"}
