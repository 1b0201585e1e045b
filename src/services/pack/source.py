"""The files of a pack as entries that know their line, and that note every problem they meet."""

import csv
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Text = TypeVar("Text", bound=str)


class RegionPackError(ValueError):
    """The pack cannot be used; `problems` are sentences that begin with file and line."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        listed = "".join(f"\n  {problem}" for problem in problems)
        super().__init__(f"the region pack {folder} cannot be used:{listed}")
        self.problems = problems


@dataclass
class Entry:
    """One table of a TOML file or one row of a CSV file.

    Asking for a value that is missing or wrong notes a problem and returns an empty one, so that
    a whole pack is read and everything wrong with it can be told at once.
    """

    file: str
    line: int
    values: Mapping[str, Any]
    problems: list[str]
    lines: Mapping[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, sentence: str) -> None:
        self.problems.append(f"{self.file}:{self.lines.get(key, self.line)}: {sentence}")

    def has(self, key: str) -> bool:
        self.asked.add(key)
        return self.values.get(key) not in (None, "")

    def text(self, key: str, default: str | None = None) -> str:
        return self._value(key, str, "a text", "", default).strip()

    def whole(self, key: str, default: int | None = None) -> int:
        return self._value(key, _whole, "a whole number", 0, default)

    def number(self, key: str, default: float | None = None) -> float:
        return self._value(key, _number, "a number", 0.0, default)

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._value(key, _flag, "yes or no (true or false in TOML)", False, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, in a CSV cell parted by spaces; missing is empty."""
        return self._value(key, _texts, "a list of texts", (), ())

    def matching(self, key: str, pattern: str, meant: str) -> str:
        """A text that looks like `pattern`; `meant` says in words what is expected."""
        text = self.text(key)
        if text and not re.fullmatch(pattern, text):
            self.wrong(key, f"{key} {text!r} is not {meant}")
        return text

    def one_of(self, key: str, choices: tuple[Text, ...], default: Text | None = None) -> Text:
        text = self.text(key, default)
        for choice in choices:
            if choice == text:
                return choice
        if text:
            self.wrong(key, f"{key} {text!r} is none of {', '.join(choices)}")
        return choices[0]

    def reference(self, key: str, known: Collection[str], of: str) -> str:
        """A code that must be among `known`; `of` names where it is looked for."""
        code = self.text(key)
        self._refer(key, [code] if code else [], known, of)
        return code

    def references(self, key: str, known: Collection[str], of: str) -> tuple[str, ...]:
        codes = self.texts(key)
        self._refer(key, codes, known, of)
        return codes

    def tables(self, key: str) -> "list[Entry]":
        """The inline tables of a TOML list, each with its own line when each stands on one."""
        listed = self._value(key, _tables, "a list of tables", (), ())
        start = self.lines.get(key, self.line)
        own = self.lines.get(f"{key}[]", 0) == len(listed)
        return [
            Entry(
                self.file,
                self.lines[f"{key}[{number}]"] if own else start,
                table,
                self.problems,
            )
            for number, table in enumerate(listed)
        ]

    def table(self, key: str) -> "Entry":
        """A table within this one; missing is empty."""
        values = self._value(key, _table, "a table", {}, {})
        return Entry(self.file, self.lines.get(key, self.line), values, self.problems)

    def done(self) -> None:
        """Notes every key that nobody asked for: most often a slip of the pen."""
        for key in self.values:
            if key not in self.asked:
                known = ", ".join(sorted(self.asked))
                self.wrong(key, f"{key} is not known here; known are {known}")

    def _refer(
        self, key: str, codes: Collection[str], known: Collection[str], of: str
    ) -> None:
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


def _whole(value: Any) -> int:
    if isinstance(value, bool) or isinstance(value, float):
        raise TypeError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    return float(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}[str(value)] if value in ("yes", "no") else _refuse()


def _refuse() -> bool:
    raise ValueError


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    if not all(isinstance(each, str) for each in value):
        raise TypeError
    return tuple(value)


def _tables(value: Any) -> tuple[dict[str, Any], ...]:
    return tuple(_table(each) for each in value)


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def toml(path: Path, problems: list[str]) -> Entry:
    """The whole of a TOML file as one entry; what cannot be read is a problem and empty."""
    text = _text(path, problems)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        problems.append(f"{path.name}: {problem}")
        values = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*(\w+)\s*=", line):
            lines.setdefault(found[1], number)
    return Entry(path.name, 1, values, problems, lines)


def rows(path: Path, problems: list[str]) -> list[Entry]:
    """The rows of a CSV file with a heading, each with its line."""
    read = csv.DictReader(_text(path, problems).splitlines())
    return [
        Entry(path.name, read.line_num, row, problems)
        for row in read
        if any(value for value in row.values())
    ]


def _text(path: Path, problems: list[str]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(f"{path.name}: the file is missing")
    except UnicodeDecodeError:
        problems.append(f"{path.name}: the file is not UTF-8 text")
    return ""
