"""What phones show: the message of an alarm's step, and of news for those who follow a report."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from src import database, words
from src.domain import local_time
from src.domain.numbers import number_of
from src.domain.region import Region
from src.push import planning, subscriptions
from src.push.payload import Message
from src.services.journal import Case


async def ring(
    case: Case,
    alarm: UUID,
    step: int,
    people: Sequence[UUID],
    *,
    in_office: bool = False,
    region: Region,
    now: datetime,
) -> None:
    """Plan one message to every phone of these people; a new tag per step makes it ring again.

    A tap leads those in the field to their tasks, those in the office to the incident.
    """
    if not people:
        return
    message = alarm_message(case, alarm, step, in_office=in_office, region=region, now=now)
    await planning.plan(
        await subscriptions.of_people(people, now=now),
        message,
        kind="alarm",
        alarm=alarm,
        incident=case.id,
        step=step,
        now=now,
    )


def alarm_message(
    case: Case, alarm: UUID, step: int, *, in_office: bool = False, region: Region, now: datetime
) -> Message:
    """Kind and place first, "Belum diterima" from the second step on. Nothing personal."""
    told = case.projection
    group = region.group_of(region.leaf(told.category))
    village = region.villages.get(told.village or "")
    number = number_of(case.id, region.number_prefix)
    tag = f"alarm-{alarm}-{step}"
    if told.drill:
        title, body = words.PUSH["drill"]
    elif step == 0:
        title, body = words.PUSH["alarm"]
    else:
        title, body = words.PUSH["unanswered"]
    minutes = max(1, round((now - told.received_at).total_seconds() / 60))
    values = {
        "kind": group.word.upper() if not told.drill else group.word.lower(),
        "place": village.called if village else words.PLACE_UNKNOWN,
        "clock": local_time.clock(told.received_at, region.timezone),
        "number": number,
        "minutes": minutes,
    }
    return Message(
        title=title.format(**values),
        body=body.format(**values),
        path=f"/aduan/{number}" if in_office else "/tugas",
        tag=tag,
    )


async def tell_followers(case: Case, news: str, *, region: Region, now: datetime) -> None:
    """Plan a message to everybody who follows one of the incident's reports by push."""
    if news not in words.FOLLOW_PUSH:
        return
    followers = await database.rows(
        "SELECT r.id, r.share_token FROM report r WHERE r.incident = {}"
        " AND EXISTS (SELECT 1 FROM subscription s WHERE s.report = r.id)",
        case.id,
    )
    title, body = words.FOLLOW_PUSH[news]
    number = number_of(case.id, region.number_prefix)
    for row in followers:
        message = Message(
            title=title.format(number=number),
            body=body.format(number=number),
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
