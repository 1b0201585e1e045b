"""The form of an alarm's rule: what it holds of a rule, and the rule that was typed into it."""

from collections.abc import Iterable, Mapping

from src.domain.alarm_rule import AlarmRule
from src.domain.escalation import AUDIENCES, Policy, Step
from src.domain.region import Region
from src.domain.strength import SKILLS, Strength
from src.services.alarm_rules import MOST_STEPS

YES = "ya"
FREE_STEPS = 2  # empty ones offered behind those there are
SCOPES = ("groups", "categories", "priorities", "districts")


def values_of(rule: AlarmRule) -> dict[str, str]:
    """What stands in the form before anything is changed."""
    said = {
        "name": rule.name,
        "people": str(rule.strength.people),
        "vehicle": rule.strength.vehicle,
        "repeat_s": str(rule.policy.repeat_s or ""),
    }
    said |= {f"skill-{skill}": str(count) for skill, count in rule.strength.skills.items()}
    for field, codes in zip(SCOPES, _scopes(rule), strict=True):
        said |= {f"{field}-{code}": YES for code in codes}
    for place, step in enumerate(rule.policy.steps):
        said |= {f"step-{place}-after": str(step.after_s), f"step-{place}-when": step.when}
        said |= {f"step-{place}-to-{audience}": YES for audience in step.to}
        said |= {f"step-{place}-by-{way}": YES for way in step.by}
    return said


def _scopes(rule: AlarmRule) -> tuple[tuple[str, ...], ...]:
    return rule.groups, rule.categories, rule.priorities, rule.districts


def places(said: Mapping[str, str]) -> range:
    """The numbers of the steps to show: those that are filled in, and some empty ones."""
    filled = [n for n in range(MOST_STEPS) if said.get(f"step-{n}-after")]
    return range(min(MOST_STEPS, (filled[-1] + 1 if filled else 0) + FREE_STEPS))


def typed_rule(code: str, said: Mapping[str, str], region: Region) -> AlarmRule:
    """As typed: what cannot be read becomes a value that the service refuses."""
    groups, categories, priorities, districts = (
        tuple(each for each in known if said.get(f"{field}-{each}") == YES)
        for field, known in zip(SCOPES, _known(region), strict=True)
    )
    skills = {skill: _number(said.get(f"skill-{skill}", "")) for skill in SKILLS}
    return AlarmRule(
        code=code,
        name=said.get("name", ""),
        groups=groups,
        categories=categories,
        priorities=priorities,
        districts=districts,
        strength=Strength(
            people=_number(said.get("people", "")),
            skills={skill: count for skill, count in skills.items() if count},
            vehicle=said.get("vehicle", ""),
        ),
        policy=Policy(_steps(said), _number(said.get("repeat_s", ""))),
    )


def _known(region: Region) -> tuple[Iterable[str], ...]:
    groups = [group.code for group in region.groups]
    return groups, region.categories, region.priorities, region.districts


def _steps(said: Mapping[str, str]) -> tuple[Step, ...]:
    """A step without a time is left out. Phones are always rung, SMS where it is ticked."""
    found = []
    for place in range(MOST_STEPS):
        if after := said.get(f"step-{place}-after", ""):
            to = tuple(each for each in AUDIENCES if said.get(f"step-{place}-to-{each}") == YES)
            by = ("push", "sms") if said.get(f"step-{place}-by-sms") == YES else ("push",)
            found.append(Step(_number(after), to, said.get(f"step-{place}-when", "always"), by))
    return tuple(found)


def _number(text: str) -> int:
    """-1 for what is no number, so that it comes back to be mended."""
    text = text.strip()
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1
