"""Which team to send next: ranked by what it serves, who can come, what it does, and how far it is.

Never decides anything: an operator reads the reasons and taps. Distances are straight lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal, get_args

from src.domain.region import Region, Team
from src.domain.vehicle import Vehicle

Area = Literal["village", "district", "everywhere", "elsewhere", "other_kind"]
"""How a team is responsible: as its rings say, or for another area, or for other kinds only."""

AREAS: Final[tuple[Area, ...]] = get_args(Area)
# The rule of fire management areas: its radius is what an engine reaches in 15 minutes.
AREA_MIN = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One team as it stands now.

    metres     straight line from its station, None where the place is not known
    on_duty    how many are; reachable: of how many a phone can ring
    lacks      skills the rule asks for and nobody on duty has
    vehicle    what would go: of the kind asked for, ready, out nowhere; None where none is
    needs      kind of vehicle the rule asks for, or ""
    busy       incidents it is called to or at work on
    said_no    it has refused this very incident, or given it back
    """

    team: Team
    area: Area
    metres: float | None
    on_duty: int
    reachable: int
    lacks: tuple[str, ...]
    vehicle: Vehicle | None
    needs: str
    busy: tuple[int, ...]
    said_no: bool

    @property
    def ready(self) -> bool:
        """Could leave now and is not needed elsewhere."""
        return (
            bool(self.reachable)
            and not (self.busy or self.said_no)
            and (not self.needs or bool(self.vehicle))
        )


def ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best first: of its kind, somebody to ring, free, whole, responsible, near."""
    return tuple(sorted(candidates, key=_precedence))


def _precedence(
    each: Candidate,
) -> tuple[bool, bool, bool, bool, bool, bool, bool, int, int, float, int]:
    return (
        each.area == "other_kind",
        not each.reachable,
        not each.on_duty,
        each.said_no,
        bool(each.busy),
        bool(each.needs) and each.vehicle is None,
        bool(each.lacks),
        AREAS.index(each.area),
        len(each.busy),
        each.metres if each.metres is not None else 0.0,
        each.team.order,
    )


def minutes(metres: float, region: Region) -> int:
    """A rough estimate, by the pace that the rule of fire management areas implies."""
    return max(1, ceil(metres / 1000 / region.rules.fire_area_km * AREA_MIN))
