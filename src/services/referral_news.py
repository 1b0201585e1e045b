"""What an agency's phones and the office's are told about a referral: push, and SMS where set."""

from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.numbers import number_of
from src.domain.region import Region
from src.push import planning, subscriptions
from src.push.payload import Message
from src.queries import duty
from src.queries.naming import agency_name
from src.services import journal
from src.services.journal import SYSTEM, Case, Entry
from src.sms.planning import plan_notice
from src.words import referrals as words
from src.words.public import DRILL

TOPIC = "referrals"  # the signal that one was sent or answered
WORTH = timedelta(hours=12)  # offices switch their phones on in the morning
Values = dict[str, str]


async def tell_agency(
    case: Case, row: database.Row, said: str, *, region: Region, now: datetime
) -> None:
    """Plan `said` (a key of REFERRAL_PUSH) for everybody who speaks for the agency."""
    people = await speakers(row["agency"])
    if not people:
        return
    values = _values(case, row, region)
    message = _message(case, row, said, f"/instansi/{row['id']}", values)
    to = await subscriptions.of_people(people, now=now)
    await _plan(case, to, message, now)
    if said in words.REFERRAL_SMS:
        text = _drill(case) + words.REFERRAL_SMS[said].format(**values)
        key = f"referral:{row['id']}:{case.events}"
        await plan_notice(people, text, key=key, incident=case.id, now=now)


async def tell_office(
    case: Case, row: database.Row, said: str, *, region: Region, now: datetime
) -> None:
    """Operators hear what needs them: an agency that is silent, or gives it back."""
    values = _values(case, row, region)
    message = _message(case, row, said, f"/aduan/{values['number']}", values)
    people = await duty.with_role("operator", now)
    await _plan(case, await subscriptions.of_people(people, now=now), message, now)


async def remind(
    case: Case,
    row: database.Row,
    which: str,
    *,
    at: datetime,
    actor: str = SYSTEM,
    region: Region,
    now: datetime,
) -> Case:
    """Write down that an agency is reminded, and remind it; `which`: before, due, by_hand."""
    detail = {"referral": str(row["id"]), "agency": row["agency"], "reminder": which}
    entry = Entry(event="referral_reminded", at=at, actor=actor, detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    await tell_agency(case, row, which, region=region, now=now)
    return case


async def speakers(agency: str) -> list[UUID]:
    """Everybody with an account who speaks for this agency."""
    found = await database.rows(
        "SELECT id FROM person WHERE active AND agency = {} AND role IN ('agency', 'partner')"
        " ORDER BY created_at, id",
        agency,
    )
    return [row["id"] for row in found]


def _message(case: Case, row: database.Row, said: str, path: str, values: Values) -> Message:
    title, body = words.REFERRAL_PUSH[said]
    return Message(
        title=_drill(case) + title,
        body=body.format(**values),
        path=path,
        tag=f"rujukan-{row['id']}-{said}-{case.events}",
    )


def _drill(case: Case) -> str:
    return f"{DRILL}: " if case.projection.drill else ""


async def _plan(
    case: Case, to: tuple[subscriptions.Recipient, ...], message: Message, now: datetime
) -> None:
    await planning.plan(
        to,
        message,
        kind="told",
        alarm=None,
        incident=case.id,
        step=case.events,
        now=now,
        worth=WORTH,
    )


def _values(case: Case, row: database.Row, region: Region) -> Values:
    """What sentences name: the kind only where it may be known, the place only by its village."""
    told = case.projection
    leaf = region.leaf(told.category)
    village = region.villages.get(told.village or "")
    kind = region.group_of(leaf).word if leaf.public else words.UNNAMED_KIND
    where = f", {village.called}" if village and leaf.public else ""
    zone = region.timezone
    return {
        "number": number_of(case.id, region.number_prefix),
        "what": f"{kind}{where}",
        "agency": agency_name(row["agency"], region),
        "due": local_time.clock(row["due_at"], zone) if row["due_at"] else "",
        "sent": local_time.clock(row["sent_at"], zone),
    }
