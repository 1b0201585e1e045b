"""Phone, identity and plate numbers taken out of text that others may read (UU 27/2022)."""

import re

_LONG_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\s.\-]?\d){8,17}(?!\w)")
_PLATE = re.compile(r"\b[A-Z]{1,2}\s?\d{1,4}\s?[A-Z]{2,3}\b")
MASK = "•••"


def masked(text: str) -> str:
    """The text with anything that looks like a phone, a NIK or a number plate replaced."""
    return _PLATE.sub(MASK, _LONG_NUMBER.sub(MASK, text))
