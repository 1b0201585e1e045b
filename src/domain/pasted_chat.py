"""Text copied from a chat: the lines that an app puts in front of each message, taken apart.

WhatsApp writes `[29/11 13.58] Nama: …` on a desk, `[29/11/26, 13.58.10] Nama: …` on iPhones and
`29/11/26 13.58 - Nama: …` in exports; each may be in another order of day and clock.
"""

import re
from dataclasses import dataclass

_DAY = r"\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?"
_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?"
_WHEN = rf"(?:(?P<day>{_DAY})[,\s]+(?P<clock>{_CLOCK})|(?P<clock2>{_CLOCK})[,\s]+(?P<day2>{_DAY}))"
_HEAD = re.compile(
    rf"^[\u200e\u200f\s]*(?:\[{_WHEN}\]|{_WHEN.replace('<', '<b_')}\s+[-\u2013])"
    r"\s+(?P<who>[^:\n]{1,60}):[ \t]*",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """`text` without the heads; `who` and `said` (as `said_time` reads it) are the first one's."""

    text: str
    who: str = ""
    said: str = ""


def taken_apart(text: str) -> Pasted:
    """The text as it is where no app's head is found in it."""
    first = _HEAD.search(text)
    if first is None:
        return Pasted(text)
    held = first.groupdict()
    day = held["day"] or held["day2"] or held["b_day"] or held["b_day2"]
    clock = held["clock"] or held["clock2"] or held["b_clock"] or held["b_clock2"]
    who = first["who"].strip(" ~\u202a\u202c")
    return Pasted(_HEAD.sub("", text).strip(), who, f"{day} {clock}")
