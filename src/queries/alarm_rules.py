"""The rules of alarms as they hold now: the region pack's, and in their place the edited ones."""

from src import database
from src.domain import alarm_rule
from src.domain.alarm_rule import AlarmRule
from src.domain.region import Region


async def in_force(region: Region) -> tuple[AlarmRule, ...]:
    """In the pack's order, what was added on the screen last. One statement."""
    rules = dict(region.alarm_rules)
    for row in await database.rows("SELECT code, rule FROM alarm_rule ORDER BY code"):
        rules[row["code"]] = alarm_rule.read(row["code"], row["rule"])
    return tuple(rules.values())
