"""Phone, identity and plate numbers taken out of text that others may read (UU 27/2022)."""

import re
from collections.abc import Collection, Mapping
from typing import Any

# What people type into an event of the log, by its name there.
WORDS = frozenset(("landmark", "reason", "question", "answer", "note", "photo_reason"))

_DATE = r"\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d(?![-.\d])"
_LONG_NUMBER = r"\+?\d(?:[\s.\-]?\d){8,17}(?!\w)"
_NUMBER = re.compile(rf"(?<!\w)(?:{_DATE}|{_LONG_NUMBER})")
_PLATE = re.compile(r"\b[A-Z]{1,2}\s?\d{1,4}\s?[A-Z]{2,3}\b")
MASK = "•••"


def masked(text: str, public: Collection[str] = ()) -> str:
    """The text with anything that looks like a phone, a NIK or a number plate replaced.

    Dates stay, and numbers that are `public` (as `dialled` writes them).
    """

    def replaced(found: re.Match[str]) -> str:
        return found[0] if found[1] or dialled(found[0]) in public else MASK

    return _PLATE.sub(MASK, _NUMBER.sub(replaced, text))


def masked_words(detail: Mapping[str, Any], public: Collection[str] = ()) -> dict[str, Any]:
    """An event's detail with everything masked that somebody typed."""
    return {
        name: masked(said, public) if name in WORDS and isinstance(said, str) else said
        for name, said in detail.items()
    }


def dialled(number: str) -> str:
    """The digits of a phone number as one dials them in the country."""
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if number.startswith("+62") else digits
