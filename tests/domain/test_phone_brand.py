"""Phones as their browsers name them, and whose they are."""

import pytest

from src.domain.phone_brand import Brand, brand_of


@pytest.mark.parametrize(
    ("device", "brand"),
    [
        ("SM-A135F, Android 13, Chrome", "samsung"),
        ("Redmi Note 10, Android 11, Chrome", "xiaomi"),
        ("M2101K7BNY, Android 12, Chrome", "xiaomi"),
        ("23053RN02A, Android 13, Chrome", "xiaomi"),
        ("220333QAG, Android 12, Chrome", "xiaomi"),
        ("CPH2235, Android 12, Chrome", "oppo"),
        ("RMX3085, Android 13, Chrome", "oppo"),
        ("V2029, Android 11, Chrome", "vivo"),
        ("vivo 1906, Android 9, Chrome", "vivo"),
        ("Infinix X6816, Android 11, Chrome", "transsion"),
        ("TECNO KF6, Android 11, Chrome", "transsion"),
        ("itel A667L, Android 12, Chrome", "transsion"),
        ("JNY-LX1, Android 10, Chrome", "huawei"),
        ("HUAWEI Y9, Android 9, Chrome", "huawei"),
        ("iPhone, Safari", "iphone"),
        ("Android 10, Chrome", None),
        ("Pixel 7, Android 14, Chrome", None),
        ("Windows, Edge", None),
        ("", None),
    ],
)
def test_a_phone_is_known_by_its_model(device: str, brand: Brand | None) -> None:
    assert brand_of(device) == brand
