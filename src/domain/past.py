"""What a region has no more: left out of every choice, still known by name to old incidents."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from src.domain.category import Category
from src.domain.organisation import Agency, Stand, Station, Team
from src.domain.response_template import ResponseTemplate
from src.domain.vehicle import Vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """By code, as they last were; none of these codes stands in the region's own mappings."""

    categories: Mapping[str, Category] = field(default_factory=dict)
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    stations: Mapping[str, Station] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    stands: Mapping[str, Stand] = field(default_factory=dict)
    vehicles: Mapping[str, Vehicle] = field(default_factory=dict)
    responses: Mapping[str, ResponseTemplate] = field(default_factory=dict)


NO_PAST = Past()
