"""The steps of a task as a responder sees them: done with their time, one to do, more to come."""

from collections.abc import Collection
from dataclasses import dataclass

from src import database
from src.domain import local_time
from src.domain.assignment import ACTIVE, NEXT
from src.domain.commands import EVENTS, STEPS
from src.domain.region import Region
from src.words.tasks import STEPS as WORDS
from src.words.tasks import STEPS_OF_KIND

STAMPS = {
    "accepted": "accepted_at",
    "departed": "departed_at",
    "arrived": "on_scene_at",
    "controlled": "under_control_at",
}
ICONS = {
    "accepted": "check",
    "departed": "vehicle",
    "arrived": "pin",
    "controlled": "check",
    "completed": "list",
}


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is done, do or todo; `now` whether it may be taken already, though it is not next."""

    noun: str
    event: str
    label: str
    icon: str
    state: str
    clock: str
    now: bool


def steps_of(
    row: database.Row, kind: str, region: Region, *, without: Collection[str] = ()
) -> tuple[Step, ...]:
    """All steps of an assignment row; exactly one is `do` while its team is at work.

    `without` are events that another team's commander decides.
    """
    stage = row["stage"]
    offered = NEXT[stage] if stage in ACTIVE else ("accepted",)
    offered = tuple(event for event in offered if event not in without)
    words = WORDS | STEPS_OF_KIND.get(kind, {})
    nouns = [noun for noun in STEPS if EVENTS[noun] not in without]
    events = [EVENTS[noun] for noun in nouns]
    here = events.index(offered[0])
    steps = []
    for place, (noun, event) in enumerate(zip(nouns, events, strict=True)):
        at = row[STAMPS[event]] if event in STAMPS else None
        steps.append(
            Step(
                noun=noun,
                event=event,
                label=words[event],
                icon=ICONS[event],
                state="done" if place < here else "do" if place == here else "todo",
                clock=local_time.clock(at, region.timezone) if at and place < here else "",
                now=event in offered,
            )
        )
    return tuple(steps)
