"""News for staff about one incident, by push: what an alarm does not say, or takes back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from src import words
from src.domain.numbers import number_of
from src.domain.region import Region
from src.push import planning, subscriptions
from src.push.payload import Message
from src.services.journal import Case


async def tell_staff(
    case: Case,
    news: str,
    people: Sequence[UUID],
    *,
    in_field: bool = False,
    region: Region,
    now: datetime,
) -> None:
    """Plan it to every phone of these people; `news` is a key of `words.STAFF_PUSH`.

    A tap leads those in the field to their tasks, all others to the incident.
    """
    if not people:
        return
    number = number_of(case.id, region.number_prefix)
    title, body = words.STAFF_PUSH[news]
    await planning.plan(
        await subscriptions.of_people(people, now=now),
        Message(
            title=title,
            body=body.format(number=number),
            path="/tugas" if in_field else f"/aduan/{number}",
            tag=f"{news}-{case.id}-{case.events}",
        ),
        kind="told",
        alarm=None,
        incident=case.id,
        step=case.events,
        now=now,
    )
