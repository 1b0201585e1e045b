"""On which line of a TOML file a value stands, which the parser does not tell.

Reads files written as packs are: a table's heading, a key, or an inline table of a list each begin
their own line. What is written more tightly is told with the line of what surrounds it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

# ("group", 1, "leaves", 0, "word"): the word of the first leaf of the second group.
Path = tuple[str | int, ...]

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=\s*(.*)")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every table, key and listed inline table that begins one."""
    lines: dict[Path, int] = {}
    tables: dict[Path, int] = defaultdict(int)
    here: Path = ()
    listed: Path | None = None
    items = 0
    for number, line in enumerate(text.splitlines(), 1):
        start = line.lstrip()
        if listed is not None and not start.startswith("{"):
            listed = None if start.startswith("]") else listed
        elif listed is not None:
            lines[(*listed, items)] = number
            items += 1
        elif table := _TABLE.match(line):
            here = tuple(table[2].split("."))
            if table[1] == "[[":
                tables[here] += 1
                here = (*here, tables[here] - 1)
            lines[here] = number
        elif key := _KEY.match(line):
            lines[(*here, key[1])] = number
            if re.fullmatch(r"\[\s*(#.*)?", key[2]):
                listed, items = (*here, key[1]), 0
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a value, or of the nearest thing around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
