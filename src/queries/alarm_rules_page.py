"""The rules of alarms as people read them: for what, who must come, and how an alarm climbs."""

from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import local_time
from src.domain.alarm_rule import AlarmRule
from src.domain.escalation import Step
from src.domain.region import Region
from src.queries import alarm_rules
from src.queries.names import names_of
from src.queries.turnout import skills
from src.words.alarm_rules import CHANNELS, CONDITIONS, after
from src.words.duty import VEHICLES
from src.words.events import AUDIENCES
from src.words.strength import ABLE

LONGEST_SCOPE = 4


@dataclass(frozen=True, slots=True)
class StepShown:
    """One rung of the ladder: "30 detik", "piket", "bila belum sampai di HP", "SMS" or ""."""

    after: str
    to: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class RuleShown:
    """`edited` says when and by whom, or ""; `own` is a rule that no region pack has.

    `unmet` names what nobody and nothing here can give: such an alarm would ring for ever.
    """

    code: str
    name: str
    scope: tuple[str, ...]
    needs: tuple[str, ...]
    steps: tuple[StepShown, ...]
    repeat: str
    unmet: tuple[str, ...]
    edited: str
    own: bool


async def rules_shown(region: Region) -> tuple[RuleShown, ...]:
    """All rules in force, the most general first."""
    rows = await database.rows("SELECT code, changed_at, changed_by FROM alarm_rule")
    names = await names_of(row["changed_by"] for row in rows if row["changed_by"])
    edited = {
        row["code"]: _edited(row["changed_at"], names.get(row["changed_by"], ""), region)
        for row in rows
    }
    able = await _able()
    rules = sorted(await alarm_rules.in_force(region), key=lambda rule: (rule.rank, rule.code))
    return tuple(_shown(rule, edited.get(rule.code, ""), able, region) for rule in rules)


def _edited(at: datetime, name: str, region: Region) -> str:
    by = f" oleh {name}" if name else ""
    return f"Diubah {local_time.date(at, region.timezone)}{by}"


async def _able() -> frozenset[str]:
    """Skills that some responder has, on duty or not."""
    rows = await database.rows(
        "SELECT DISTINCT skills, leads FROM person WHERE active AND role = 'responder'"
    )
    return frozenset(skill for row in rows for skill in skills(row))


def _shown(rule: AlarmRule, edited: str, able: frozenset[str], region: Region) -> RuleShown:
    repeat_s = rule.policy.repeat_s
    return RuleShown(
        code=rule.code,
        name=rule.name,
        scope=_scope(rule, region),
        needs=_needs(rule),
        steps=tuple(_step(step) for step in rule.policy.steps),
        repeat=f"Lalu berulang tiap {after(repeat_s)}, makin jarang." if repeat_s else "",
        unmet=_unmet(rule, able, region),
        edited=edited,
        own=rule.code not in region.alarm_rules,
    )


def _scope(rule: AlarmRule, region: Region) -> tuple[str, ...]:
    """What the rule names, in words; a long list is cut."""
    groups = {group.code: group.word for group in region.groups}
    named = [region.leaf(code).word for code in rule.categories]
    named += [groups.get(code, code) for code in rule.groups]
    named += [
        region.districts[code].name if code in region.districts else code for code in rule.districts
    ]
    named += [
        region.priorities[code].word if code in region.priorities else code
        for code in rule.priorities
    ]
    more = len(named) - LONGEST_SCOPE
    return (*named[:LONGEST_SCOPE], *([f"{more} lagi"] if more > 0 else [])) or ("Semua",)


def _needs(rule: AlarmRule) -> tuple[str, ...]:
    asked = rule.strength
    needs = [f"{asked.people} orang"]
    needs += [f"{count} {ABLE[skill].lower()}" for skill, count in asked.skills.items()]
    return (*needs, VEHICLES[asked.vehicle].lower()) if asked.vehicle else tuple(needs)


def _unmet(rule: AlarmRule, able: frozenset[str], region: Region) -> tuple[str, ...]:
    asked = rule.strength
    unmet = [ABLE[skill].lower() for skill in asked.skills if skill not in able]
    kinds = {each.kind for each in region.vehicles.values()}
    if asked.vehicle and asked.vehicle not in kinds:
        unmet.append(VEHICLES[asked.vehicle].lower())
    return tuple(unmet)


def _step(step: Step) -> StepShown:
    return StepShown(
        after=after(step.after_s),
        to=", ".join(AUDIENCES[audience] for audience in step.to),
        when=CONDITIONS[step.when] if step.when != "always" else "",
        by=", ".join(CHANNELS[way] for way in step.by if way != "push"),
    )
