"""What phones show: the message of an alarm's step, and news for those who follow a report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database, words
from src.domain import local_time
from src.domain.numbers import number_of
from src.domain.region import Region
from src.push import planning, subscriptions
from src.push.payload import Action, Message
from src.services.journal import Case
from src.sms.planning import plan_texts
from src.sms.texts import alarm_text
from src.words.strength import too_few


@dataclass(frozen=True, slots=True)
class Ring:
    """One time that an alarm rings: `number` counts its steps, at the top its repeats too.

    coming, needed   how many have said yes, of how many
    when             the condition of the step (`escalation.CONDITIONS`), "" for a repeat
    """

    alarm: UUID
    assignment: UUID
    number: int
    coming: int = 0
    needed: int = 1
    when: str = ""

    @property
    def tag(self) -> str:
        """A new one rings again, where the same would only take the old one's place."""
        return f"alarm-{self.alarm}-{self.number}"


async def ring(
    case: Case,
    of: Ring,
    people: Sequence[UUID],
    *,
    by: Collection[str] = ("push",),
    in_office: bool = False,
    region: Region,
    now: datetime,
) -> None:
    """Plan one message to every phone of these people, and one SMS each where `by` says so.

    A tap leads those in the field to their tasks, those in the office to the incident.
    """
    if not people:
        return
    about: dict[str, Any] = {"alarm": of.alarm, "incident": case.id, "step": of.number, "now": now}
    if "push" in by:
        message = alarm_message(case, of, in_office=in_office, region=region, now=now)
        to = await subscriptions.of_people(people, now=now)
        await planning.plan(to, message, kind="alarm", **about)
    if "sms" in by:
        told = _values(case, of, region, now)
        text = alarm_text(
            kind=told["kind"],
            place=told["place"],
            clock=told["clock"],
            code=told["number"].partition("-")[2],
            drill=case.projection.drill,
            in_office=in_office,
        )
        await plan_texts(people, text, **about)


def alarm_message(
    case: Case, of: Ring, *, in_office: bool = False, region: Region, now: datetime
) -> Message:
    """Kind and place first; from the second step on, what is wanting. Nothing personal."""
    values = _values(case, of, region, now)
    if case.projection.drill:
        said = "drill"
    elif of.number == 0:
        said = "alarm"
    elif of.when == "unreceived":
        said = "unreceived"
    else:
        said = "short" if of.coming else "unanswered"
    title, body = words.PUSH[said]
    task = f"/tugas/{of.assignment}"
    answers = (
        Action("terima", words.PUSH_ACTIONS["accepted"], f"{task}/penerimaan"),
        Action("tolak", words.PUSH_ACTIONS["refused"], f"{task}/penolakan"),
    )
    return Message(
        title=title.format(**values),
        body=body.format(**values),
        path=f"/aduan/{values['number']}" if in_office else "/tugas",
        tag=of.tag,
        actions=() if in_office else answers,
    )


def _values(case: Case, of: Ring, region: Region, now: datetime) -> dict[str, str]:
    told = case.projection
    group = region.group_of(region.leaf(told.category))
    village = region.villages.get(told.village or "")
    minutes = max(1, round((now - told.received_at).total_seconds() / 60))
    return {
        "kind": group.word.lower() if told.drill else group.word.upper(),
        "place": village.called if village else words.PLACE_UNKNOWN,
        "clock": local_time.clock(told.received_at, region.timezone),
        "number": number_of(case.id, region.number_prefix),
        "minutes": str(minutes),
        "turnout": too_few(of.coming, of.needed),
    }


async def tell_office(
    case: Case, news: str, people: Sequence[UUID], *, promise: str, region: Region, now: datetime
) -> None:
    """Plan a message about a promise (`words.PROMISES`) to people in the office."""
    title, body = words.OFFICE_PUSH[news]
    number = number_of(case.id, region.number_prefix)
    message = Message(
        title=title,
        body=body.format(number=number, promise=words.PROMISES[promise]),
        path=f"/aduan/{number}",
        tag=f"tenggat-{case.id}-{case.events}",
    )
    await planning.plan(
        await subscriptions.of_people(people, now=now),
        message,
        kind="told",
        alarm=None,
        incident=case.id,
        step=case.events,
        now=now,
    )


async def tell_followers(case: Case, news: str, *, region: Region, now: datetime) -> None:
    """Plan a message to everybody who follows one of the incident's reports by push."""
    if news not in words.FOLLOW_PUSH:
        return
    followers = await database.rows(
        "SELECT r.id, r.share_token FROM report r WHERE r.incident = {}"
        " AND EXISTS (SELECT 1 FROM following f WHERE f.report = r.id)",
        case.id,
    )
    title, body = words.FOLLOW_PUSH[news]
    number = number_of(case.id, region.number_prefix)
    values = {"number": number, "days": region.rules.reopen_days}
    for row in followers:
        message = Message(
            title=title.format(**values),
            body=body.format(**values),
            path=f"/pantau/{row['share_token']}",
            tag=f"aduan-{case.id}",
        )
        await planning.plan(
            await subscriptions.of_report(row["id"]),
            message,
            kind="follow",
            alarm=None,
            incident=case.id,
            step=case.events,
            now=now,
        )
