"""What somebody answered by SMS: comes or does not, to which incident, and when."""

import re
from dataclasses import dataclass
from typing import Literal

from src import words
from src.domain import numbers

_WORDS = re.compile(r"[A-Z0-9]+")
_MOST_ETA_MIN = 240


@dataclass(frozen=True, slots=True)
class Answer:
    """`serial` of the incident, None where no number was given; `eta_min` only with a yes."""

    event: Literal["accepted", "refused"]
    serial: int | None
    eta_min: int | None = None


def understood(text: str, prefix: str) -> Answer | None:
    """`YA 7K3M`, `ya lb-7k3m 10`, `Tidak.`: the answer, or None where it is none we know."""
    said = _WORDS.findall(text.upper())
    if not said or said[0] not in (*words.SMS_YES, *words.SMS_NO):
        return None
    event: Literal["accepted", "refused"] = "accepted"
    if said[0] in words.SMS_NO:
        event = "refused"
    rest = said[1:]
    if rest and rest[0] == prefix.upper():
        rest = rest[1:]
    serial = numbers.serial_of(rest[0], prefix) if rest else None
    if serial is not None:
        rest = rest[1:]
    eta = _minutes(rest[0]) if rest and event == "accepted" else None
    return Answer(event, serial, eta)


def _minutes(text: str) -> int | None:
    if not text.isdigit() or len(text) > 3:
        return None
    return int(text) if 1 <= int(text) <= _MOST_ETA_MIN else None
