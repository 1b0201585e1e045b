"""Who was rung for an incident: a line for each person, how far it came on each phone, what lacks.

A person's phones and text messages count together: what came farthest is what he was told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from src.domain import local_time
from src.domain.region import Region
from src.queries.messages import Message, farthest
from src.words.events import SOMEBODY
from src.words.reach import LOST, NOT_THERE, NOT_TRIED, REACH, UNREACHABLE

THERE_WITHIN = timedelta(seconds=30)  # without a receipt by then, somebody picks up the telephone


@dataclass(frozen=True, slots=True)
class Device:
    """One phone, or SMS: the farthest that came to it, and why its newest message did not."""

    name: str
    reached: str
    clock: str
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One person of one alarm.

    reached   the farthest step of all messages in words, at `clock`; "" where nothing was sent
    trouble   why somebody should call him now, in two words, with `why` in a sentence; or ""
    late_at   when a receipt will be missed, while there is still time
    """

    person: UUID
    name: str
    reached: str
    clock: str
    trouble: str
    why: str
    late_at: datetime | None
    answer: str
    came: bool
    devices: tuple[Device, ...]


def rung_for(
    messages: Sequence[Message],
    answers: Mapping[UUID, tuple[str, str]],
    present: Mapping[UUID, str],
    names: Mapping[UUID, str],
    region: Region,
    *,
    ringing: bool,
    now: datetime,
) -> tuple[Rung, ...]:
    """People of one alarm in the order in which they were rung, then those who could not be.

    answers   (event, words) by person
    present   who is on duty in the team now, with the reason why no phone of theirs can ring
    """
    people = dict.fromkeys(message.person for message in messages)
    people |= dict.fromkeys([*answers, *present])
    return tuple(
        _rung(
            person,
            names.get(person, SOMEBODY),
            [message for message in messages if message.person == person],
            answers.get(person),
            present.get(person, ""),
            region,
            ringing=ringing,
            now=now,
        )
        for person in people
    )


def _rung(
    person: UUID,
    name: str,
    messages: Sequence[Message],
    answer: tuple[str, str] | None,
    because: str,
    region: Region,
    *,
    ringing: bool,
    now: datetime,
) -> Rung:
    devices = _devices(messages, region)
    reached, at = farthest(messages) or ("", None)
    began = min((message.steps[0][2] for message in messages), default=None)
    waited_for = ringing and answer is None and not any(message.arrived for message in messages)
    trouble, why = _trouble(devices, because, began, now) if waited_for else ("", "")
    return Rung(
        person=person,
        name=name,
        reached=reached,
        clock=local_time.clock(at, region.timezone) if at else "",
        trouble=trouble,
        why=why,
        late_at=began + THERE_WITHIN if waited_for and began and not trouble else None,
        answer=answer[1] if answer else "",
        came=answer is not None and answer[0] == "accepted",
        devices=devices,
    )


def _trouble(
    devices: Sequence[Device], because: str, began: datetime | None, now: datetime
) -> tuple[str, str]:
    """What is wrong with a person of whom no phone has confirmed anything."""
    known = REACH[because][0] if because else ""
    if not devices:
        return UNREACHABLE if because else NOT_TRIED, known
    if all(device.failure for device in devices):
        return LOST, devices[-1].failure
    if began is not None and now - began >= THERE_WITHIN:
        return NOT_THERE, known
    return "", ""


def _devices(messages: Sequence[Message], region: Region) -> tuple[Device, ...]:
    ordered = sorted(messages, key=lambda message: message.device)
    return tuple(
        _device(name, list(some), region)
        for (_, name), some in groupby(ordered, key=lambda message: message.device)
    )


def _device(name: str, messages: Sequence[Message], region: Region) -> Device:
    reached, at = farthest(messages) or ("", None)
    arrived = any(message.arrived for message in messages)
    return Device(
        name=name,
        reached=reached,
        clock=local_time.clock(at, region.timezone) if at else "",
        failure="" if arrived else messages[-1].failure,
    )
