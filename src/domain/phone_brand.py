"""Whose phone it is, by the model a browser names: each brand hides its battery saver elsewhere."""

import re
from typing import Final, Literal, get_args

Brand = Literal["samsung", "xiaomi", "oppo", "vivo", "transsion", "huawei", "iphone"]
BRANDS: Final[tuple[Brand, ...]] = get_args(Brand)

# Model names as Android tells them; sister brands share their maker's settings.
_MODELS: Final[dict[Brand, str]] = {
    "samsung": r"SM-|GT-|Samsung",
    "xiaomi": r"Xiaomi|Redmi|POCO|Mi |M20\d\d|M21\d\d|2\d{4,}[0-9A-Z]*[A-Z]",
    "oppo": r"OPPO|CPH\d|realme|RMX\d|OnePlus",
    "vivo": r"vivo|iQOO|V\d{4}|I2\d{3}",
    "transsion": r"Infinix|TECNO|itel",
    "huawei": r"Huawei|Honor|[A-Z]{3}-[A-Z]{1,2}\d",
    "iphone": r"iPhone|iPad",
}
_STARTS: Final = {brand: re.compile(pattern, re.IGNORECASE) for brand, pattern in _MODELS.items()}


def brand_of(device_name: str) -> Brand | None:
    """From "SM-A135F, Android 13, Chrome", as sessions keep it; None where no brand is known."""
    for brand, starts in _STARTS.items():
        if starts.match(device_name):
            return brand
    return None
