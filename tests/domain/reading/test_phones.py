"""Numbers as people write them in a message; prices, identity numbers and dates are none."""

import pytest

from src.domain.reading import phones

MOBILE = "+6281234567890"


@pytest.mark.parametrize(
    "text",
    [
        "hub 081234567890",
        "WA 0812-3456-7890 ya",
        "0812 3456 7890",
        "0812.3456.7890",
        "+62 812-3456-7890",
        "+6281234567890",
        "62812 3456 7890",
        "(0812) 3456 7890",
        "hp:812 3456 7890",
        "0812 3456 7890 / rumah dekat pasar",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert [found.value for found in phones.phones(text)] == [MOBILE]


def test_two_numbers_side_by_side_are_two() -> None:
    found = phones.phones("081234567890 / 085299887766 atau 0812-3456-7890")
    assert [each.value for each in found] == [MOBILE, "+6285299887766"]


def test_the_last_digits_of_a_number_may_begin_with_a_nought() -> None:
    found = phones.phones("No HP +62 812-4466-0098 atau 0812-4466-0098")
    assert [each.value for each in found] == ["+6281244660098"]


@pytest.mark.parametrize(
    "text",
    [
        "harga Rp 15.000.000",
        "NIK 7207041234560001",
        "tanggal 12-10-2026 pukul 14.30",
        "ada 30 rumah, 120 jiwa",
        "telepon 112 atau 113",
        "-1.31310, 123.49620",
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert phones.phones(text) == ()


def test_the_position_of_a_shared_map_is_read() -> None:
    found = phones.position("lokasi https://maps.google.com/?q=-1.31310,123.49620")
    assert found is not None
    assert found.value == (-1.3131, 123.4962)
    assert phones.position("naik 1.5000, turun 2") is None
