"""Which strength and policy an alarm starts with: rules, of which the most special one holds."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from src.domain import escalation, strength
from src.domain.category import Category
from src.domain.escalation import Policy, Step
from src.domain.strength import Strength
from src.domain.village import Village


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRule:
    """Empty `groups`, `categories`, `priorities`, `districts` (codes) mean all of them."""

    code: str
    name: str
    groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    strength: Strength
    policy: Policy

    @property
    def rank(self) -> tuple[bool, bool, bool, bool]:
        """How special: category before group before district before priority before all."""
        named = (self.categories, self.groups, self.districts, self.priorities)
        return bool(named[0]), bool(named[1]), bool(named[2]), bool(named[3])

    def fits(self, category: Category, priority: str, village: Village | None) -> bool:
        district = village.district.code if village else ""
        return all(
            not named or what in named
            for named, what in (
                (self.categories, category.code),
                (self.groups, category.group),
                (self.priorities, priority),
                (self.districts, district),
            )
        )


# Holds where a region's rules leave a gap; a pack that has one does not start.
LAST_RESORT = AlarmRule(
    code="",
    name="",
    strength=strength.ONE,
    policy=Policy((Step(0, ("team",)), Step(60, ("operators", "team_leader"))), 60),
)


def chosen(
    rules: Iterable[AlarmRule], category: Category, priority: str, village: Village | None
) -> AlarmRule:
    """The most special rule that fits; among equals the first by code."""
    fitting = [rule for rule in rules if rule.fits(category, priority, village)]
    if not fitting:
        return LAST_RESORT
    best = max(rule.rank for rule in fitting)
    return min((rule for rule in fitting if rule.rank == best), key=lambda rule: rule.code)


def uncovered(rules: Iterable[AlarmRule], priorities: Iterable[str]) -> tuple[str, ...]:
    """Priorities for which no rule holds everywhere and for everything."""
    general = [rule for rule in rules if not (rule.groups or rule.categories or rule.districts)]
    return tuple(
        code
        for code in priorities
        if not any(not rule.priorities or code in rule.priorities for rule in general)
    )


def written(rule: AlarmRule) -> str:
    """A rule as an edited one is kept."""
    scope: dict[str, Sequence[str]] = {
        "groups": rule.groups,
        "categories": rule.categories,
        "priorities": rule.priorities,
        "districts": rule.districts,
    }
    told: dict[str, Any] = {"name": rule.name, **{key: list(scope[key]) for key in scope}}
    told["strength"] = json.loads(strength.stamp(rule.strength))
    told["policy"] = escalation.told(rule.policy)
    return json.dumps(told)


def edition(rule: AlarmRule) -> str:
    """Names how a rule stood when somebody saw it: the same only for the same content."""
    return hashlib.sha256(written(rule).encode()).hexdigest()[:16]


@lru_cache(maxsize=256)
def read(code: str, kept: str) -> AlarmRule:
    """An edited rule from what was kept of it."""
    told = json.loads(kept)
    return AlarmRule(
        code=code,
        name=told["name"],
        groups=tuple(told["groups"]),
        categories=tuple(told["categories"]),
        priorities=tuple(told["priorities"]),
        districts=tuple(told["districts"]),
        strength=strength.read(json.dumps(told["strength"])),
        policy=escalation.read(json.dumps(told["policy"])),
    )
