"""The fields a form of /kelola is made of: shown, read, checked, and told in the audit list.

A field reads what was typed into the value a region pack has there. Its `name` is the pack's key.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from src.domain.region import Region
from src.routes.submission import line

YES = "ya"
Options = Callable[[Region], Iterable[tuple[str, str]]]


class Wrong(Exception):
    """What was typed cannot be taken; `reason` finds the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`hint` stands beside the label, `help` below it."""

    kind: ClassVar[str] = "text"
    name: str
    label: str
    hint: str = ""
    help: str = ""
    required: bool = True

    def form(self, value: Any, region: Region) -> dict[str, str]:
        """What stands in the form for a value of the pack."""
        return {self.name: "" if value is None else str(value)}

    def read(self, said: Mapping[str, str], region: Region) -> Any:
        """The pack's value for what was typed; raises Wrong."""
        text = line(said.get(self.name, ""))
        if not text and self.required:
            raise Wrong("field_missing")
        return text

    def word(self, value: Any, region: Region) -> str:
        """The value as people read it."""
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """One line."""

    longest: int = 120
    pattern: str = ""
    reason: str = "field_invalid"
    input_type: str = "text"

    def read(self, said: Mapping[str, str], region: Region) -> str:
        text: str = Field.read(self, said, region)
        if len(text) > self.longest:
            raise Wrong("text_too_long")
        if text and self.pattern and not re.fullmatch(self.pattern, text):
            raise Wrong(self.reason)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Field):
    """Some lines."""

    kind: ClassVar[str] = "area"
    longest: int = 500
    rows: int = 3

    def read(self, said: Mapping[str, str], region: Region) -> str:
        text = said.get(self.name, "").strip()
        if not text and self.required:
            raise Wrong("field_missing")
        if len(text) > self.longest:
            raise Wrong("text_too_long")
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number."""

    kind: ClassVar[str] = "whole"
    least: int = 0
    most: int = 999

    def read(self, said: Mapping[str, str], region: Region) -> int:
        return whole(said.get(self.name, ""), self.least, self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Degrees(Field):
    """A latitude or longitude; a comma counts as a point."""

    kind: ClassVar[str] = "degrees"
    most: float = 180.0

    def read(self, said: Mapping[str, str], region: Region) -> float:
        try:
            found = float(said.get(self.name, "").strip().replace(",", "."))
        except ValueError:
            raise Wrong("degrees_wrong") from None
        if not -self.most <= found <= self.most:
            raise Wrong("degrees_wrong")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a list; `empty` is the word for none."""

    kind: ClassVar[str] = "choice"
    options: Options
    empty: str = ""

    def read(self, said: Mapping[str, str], region: Region) -> str:
        chosen = said.get(self.name, "")
        if not chosen and not self.required:
            return ""
        if chosen not in {value for value, _ in self.options(region)}:
            raise Wrong("choice_missing")
        return chosen

    def word(self, value: Any, region: Region) -> str:
        return dict(self.options(region)).get(value, str(value or self.empty))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks(Field):
    """Any number of a list; without `required`, none is allowed and `none` says what that means."""

    kind: ClassVar[str] = "ticks"
    options: Options
    none: str = ""

    def form(self, value: Any, region: Region) -> dict[str, str]:
        return {f"{self.name}-{each}": YES for each in value or ()}

    def read(self, said: Mapping[str, str], region: Region) -> list[str]:
        chosen = sorted(v for v, _ in self.options(region) if said.get(f"{self.name}-{v}") == YES)
        if not chosen and self.required:
            raise Wrong("tick_missing")
        return chosen

    def word(self, value: Any, region: Region) -> str:
        words = dict(self.options(region))
        return ", ".join(words.get(each, each) for each in value or ()) or self.none


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    kind: ClassVar[str] = "flag"

    def form(self, value: Any, region: Region) -> dict[str, str]:
        return {self.name: YES if value else ""}

    def read(self, said: Mapping[str, str], region: Region) -> bool:
        return said.get(self.name) == YES

    def word(self, value: Any, region: Region) -> str:
        return "ya" if value else "tidak"


def whole(text: str, least: int, most: int) -> int:
    """A whole number that was typed; raises Wrong."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 8 and least <= int(text) <= most):
        raise Wrong("number_wrong")
    return int(text)
