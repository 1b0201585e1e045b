"""One table of a TOML file or one row of a CSV file, asked value by value."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from src.services.pack import reading
from src.services.pack.toml_lines import Path

T = TypeVar("T")
Text = TypeVar("Text", bound=str)


@dataclass
class Entry:
    """Asking for a value that is missing or wrong notes a problem and returns an empty one, so
    that a whole pack is read and everything wrong with it can be told at once.

    line_of   the line of a value by its path; path: of this entry within its file
    heading   the line that names the columns, in a CSV file (always 1)
    """

    file: str
    values: Mapping[str, Any]
    problems: list[str]
    line_of: Callable[[Path], int]
    path: Path = ()
    heading: int | None = None
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, sentence: str) -> None:
        """Note a problem, once, at the line of `key` (or of the heading that lacks it)."""
        in_heading = self.heading is None or key in self.values
        self._note(self.line_of((*self.path, key)) if in_heading else 1, sentence)

    def has(self, key: str) -> bool:
        self.asked.add(key)
        value = self.values.get(key)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def text(self, key: str, default: str | None = None) -> str:
        return self._value(key, reading.text, "a text", "", default)

    def whole(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number of at least `least`."""
        value = self._value(key, reading.whole, "a whole number", least, default)
        if value < least:
            self.wrong(key, f"{key} is {value}, expected {least} or more")
        return value

    def number(self, key: str) -> float:
        return self._value(key, reading.number, "a number", 0.0, None)

    def positive(self, key: str) -> float:
        value = self._value(key, reading.number, "a number", 1.0, None)
        if value <= 0:
            self.wrong(key, f"{key} is {value}, expected more than 0")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._value(key, reading.flag, "yes or no (TOML: true or false)", False, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, in a CSV cell parted by spaces; missing is empty."""
        return self._value(key, reading.texts, "a list of texts", (), ())

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return self._value(key, reading.wholes, "a list of whole numbers", (), None)

    def matching(self, key: str, pattern: str, meant: str) -> str:
        """A text that looks like `pattern`; `meant` says in words what is expected."""
        text = self.text(key)
        if text and not re.fullmatch(pattern, text):
            self.wrong(key, f"{key} {text!r} is not {meant}")
        return text

    def one_of(self, key: str, choices: tuple[Text, ...]) -> Text:
        text = self.text(key)
        for choice in choices:
            if choice == text:
                return choice
        if text:
            self.wrong(key, f"{key} {text!r} is none of {', '.join(choices)}")
        return choices[0]

    def reference(self, key: str, known: Collection[str], of: str) -> str:
        """A code that must be among `known`; `of` names the file where it is looked for."""
        code = self.text(key)
        self._refer(key, [code] if code else [], known, of)
        return code

    def references(self, key: str, known: Collection[str], of: str) -> tuple[str, ...]:
        codes = self.texts(key)
        self._refer(key, codes, known, of)
        return codes

    def tables(self, key: str) -> "list[Entry]":
        """The tables of a list, each knowing its own line."""
        none: tuple[dict[str, Any], ...] = ()
        listed = self._value(key, reading.tables, "a list of tables", none, None)
        return [
            Entry(self.file, table, self.problems, self.line_of, (*self.path, key, number))
            for number, table in enumerate(listed)
        ]

    def table(self, key: str) -> "Entry":
        """A table within this one."""
        empty: dict[str, Any] = {}
        values = self._value(key, reading.table, "a table", empty, None)
        return Entry(self.file, values, self.problems, self.line_of, (*self.path, key))

    def part(self, key: str) -> "Entry":
        """A table that may be left out: then it is empty."""
        if self.has(key):
            return self.table(key)
        return Entry(self.file, {}, self.problems, self.line_of, (*self.path, key))

    def done(self) -> None:
        """Note every key that nobody asked for: most often a slip of the pen."""
        known = ", ".join(sorted(self.asked))
        for key in self.values:
            if key == "":
                self.wrong(key, "this row has more cells than the heading")
            elif key not in self.asked:
                line = self.heading or self.line_of((*self.path, key))
                self._note(line, f"{key} is not known here; known are {known}")

    def _note(self, line: int, sentence: str) -> None:
        problem = f"{self.file}:{line}: {sentence}"
        if problem not in self.problems:
            self.problems.append(problem)

    def _refer(self, key: str, codes: Collection[str], known: Collection[str], of: str) -> None:
        for code in codes:
            if code not in known:
                self.wrong(key, f"{key} {code!r} is not in {of}")

    def _value(
        self, key: str, read: Callable[[Any], T], meant: str, empty: T, default: T | None
    ) -> T:
        if not self.has(key):
            if default is None:
                self.wrong(key, f"{key} is missing")
                return empty
            return default
        try:
            return read(self.values[key])
        except (TypeError, ValueError):
            self.wrong(key, f"{key} is not {meant}: {self.values[key]!r}")
            return empty
