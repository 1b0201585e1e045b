"""What phones show when enough come: quietly, in the place of what rang."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from src import database, words
from src.domain.numbers import number_of
from src.domain.region import Region
from src.push import planning
from src.push.payload import Message
from src.push.subscriptions import Recipient
from src.services.journal import Case
from src.services.ringing import Ring


async def tell(
    case: Case,
    call: UUID,
    answered: Collection[UUID],
    *,
    said: str = "",
    region: Region,
    now: datetime,
) -> None:
    """Quietly take back what rang, or is on its way, to those who have not answered this call.

    `said` is a key of words.PUSH; without it they hear that enough others come.
    """
    # What no sender holds stays here. One that is taking it is waited for, and seen below.
    await database.rows(
        "UPDATE delivery SET state = 'failed', failure = 'answered', due_at = NULL"
        " WHERE kind = 'alarm' AND state = 'planned' AND lease_until IS NULL"
        " AND alarm IN (SELECT id FROM alarm WHERE call = {})",
        call,
    )
    rang = await database.rows(
        "SELECT d.alarm, a.assignment, d.subscription, d.person, p.role, max(d.step) AS number"
        " FROM delivery d JOIN alarm a ON a.id = d.alarm JOIN person p ON p.id = d.person"
        " WHERE a.call = {} AND d.kind = 'alarm' AND (d.accepted_at IS NOT NULL"
        " OR d.received_at IS NOT NULL OR d.lease_until IS NOT NULL)"
        " GROUP BY d.alarm, a.assignment, d.subscription, d.person, p.role",
        call,
    )
    groups: dict[tuple[Ring, bool], list[Recipient]] = {}
    for row in rang:
        if row["person"] not in answered:
            of = Ring(row["alarm"], row["assignment"], row["number"])
            in_field = row["role"] == "responder"
            to = Recipient(row["subscription"], row["person"])
            groups.setdefault((of, in_field), []).append(to)
    number = number_of(case.id, region.number_prefix)
    title, body = words.PUSH[said or ("enough_drill" if case.projection.drill else "enough")]
    body = body.format(number=number)
    for (of, in_field), recipients in groups.items():
        path = "/tugas" if in_field else f"/aduan/{number}"
        await planning.plan(
            recipients,
            Message(title=title, body=body, path=path, tag=of.tag),
            kind="enough",
            alarm=of.alarm,
            incident=case.id,
            step=of.number,
            now=now,
        )
