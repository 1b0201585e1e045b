"""Where things are: points on the earth, and the districts and villages a region consists of."""

from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A position in WGS 84, degrees."""

    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan. `bps` is the code Statistics Indonesia uses for it, empty while unknown."""

    code: str
    name: str
    bps: str = ""


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan (`kind` is the region's own word) with a point inside it.

    `ambiguous` says that its name alone would be taken for another village or another district.
    """

    code: str
    name: str
    kind: str
    district: District
    point: Point
    bps: str = ""
    ambiguous: bool = False

    @property
    def label(self) -> str:
        """The name as lists show it, so that all lines look alike."""
        return f"{self.name} ({self.district.name})"

    @property
    def called(self) -> str:
        """The name as it stands alone: with its district only where it must be."""
        return self.label if self.ambiguous else self.name
