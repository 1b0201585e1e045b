"""Values in the audit list that no form of /kelola tells: of people and of alarm rules."""

from collections.abc import Callable
from typing import Any

from src.domain.region import Region
from src.routes.manage import choices
from src.words import ABLE, CONDITIONS, ROLES, SKILLS
from src.words.alarm_rules import after
from src.words.duty import VEHICLES
from src.words.events import AUDIENCES

Word = Callable[[Any, Region], str]


def _among(options: Callable[[Region], list[tuple[str, str]]]) -> Word:
    return lambda value, region: dict(options(region)).get(value, str(value or ""))


def _listed(options: Callable[[Region], list[tuple[str, str]]]) -> Word:
    def word(value: Any, region: Region) -> str:
        words = dict(options(region))
        return ", ".join(words.get(each, str(each)) for each in value or ())

    return word


def _leaves(region: Region) -> list[tuple[str, str]]:
    return [(leaf.code, leaf.word) for leaf in region.categories.values()]


def _skills(value: Any, region: Region) -> str:
    return ", ".join(SKILLS.get(each, each) for each in str(value or "").split())


def _needed(value: Any, region: Region) -> str:
    counts = (value or {}).items()
    return ", ".join(f"{count} {ABLE.get(skill, skill).lower()}" for skill, count in counts)


def _steps(value: Any, region: Region) -> str:
    return "; ".join(_step(step) for step in value or ())


def _step(step: dict[str, Any]) -> str:
    to = ", ".join(AUDIENCES.get(each, each) for each in step["to"])
    when = step.get("when", "always")
    condition = f" {CONDITIONS[when]}" if when in CONDITIONS and when != "always" else ""
    return f"{after(step['after_s'])}: {to}{condition}"


WORDS: dict[str, dict[str, Word]] = {
    "person": {
        "role": lambda value, region: ROLES.get(value, str(value or "")),
        "team": _among(choices.teams),
        "stand": _among(choices.stands),
        "agency": _among(choices.agencies),
        "skills": _skills,
    },
    "alarm_rule": {
        "groups": _listed(choices.groups),
        "categories": _listed(_leaves),
        "priorities": _listed(choices.priorities),
        "districts": _listed(choices.districts),
        "vehicle": lambda value, region: VEHICLES.get(value, str(value or "")),
        "skills": _needed,
        "steps": _steps,
    },
}
