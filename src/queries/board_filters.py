"""What of the board somebody wants to see: read from its address, and written back into one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from src.domain.region import Region
from src.words.board import CHOICES, MARKS
from src.words.events import CHANNELS

PERSONAL = frozenset({"belum", "saya"})
"""Marks that mean something else for everybody who looks."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an incident the filters ask for."""

    marks: frozenset[str]
    chosen: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Filters:
    """All must fit: every mark, and one value of each list something was chosen from.

    marks    of `words.board.MARKS`
    chosen   list of `words.board.CHOICES` → code
    map      the map stands beside the list
    """

    marks: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    map: bool = False

    @property
    def personal(self) -> bool:
        return not PERSONAL.isdisjoint(self.marks)

    @property
    def empty(self) -> bool:
        return not self.marks and not self.chosen

    def value(self, name: str) -> str:
        return dict(self.chosen).get(name, "")

    def fits(self, traits: Traits, *, but: str = "") -> bool:
        """Whether it is to be shown; `but` leaves one list or mark out of the question."""
        return all(mark in traits.marks for mark in self.marks if mark != but) and all(
            code in traits.chosen[name] for name, code in self.chosen if name != but
        )

    # Addresses

    @property
    def query(self) -> str:
        """`?saring=darurat&kecamatan=…`, or "" for everything; always in the same order."""
        pairs = [("saring", mark) for mark in self.marks]
        pairs += self.chosen
        pairs += [("peta", "ya")] if self.map else []
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def address(self) -> str:
        return f"/papan{self.query}"

    def toggled(self, mark: str) -> "Filters":
        now = set(self.marks) ^ {mark}
        return replace(self, marks=tuple(each for each in MARKS if each in now))

    def without(self, name: str) -> "Filters":
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair[0] != name))

    @property
    def cleared(self) -> "Filters":
        return replace(self, marks=(), chosen=())

    def with_map(self, shown: bool) -> "Filters":
        return replace(self, map=shown)


Given = Callable[[str], Sequence[str]]
"""All values of one name in an address."""


def filters_from(given: Given, region: Region) -> Filters:
    """As somebody typed or kept it; what no longer exists, or never did, is left out."""
    marks = set(given("saring"))
    chosen = [
        (name, value)
        for name in CHOICES
        if (value := next(iter(given(name)), "")) in words_of(name, region)
    ]
    return Filters(
        tuple(mark for mark in MARKS if mark in marks), tuple(chosen), "ya" in given("peta")
    )


def words_of(name: str, region: Region) -> Mapping[str, str]:
    """Every value of one list with its word, in the order of the region."""
    match name:
        case "jenis":
            return {group.code: group.word for group in region.groups}
        case "kecamatan":
            return {code: district.name for code, district in region.districts.items()}
        case "regu":
            return {code: team.name for code, team in region.teams.items()}
        case "instansi":
            return {code: agency.short_name for code, agency in region.agencies.items()}
        case _:
            return CHANNELS
