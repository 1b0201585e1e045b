"""categories.toml: what can be reported, in groups with their leaves."""

from collections.abc import Mapping
from typing import get_args

from src.domain.category import Category, Group, Kind, Visibility
from src.domain.organisation import Agency
from src.domain.priority import Priority
from src.services.pack.entry import Entry
from src.services.pack.source import Source

FILE = "categories.toml"
CODE = r"[a-z]+(_[a-z]+)*"
CODE_MEANT = "small letters, words joined by _"
INHERITED = ("lead", "support", "priority", "visibility")


def groups(
    pack: Source, agencies: Mapping[str, Agency], priorities: Mapping[str, Priority]
) -> tuple[Group, ...]:
    """In the order of the file."""
    file = pack.toml(FILE)
    entries = file.tables("group")
    file.done()
    leaves = _Leaves(pack, agencies, priorities)
    found = tuple(pack.keyed(entries, lambda entry: _group(entry, leaves)).values())
    for entry in entries:
        if entry.has("listed_in"):
            entry.reference("listed_in", {group.code for group in found}, FILE)
    _each_once(entries, "slug")
    _each_once(entries, "letter")
    _each_once(entries, "home_rank")
    if not any(group.home for group in found):
        pack.wrong(FILE, "no group has a home_rank: the home screen would be empty")
    return found


def _group(entry: Entry, leaves: "_Leaves") -> Group:
    code = entry.matching("code", CODE, CODE_MEANT)
    own = leaves.of(entry, code)
    unclear = f"{code}.{entry.text('unclear')}"
    if unclear not in own:
        entry.wrong("unclear", f"unclear {entry.text('unclear')!r} is no leaf of {code}")
    return Group(
        code=code,
        kind=entry.one_of("kind", get_args(Kind)),
        slug=entry.matching("slug", r"[a-z]+(-[a-z]+)*", "small letters, words joined by -"),
        letter=entry.matching("letter", r"[A-Z]", "one capital"),
        word=entry.text("word"),
        action=entry.text("action"),
        examples=entry.text("examples"),
        question=entry.text("question"),
        advice=entry.text("advice", ""),
        categories=tuple(own.values()),
        unclear=unclear,
        home=entry.has("home_rank"),
        home_rank=entry.whole("home_rank", 0),
        listed_in=entry.text("listed_in", ""),
    )


class _Leaves:
    """Counts all leaves of the pack, so that each knows its place among them."""

    def __init__(
        self, pack: Source, agencies: Mapping[str, Agency], priorities: Mapping[str, Priority]
    ) -> None:
        self._pack, self._agencies, self._priorities = pack, agencies, priorities
        self._count = 0

    def of(self, group: Entry, code: str) -> dict[str, Category]:
        """By full code."""
        for key in INHERITED:
            group.has(key)
        made = self._pack.keyed(group.tables("leaves"), lambda leaf: self._leaf(group, code, leaf))
        return {leaf.code: leaf for leaf in made.values()}

    def _leaf(self, group: Entry, code: str, leaf: Entry) -> Category:
        """What a leaf does not say, its group says for it."""
        lead, support, priority, visibility = (
            leaf if leaf.has(key) else group for key in INHERITED
        )
        seen = visibility.one_of("visibility", get_args(Visibility))
        word = leaf.text("word")
        self._count += 1
        return Category(
            code=f"{code}.{leaf.matching('code', CODE, CODE_MEANT)}",
            group=code,
            word=word,
            public_word=group.text("word") if seen == "hidden" else word,
            lead=lead.reference("lead", self._agencies, "agencies.csv"),
            support=support.references("support", self._agencies, "agencies.csv"),
            priority=priority.reference("priority", self._priorities, "priorities.toml"),
            visibility=seen,
            dangerous=leaf.flag("dangerous", False),
            leader_only=leaf.flag("leader_only", False),
            drill=leaf.flag("drill", False),
            order=self._count,
        )


def _each_once(entries: list[Entry], key: str) -> None:
    seen: set[object] = set()
    for entry in entries:
        value = entry.values.get(key)
        if value is not None and value in seen:
            entry.wrong(key, f"{key} {value!r} belongs to another group already")
        seen.add(value)
