"""Editing the rules of alarms: what is written here holds for alarms that start from now on."""

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from src import database
from src.domain import alarm_rule, escalation
from src.domain.alarm_rule import AlarmRule
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.region import Region
from src.domain.strength import SKILLS
from src.domain.vehicle import KINDS
from src.services import audit_list
from src.services.audit_list import Line

LONGEST_NAME = 80
MOST_PEOPLE = 50
MOST_STEPS = 12
LATEST_S = 24 * 3600
SOONEST_REPEAT_S = 30
LOCK = 7_207_014  # advisory lock of whoever changes a rule, on PostgreSQL
OWN = re.compile(r"own_[0-9a-f]{12}")  # the codes of rules that are no region pack's


def new_code() -> str:
    """The code of a rule that is about to be added."""
    return f"own_{uuid4().hex[:12]}"


async def save(rule: AlarmRule, *, seen: str, by: UUID, region: Region, now: datetime) -> None:
    """Take a rule's place, or add one; raises Invalid with a reason for each field.

    What the pack says a rule is for is kept, so that no priority is ever without a rule.
    `seen` is the `edition` that was on the screen, "" for a rule that is being added; raises
    Conflict where somebody else has changed the rule since.
    """
    pack = region.alarm_rules.get(rule.code)
    if pack is None and not OWN.fullmatch(rule.code):
        raise NotFound("rule_unknown")
    if pack is not None:
        rule = replace(
            rule,
            groups=pack.groups,
            categories=pack.categories,
            priorities=pack.priorities,
            districts=pack.districts,
        )
    own = {} if pack else _nowhere(rule)
    if mistakes := _mistakes(rule, region) | own | _silent_top(rule, region, own=pack is None):
        raise Invalid(mistakes)
    steps = escalation.policy(rule.policy.steps, rule.policy.repeat_s)
    kept = alarm_rule.written(replace(rule, name=rule.name.strip(), policy=steps))
    async with database.transaction():
        if database.on_postgres():
            await database.rows("SELECT pg_advisory_xact_lock({})", LOCK)
        before = await database.row("SELECT rule FROM alarm_rule WHERE code = {}", rule.code)
        was = before["rule"] if before else alarm_rule.written(pack) if pack else ""
        if was == kept:
            return
        stood = alarm_rule.read(rule.code, was) if was else None
        if (alarm_rule.edition(stood) if stood else "") != seen:
            raise Conflict("changed_meanwhile")
        await database.rows(
            "INSERT INTO alarm_rule (code, rule, changed_at, changed_by) VALUES ({}, {}, {}, {})"
            " ON CONFLICT (code) DO UPDATE SET rule = excluded.rule,"
            " changed_at = excluded.changed_at, changed_by = excluded.changed_by",
            rule.code,
            kept,
            now,
            by,
        )
        line = Line(
            kind="alarm_rule",
            code=rule.code,
            label=rule.name.strip(),
            action="changed" if was else "added",
            before=_facts(was),
            after=_facts(kept),
        )
        await audit_list.note(line, by=by, now=now)


async def undo(code: str, *, by: UUID, region: Region, now: datetime) -> None:
    """Back to what the pack says; a rule that was added here is gone."""
    if code not in region.alarm_rules and not OWN.fullmatch(code):
        raise NotFound("rule_unknown")
    async with database.transaction():
        held = await database.row("SELECT rule FROM alarm_rule WHERE code = {}", code)
        if held is None:
            return
        await database.rows("DELETE FROM alarm_rule WHERE code = {}", code)
        pack = region.alarm_rules.get(code)
        line = Line(
            kind="alarm_rule",
            code=code,
            label=alarm_rule.read(code, held["rule"]).name,
            action="undone",
            before=_facts(held["rule"]),
            after=_facts(alarm_rule.written(pack)) if pack else {},
        )
        await audit_list.note(line, by=by, now=now)


def _facts(rule: str) -> dict[str, Any]:
    """The parts of a kept rule, so that only what changed stands in the list."""
    if not rule:
        return {}
    told = json.loads(rule)
    asked, policy = told.pop("strength"), told.pop("policy")
    needs = {name: asked.get(name) for name in ("people", "skills", "vehicle")}
    return {**told, **needs, "steps": policy["steps"], "repeat_s": policy.get("repeat_s", 0)}


def _mistakes(rule: AlarmRule, region: Region) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not rule.name.strip():
        wrong["name"] = "name_missing"
    elif len(rule.name.strip()) > LONGEST_NAME:
        wrong["name"] = "name_too_long"
    if not 1 <= rule.strength.people <= MOST_PEOPLE:
        wrong["people"] = "people_wrong"
    elif any(count > rule.strength.people for count in rule.strength.skills.values()):
        wrong["skills"] = "skills_too_many"
    if set(rule.strength.skills) - set(SKILLS) or any(
        count < 1 for count in rule.strength.skills.values()
    ):
        wrong["skills"] = "field_invalid"
    if rule.strength.vehicle and rule.strength.vehicle not in KINDS:
        wrong["vehicle"] = "field_invalid"
    repeat_s = rule.policy.repeat_s
    if repeat_s and not SOONEST_REPEAT_S <= repeat_s <= LATEST_S:
        wrong["repeat_s"] = "repeat_wrong"
    return wrong | _unknown(rule, region) | _steps(rule)


def _unknown(rule: AlarmRule, region: Region) -> dict[str, str]:
    known = (
        ("groups", rule.groups, {group.code for group in region.groups}),
        ("categories", rule.categories, set(region.categories)),
        ("priorities", rule.priorities, set(region.priorities)),
        ("districts", rule.districts, set(region.districts)),
    )
    return {field: "field_invalid" for field, named, codes in known if set(named) - codes}


def _nowhere(rule: AlarmRule) -> dict[str, str]:
    """A rule for everything would stand beside the pack's and never be chosen for sure."""
    return {} if any(rule.rank) else {"groups": "scope_missing"}


def _silent_top(rule: AlarmRule, region: Region, *, own: bool) -> dict[str, str]:
    """What rings at once rings on until it is answered, also at the top of its policy.

    One of the pack that names no priority stands behind those that do.
    """
    held = rule.priorities or (tuple(region.priorities) if own else ())
    urgent = any(code in region.priorities and region.priorities[code].at_once for code in held)
    return {"repeat_s": "repeat_missing"} if urgent and not rule.policy.repeat_s else {}


def _steps(rule: AlarmRule) -> dict[str, str]:
    steps = rule.policy.steps
    if len(steps) > MOST_STEPS or any(not 0 <= step.after_s <= LATEST_S for step in steps):
        return {"steps": "step_time_wrong"}
    if all(step.after_s for step in steps):
        return {"steps": "first_step_missing"}
    if any(not step.to for step in steps):
        return {"steps": "step_rings_nobody"}
    try:
        escalation.policy(steps)
    except ValueError:
        return {"steps": "field_invalid"}
    return {}
