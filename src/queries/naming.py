"""What staff call an incident: its number, its kind with its place, and what is known beyond."""

from dataclasses import dataclass

from src import database
from src.domain.numbers import number_of
from src.domain.region import Region
from src.domain.village import Point
from src.words.public import DRILL
from src.words.push import PLACE_UNKNOWN

DRILL_LOOK = "other"
COLUMNS = "i.category_group, i.category, i.priority, i.state, i.village, i.landmark, i.drill"


@dataclass(frozen=True, slots=True)
class Named:
    """`heading` is kind and village; `particulars` "Rumah, belakang pasar", may be empty.

    look   code whose kind gives hue and shape: a drill never looks like the real thing
    """

    number: str
    category: str
    look: str
    priority: str
    urgency: str
    kind_word: str
    leaf_word: str
    place: str
    district: str
    heading: str
    particulars: str
    drill: bool

    @property
    def href(self) -> str:
        return f"/aduan/{self.number}"

    @property
    def title(self) -> str:
        """One short line for a ticket: never a place alone."""
        return self.particulars if self.leaf_word else f"{self.kind_word}{self._at}"

    @property
    def _at(self) -> str:
        return f", {self.particulars}" if self.particulars else ""


def named(incident_id: int, row: database.Row, region: Region) -> Named:
    """From a row that has `COLUMNS`."""
    leaf = region.leaf(row["category"])
    group = region.group_of(leaf)
    village = region.villages.get(row["village"] or "")
    place = village.called if village else PLACE_UNKNOWN
    where = f" {place}" if village else f", {place}"
    leaf_word = "" if leaf.code == group.unclear else leaf.word
    return Named(
        number=number_of(incident_id, region.number_prefix),
        category=leaf.code,
        look=DRILL_LOOK if row["drill"] else leaf.code,
        priority=row["priority"],
        urgency=region.priorities[row["priority"]].word,
        kind_word=group.word,
        leaf_word=leaf_word,
        place=place,
        district=village.district.name if village else "",
        heading=f"{DRILL}: {group.word.lower()}{where}" if row["drill"] else f"{group.word}{where}",
        particulars=", ".join(part for part in (leaf_word, row["landmark"]) if part),
        drill=bool(row["drill"]),
    )


def number(incident_id: int | None, region: Region) -> str:
    """`LB-7K3M`, or "" for none."""
    return number_of(incident_id, region.number_prefix) if incident_id else ""


def team_name(code: str, region: Region) -> str:
    """Also of a team that is no more."""
    team = region.team_named(code)
    return team.name if team else code


def point_of(row: database.Row, region: Region) -> Point | None:
    """Where it is: the position that was told, else the village's point, else nowhere."""
    if row["latitude"] is not None and row["longitude"] is not None:
        return Point(row["latitude"], row["longitude"])
    village = region.villages.get(row["village"] or "")
    return village.point if village else None


def agency_name(code: str, region: Region) -> str:
    """Also of one that is no more."""
    agency = region.agency_named(code)
    return agency.short_name if agency else code
