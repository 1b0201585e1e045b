"""What turns out to be something else, and no emergency: what rings goes on under its new rule."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain import escalation, strength
from src.domain.escalation import Policy
from src.domain.region import Region
from src.services import answers, dispatch
from src.services.journal import Case


async def go_on_under_rule(case: Case, *, region: Region, now: datetime) -> Case:
    """Silently: who was rung stays rung, later steps and the strength are those of the new rule."""
    rule = await dispatch.rule_for(case, region)
    rows = await database.rows(
        "SELECT id, call, step, policy, started_at FROM alarm"
        " WHERE incident = {} AND ended_at IS NULL AND rule <> {}",
        case.id,
        rule.code,
    )
    for row in rows:
        policy = _policy(escalation.read(row["policy"]), rule.policy)
        step = min(row["step"], len(policy.steps) - 1)
        await database.rows(
            "UPDATE alarm SET rule = {}, policy = {}, strength = {}, step = {}, at_top = {},"
            " next_due_at = {} WHERE id = {}",
            rule.code,
            escalation.stamp(policy),
            strength.stamp(rule.strength),
            step,
            step == len(policy.steps) - 1,
            escalation.due_after(policy, step, row["started_at"]),
            row["id"],
        )
    calls: dict[UUID, None] = dict.fromkeys(row["call"] for row in rows if row["call"])
    for call in calls:
        case = await answers.settle(case, call, region=region, now=now)
    database.signal("alarms")
    return case


def _policy(before: Policy, rule: Policy) -> Policy:
    """Alarms of the next teams have one step only; above them another one climbs."""
    return Policy(before.steps, rule.repeat_s) if len(before.steps) == 1 else rule
