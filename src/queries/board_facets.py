"""The filters beside what they would leave: every mark and list of the board with its counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import deadlines
from src.domain.incident import OPEN
from src.domain.referral import OPEN as CONCERNED
from src.domain.region import Region
from src.queries.board_filters import PERSONAL, Filters, Traits, words_of
from src.queries.looks import Look
from src.words.board import CHOICES, MARKS


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a list, with how many open incidents it would leave."""

    code: str
    word: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the filters; `word` stands for everything."""

    name: str
    label: str
    word: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, with the address of the board without it."""

    word: str
    address: str


def traits_of(
    row: database.Row,
    teams: Sequence[database.Row],
    said: Sequence[database.Row],
    referred: Sequence[database.Row],
    look: Look | None,
    *,
    region: Region,
    now: datetime,
) -> Traits:
    opened, due_at = row["state"] in OPEN, row["due_at"]
    priority = region.priorities[row["priority"]]
    marks = {
        "darurat": row["priority"] == "P1",
        "lewat": opened and due_at is not None and due_at < now,
        "segera": opened and due_at is not None and deadlines.soon(priority, due_at, now, region),
        "belum": opened and (look is None or look.events < row["events"]),
        "saya": look is not None and look.involved,
    }
    village = region.villages.get(row["village"] or "")
    chosen = {
        "jenis": frozenset({row["category_group"]}),
        "kecamatan": frozenset({village.district.code} if village else ()),
        "regu": frozenset(each["team"] for each in teams),
        "instansi": frozenset(
            {region.leaf(row["category"]).lead}
            | {each["agency"] for each in referred if each["state"] in CONCERNED}
        ),
        "saluran": frozenset(each["channel"] for each in said),
    }
    return Traits(frozenset(mark for mark, holds in marks.items() if holds), chosen)


def marks_of(filters: Filters, opened: Sequence[Traits]) -> tuple[Option, ...]:
    """How many each would leave; those of a person are unknown to a page drawn for all."""
    return tuple(
        Option(
            mark,
            word,
            -1
            if mark in PERSONAL
            else sum(mark in each.marks and filters.fits(each, but=mark) for each in opened),
            mark in filters.marks,
        )
        for mark, word in MARKS.items()
    )


def choices_of(filters: Filters, opened: Sequence[Traits], region: Region) -> tuple[Choice, ...]:
    made = []
    for name, (label, everything) in CHOICES.items():
        counts: dict[str, int] = {}
        for each in opened:
            if filters.fits(each, but=name):
                for code in each.chosen[name]:
                    counts[code] = counts.get(code, 0) + 1
        now = filters.value(name)
        options = tuple(
            Option(code, word, counts.get(code, 0), code == now)
            for code, word in words_of(name, region).items()
            if counts.get(code) or code == now
        )
        made.append(Choice(name, label, everything, options))
    return tuple(made)


def chips_of(filters: Filters, region: Region) -> tuple[Chip, ...]:
    """Everything that is on, each with a way to take it off."""
    marks = [Chip(MARKS[mark], filters.toggled(mark).address) for mark in filters.marks]
    return (
        *marks,
        *(
            Chip(words_of(name, region)[code], filters.without(name).address)
            for name, code in filters.chosen
        ),
    )
