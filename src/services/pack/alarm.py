"""alarm.toml: who must come for what, and how an alarm climbs until they do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from src.domain import alarm_rule
from src.domain.alarm_rule import AlarmRule
from src.domain.escalation import AUDIENCES, CHANNELS, CONDITIONS, Policy, Step
from src.domain.strength import SKILLS, Strength
from src.domain.vehicle import KINDS
from src.services.pack.entry import Entry
from src.services.pack.source import Source

FILE = "alarm.toml"
CODE = r"[a-z0-9]+(_[a-z0-9]+)*"


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may name."""

    groups: Collection[str]
    categories: Collection[str]
    priorities: Collection[str]
    districts: Collection[str]


def alarm_rules(pack: Source, known: Known) -> dict[str, AlarmRule]:
    """By code, in the order of the file."""
    file = pack.toml(FILE)
    policies: dict[str, Policy] = {}

    def one(entry: Entry) -> AlarmRule:
        policy = _policy(entry, policies)
        policies[entry.text("code")] = policy
        return AlarmRule(
            code=entry.matching("code", CODE, "small letters and digits, words joined by _"),
            name=entry.text("name"),
            groups=entry.references("groups", known.groups, "categories.toml"),
            categories=entry.references("categories", known.categories, "categories.toml"),
            priorities=entry.references("priorities", known.priorities, "priorities.toml"),
            districts=entry.references("districts", known.districts, "districts.csv"),
            strength=_strength(entry),
            policy=policy,
        )

    found = pack.keyed(file.tables("rule"), one)
    file.done()
    for code in alarm_rule.uncovered(found.values(), known.priorities):
        pack.wrong(FILE, f"no rule holds for everything of priority {code}")
    return found


def _strength(entry: Entry) -> Strength:
    vehicle = entry.one_of("vehicle", KINDS) if entry.has("vehicle") else ""
    return Strength(entry.whole("people", 1, least=1), _skills(entry), vehicle)


def _skills(entry: Entry) -> dict[str, int]:
    if not entry.has("skills"):
        return {}
    table = entry.table("skills")
    needed = {skill: table.whole(skill, least=1) for skill in SKILLS if table.has(skill)}
    table.done()
    return needed


def _policy(entry: Entry, earlier: Mapping[str, Policy]) -> Policy:
    """Its own steps, or with `as` those of a rule further up."""
    if entry.has("as"):
        code = entry.reference("as", earlier, f"{FILE} further up")
        return earlier.get(code, Policy(()))
    steps: list[Step] = []
    for each in entry.tables("steps"):
        step = _step(each)
        if step.after_s < (steps[-1].after_s if steps else 0):
            each.wrong("after_s", "steps of an alarm stand in order of time")
        steps.append(step)
    if not steps or steps[0].after_s:
        entry.wrong("steps", "an alarm begins with a step after 0 seconds")
    return Policy(tuple(steps), entry.whole("repeat_s", 0))


def _step(entry: Entry) -> Step:
    step = Step(
        after_s=entry.whole("after_s"),
        to=entry.references("to", AUDIENCES, "the list of audiences"),
        when=entry.one_of("when", CONDITIONS) if entry.has("when") else "always",
        by=entry.references("by", CHANNELS, "push, sms") if entry.has("by") else ("push",),
    )
    if not step.to:
        entry.wrong("to", "to is empty: this step would ring nobody")
    entry.done()
    return step
