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
    """A desa or kelurahan (`kind` is the region's own word) with a point inside it."""

    code: str
    name: str
    kind: str
    district: District
    point: Point
    bps: str = ""

    @property
    def label(self) -> str:
        """The name as it must be shown in lists: two villages may share one name."""
        return f"{self.name} ({self.district.name})"
