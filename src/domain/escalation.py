"""When an unanswered alarm climbs, and to whom: arithmetic on a policy stamped at its start."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

AUDIENCES = (
    "team",
    "team_leader",
    "operators",
    "volunteers",
    "leaders",
    "next_level",
    "station",
)
CONDITIONS = ("always", "unreceived", "unanswered", "short")
CHANNELS = ("push", "sms")
LONGEST_REPEAT_S = 900


@dataclass(frozen=True, slots=True)
class Step:
    """Who is rung `after_s` seconds from the start, and when that is necessary at all.

    to    team: on duty in it; team_leader: leads the shift, or the team; operators; volunteers:
          off duty but willing; leaders: head of section; next_level: the next teams around;
          station: the siren on station screens
    when  always; unreceived: somebody rung has no receipt; unanswered: nobody comes; short: not
          enough come. A step that is not necessary is passed over.
    by    push, and sms where there is a gateway
    """

    after_s: int
    to: tuple[str, ...]
    when: str = "always"
    by: tuple[str, ...] = ("push",)


@dataclass(frozen=True, slots=True)
class Policy:
    """Steps in order of time. At the top it rings again after `repeat_s`, 0 = not at all."""

    steps: tuple[Step, ...]
    repeat_s: int = 0


def policy(steps: Iterable[Step], repeat_s: int = 0) -> Policy:
    """A policy in order of time; raises ValueError where it is none."""
    ordered = tuple(sorted(steps, key=lambda step: step.after_s))
    if not ordered or ordered[0].after_s != 0:
        raise ValueError("a policy begins with a step after 0 seconds")
    for step in ordered:
        known = (step.to, AUDIENCES), ((step.when,), CONDITIONS), (step.by, CHANNELS)
        for named, allowed in known:
            if not named or (unknown := [each for each in named if each not in allowed]):
                raise ValueError(f"unknown {unknown[0]!r}" if named else "nobody is rung")
    return Policy(ordered, repeat_s)


def told(policy: Policy) -> dict[str, Any]:
    """The policy as it is written into the log."""
    steps = [
        {"after_s": step.after_s, "to": step.to, "when": step.when, "by": step.by}
        for step in policy.steps
    ]
    return {"steps": steps, "repeat_s": policy.repeat_s}


@lru_cache(maxsize=256)
def stamp(policy: Policy) -> str:
    """The policy as it is written onto an alarm."""
    return json.dumps(told(policy))


@lru_cache(maxsize=256)
def read(stamped: str) -> Policy:
    """The policy an alarm was started with, whatever has been edited since."""
    kept = json.loads(stamped)
    if isinstance(kept, list):
        return _grown(kept)
    steps = tuple(
        Step(step["after_s"], tuple(step["to"]), step["when"], tuple(step["by"]))
        for step in kept["steps"]
    )
    return Policy(steps, kept["repeat_s"])


def _grown(pairs: list[tuple[int, str]]) -> Policy:
    """A policy from before steps had conditions: each rang its own audience and all before it."""
    names = [audience for _, audience in pairs]
    return Policy(
        tuple(
            Step(after_s, tuple(dict.fromkeys(names[: place + 1])))
            for place, (after_s, _) in enumerate(pairs)
        )
    )


def due_at(policy: Policy, step: int, started_at: datetime) -> datetime | None:
    """When `step` (counted from 0) falls due, or None above the top."""
    if step >= len(policy.steps):
        return None
    return started_at + timedelta(seconds=policy.steps[step].after_s)


def due_after(policy: Policy, step: int, started_at: datetime) -> datetime | None:
    """What is due behind `step`: the next one, at the top the first repeat, or nothing."""
    next_step = due_at(policy, step + 1, started_at)
    again = repeat_after(policy, 0)
    if next_step is not None or again is None:
        return next_step
    return started_at + timedelta(seconds=policy.steps[step].after_s) + again


def repeat_after(policy: Policy, repeats: int) -> timedelta | None:
    """How long the top is silent after it has rung again `repeats` times: twice as long each."""
    if not policy.repeat_s:
        return None
    seconds = policy.repeat_s * 2 ** min(repeats, 20)
    return timedelta(seconds=min(seconds, max(LONGEST_REPEAT_S, policy.repeat_s)))


def audiences(policy: Policy, step: int) -> tuple[str, ...]:
    """Everybody named up to `step`, each once: who rings again at the top."""
    return tuple(dict.fromkeys(to for entry in policy.steps[: step + 1] for to in entry.to))
