"""What a station drives out with: vehicles and equipment of the region pack, ready or broken."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["engine", "tanker", "rescue", "patrol", "boat", "motorcycle", "equipment"]
"""What strength may ask for: a pumper, a water tanker, a rescue car, a patrol car, …"""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle, or one piece of equipment, with the station at which it stands."""

    code: str
    name: str
    kind: Kind
    station: str
    plate: str = ""
    demo: bool = False

    @property
    def drives(self) -> bool:
        """A team goes out in it; equipment is carried."""
        return self.kind != "equipment"


def any_ready(
    kind: str, stations: Collection[str], vehicles: Iterable[Vehicle], broken: Collection[str]
) -> bool:
    """Whether one of this kind can leave from one of these stations; none asked for: yes."""
    return not kind or any(
        each.kind == kind and each.station in stations and each.code not in broken
        for each in vehicles
    )
