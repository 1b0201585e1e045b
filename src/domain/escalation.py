"""When an unanswered alarm climbs, and to whom: arithmetic on a policy stamped at its start."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

AUDIENCES = ("team", "team_leader", "leaders", "operators")


@dataclass(frozen=True, slots=True)
class Step:
    """Who is rung `after_s` seconds from the start. Audiences add up: earlier ones ring again."""

    after_s: int
    audience: str


Policy = tuple[Step, ...]


def stamp(policy: Policy) -> str:
    """The policy as it is written onto an alarm."""
    return json.dumps([[step.after_s, step.audience] for step in policy])


def read(stamped: str) -> Policy:
    """The policy an alarm was started with, whatever has been edited since."""
    return tuple(Step(after_s, audience) for after_s, audience in json.loads(stamped))


def policy(steps: Iterable[tuple[int, str]]) -> Policy:
    """A policy in order of time; raises ValueError where it is empty or names nobody we know."""
    ordered = tuple(sorted((Step(after_s, to) for after_s, to in steps), key=lambda s: s.after_s))
    if not ordered:
        raise ValueError("a policy needs at least one step")
    if unknown := [step.audience for step in ordered if step.audience not in AUDIENCES]:
        raise ValueError(f"unknown audience {unknown[0]!r}")
    return ordered


def due_at(steps: Policy, step: int, started_at: datetime) -> datetime | None:
    """When `step` (counted from 0) falls due, or None above the top."""
    if step >= len(steps):
        return None
    return started_at + timedelta(seconds=steps[step].after_s)


def audiences(steps: Policy, step: int) -> tuple[str, ...]:
    """Everybody rung at `step`: its own audience and all below it, each once."""
    return tuple(dict.fromkeys(entry.audience for entry in steps[: step + 1]))
