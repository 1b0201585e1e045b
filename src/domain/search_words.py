"""What somebody typed into the board's search: a number, the end of a phone number, or words."""

import re
from dataclasses import dataclass

MOST_WORDS = 6
SHORTEST_WORD = 2
SHORTEST_PHONE = 4
LONGEST = 100

_PHONE = re.compile(r"[+\d][\d\s().\-]*")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """`phone`: last digits of a number, "" where it cannot be one; `words`: in small letters."""

    text: str
    phone: str
    words: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not (self.phone or self.words)


def asked(text: str) -> Asked:
    """Too short words are left out, and whatever comes after the sixth."""
    line = " ".join(text[:LONGEST].split())
    words = [word.lower() for word in _WORD.findall(line) if len(word) >= SHORTEST_WORD]
    return Asked(line, _phone(line), tuple(dict.fromkeys(words))[:MOST_WORDS])


def _phone(line: str) -> str:
    """0812-3456-7890 and +62 812 3456 7890 both end as the kept number ends."""
    if not _PHONE.fullmatch(line):
        return ""
    digits = re.sub(r"\D", "", line)
    national = digits[1:] if digits.startswith("0") and len(digits) > 8 else digits
    return national if len(national) >= SHORTEST_PHONE else ""
