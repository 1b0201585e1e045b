"""The folder of a pack while it is read: its files by name, and the problems met so far."""

import csv
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from src.domain.region_edit import Edit
from src.services.pack import overlay
from src.services.pack.entry import Entry
from src.services.pack.toml_lines import line_of, lines_of

T = TypeVar("T")


@dataclass
class Source:
    """Nothing here raises: what cannot be read is a problem, and empty.

    edits   what was changed since on the screens; it lies over what the files say
    """

    folder: Path
    problems: list[str] = field(default_factory=list)
    edits: tuple[Edit, ...] = ()

    def has(self, name: str) -> bool:
        """Whether a pack, or an edit of it, has anything of a file that it may leave out."""
        own = overlay.TABLES.get(name, ("", ""))[0]
        return (self.folder / name).is_file() or any(each.kind == own for each in self.edits)

    def toml(self, name: str) -> Entry:
        """A whole TOML file."""
        text = self._text(name)
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as trouble:
            self.problems.append(_told(name, str(trouble)))
            values = {}
        values = overlay.tables(name, values, self.edits)
        return Entry(name, values, self.problems, partial(line_of, lines_of(text)))

    def rows(self, name: str) -> list[Entry]:
        """The rows of a CSV file with a heading; empty rows are passed over."""
        read = csv.DictReader(self._text(name).splitlines(), restkey="")
        found, lines = [], {}
        for row in read:
            if any(row.values()):
                found.append(row)
                lines[id(row)] = read.line_num
        return [
            Entry(name, row, self.problems, partial(_same, lines.get(id(row), 1)), heading=1)
            for row in overlay.rows(name, found, self.edits)
        ]

    def keyed(
        self, entries: Iterable[Entry], make: Callable[[Entry], T], key: str = "code"
    ) -> dict[str, T]:
        """What `make` makes of each entry, by its code; a code twice is a problem."""
        made: dict[str, T] = {}
        for entry in entries:
            code = entry.text(key)
            if code in made:
                entry.wrong(key, f"{key} {code!r} stands here twice")
            made[code] = make(entry)
            entry.done()
        return made

    def wrong(self, name: str, sentence: str) -> None:
        """A problem of a file as a whole."""
        self.problems.append(f"{name}:1: {sentence}")

    def _text(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            if not self.has(name):
                self.wrong(name, "the file is missing")
        except UnicodeDecodeError:
            self.wrong(name, "the file is not UTF-8 text")
        return ""


def _same(line: int, path: object) -> int:
    return line


def _told(name: str, trouble: str) -> str:
    """ "Invalid value (at line 3, column 5)" as "region.toml:3: Invalid value"."""
    found = re.search(r" \(at line (\d+), column \d+\)", trouble)
    if found is None:
        return f"{name}:1: {trouble}"
    return f"{name}:{found[1]}: {trouble.replace(found[0], '')}"
