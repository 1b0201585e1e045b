"""The landmark of a message, in its own words and no further."""

import pytest

from src.domain.reading import read
from src.domain.region import Region


@pytest.mark.parametrize(
    ("text", "landmark"),
    [
        ("Rumah terbakar di belakang pasar Salakan", "belakang pasar"),
        ("api di belakang pasar sudah merambat ke rumah sebelah", "belakang pasar"),
        ("kebakaran depan SD Inpres 2, tolong", "depan SD Inpres 2"),
        ("Ular di samping masjid Nurul Iman terbakar", "samping masjid Nurul Iman"),
        ("tabrakan dekat jembatan, dua luka", "dekat jembatan"),
        ("pohon tumbang di lorong melati salakan", "lorong melati"),
        ("balap liar di jalan Trikora tiap sore", "jalan Trikora"),
        ("sampah di belakang BRI", "belakang BRI"),
        ("ular di belakang rumah pak lurah", "belakang rumah pak lurah"),
        ("anjing gila dekat skola", "dekat skola"),
        ("lampu mati di RT 3", "RT 3"),
    ],
)
def test_a_landmark_ends_where_its_name_does(text: str, landmark: str, region: Region) -> None:
    found = read(text, region).landmark
    assert found is not None
    assert found.value == landmark


@pytest.mark.parametrize(
    "text", ["pohon tumbang tutup jalan", "kios terbakar", "tolong cepat pak", "rumah terbakar"]
)
def test_what_stands_everywhere_is_no_landmark(text: str, region: Region) -> None:
    assert read(text, region).landmark is None
