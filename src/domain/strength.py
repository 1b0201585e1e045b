"""Who must come before an alarm falls silent: people, skills and a vehicle, and what still lacks.

Each skill is counted by itself: one person who drives and rescues counts for both, but only as one
person.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

SKILLS = ("driver", "team_leader", "rescue", "first_aid")
LEADER = "team_leader"  # held by whoever leads a team; all others are told of each person


@dataclass(frozen=True, slots=True)
class Strength:
    """`skills`: skill → how many have it; `vehicle`: kind of vehicle that must be ready, or ""."""

    people: int = 1
    skills: Mapping[str, int] = field(default_factory=dict)
    vehicle: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What has not answered yet; falsy when the strength is met."""

    people: int = 0
    skills: Mapping[str, int] = field(default_factory=dict)
    vehicle: str = ""

    def __bool__(self) -> bool:
        return bool(self.people or self.skills or self.vehicle)


ONE = Strength()


def missing(strength: Strength, coming: Sequence[frozenset[str]], vehicle_ready: bool) -> Missing:
    """What lacks when people with these skills come, each a set of codes."""
    skills = {
        skill: needed - have
        for skill, needed in strength.skills.items()
        if (have := sum(skill in person for person in coming)) < needed
    }
    vehicle = "" if vehicle_ready else strength.vehicle
    return Missing(max(0, strength.people - len(coming)), skills, vehicle)


def raised(strength: Strength, by: int, *, above: int) -> Strength:
    """`by` more people than were asked for, or than `above` who come already."""
    return replace(strength, people=max(strength.people, above) + by)


def stamp(strength: Strength) -> str:
    """The strength as it is written onto an alarm."""
    told = {
        "people": strength.people,
        "skills": dict(strength.skills),
        "vehicle": strength.vehicle,
    }
    return json.dumps(told)


@lru_cache(maxsize=256)
def read(stamped: str) -> Strength:
    """The strength an alarm was started with; one person where none was written."""
    return Strength(**json.loads(stamped)) if stamped else ONE
