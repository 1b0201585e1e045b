"""The office refers an incident to other agencies, asks them for help, and takes both back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from src import database
from src.domain import incident, referral
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.incident import NotNow
from src.domain.intervals import due_at
from src.domain.organisation import Agency
from src.domain.priority import Deadline
from src.domain.referral import Kind
from src.domain.region import Region
from src.services import dispatch, journal, referral_ending, referral_news, ringing
from src.services.journal import Case, Entry

LONGEST = 1_000
AGAIN_AFTER = timedelta(minutes=10)
# Deadlines an operator may choose instead of the one that the priority promises.
CHOICES: Final[dict[str, Deadline]] = {
    "m5": Deadline(minutes=5),
    "m15": Deadline(minutes=15),
    "m60": Deadline(minutes=60),
    "m240": Deadline(minutes=240),
    "d1": Deadline(working_days=1),
    "d3": Deadline(working_days=3),
}
_INSERT = (
    "INSERT INTO referral (id, incident, agency, kind, state, message, contacts, sent_at, sent_by,"
    " due_at, next_at, reminders, officer, outcome, reason) VALUES "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What an operator filled in; `id` was made with the form, so a second click asks nobody.

    within   key of CHOICES, or "" for what the priority promises
    """

    id: UUID
    agencies: Collection[str]
    kind: str
    message: str = ""
    contacts: bool = False
    within: str = ""


async def refer(
    incident_id: int, asking: Asking, *, by: UUID, region: Region, now: datetime
) -> tuple[UUID, ...]:
    """Ask these agencies; raises Conflict where one is at it already, Invalid for a bad form."""
    kind, agencies = _checked(asking, region)
    async with database.transaction():
        case = await journal.lock(incident_id)
        if await database.row(
            "SELECT 1 AS yes FROM referral WHERE id = {}", uuid5(asking.id, agencies[0].code)
        ):
            return tuple(uuid5(asking.id, agency.code) for agency in agencies)
        if region.leaf(case.projection.category).leader_only:
            raise Conflict("for_leaders_only")
        made = []
        for agency in agencies:
            case = await _ask(case, agency, kind, asking, by=by, region=region, now=now)
            made.append(uuid5(asking.id, agency.code))
        if kind == "handover":
            await ringing.tell_followers(case, "referred", region=region, now=now)
    return tuple(made)


def _checked(asking: Asking, region: Region) -> tuple[Kind, list[Agency]]:
    wrong = {}
    kind = next((each for each in referral.KINDS if each == asking.kind), None)
    if kind is None:
        wrong["referral_kind"] = "referral_kind_missing"
    if not asking.agencies:
        wrong["agencies"] = "agency_missing"
    elif not set(asking.agencies) <= set(region.agencies):
        wrong["agencies"] = "agency_unknown"
    if asking.within and asking.within not in CHOICES:
        wrong["within"] = "deadline_unknown"
    if len(asking.message) > LONGEST:
        wrong["message"] = "text_too_long"
    if wrong or kind is None:
        raise Invalid(wrong)
    return kind, [region.agencies[code] for code in dict.fromkeys(asking.agencies)]


async def _ask(
    case: Case,
    agency: Agency,
    kind: Kind,
    asking: Asking,
    *,
    by: UUID,
    region: Region,
    now: datetime,
) -> Case:
    earlier = await database.row(
        "SELECT id, state FROM referral WHERE incident = {} AND agency = {} AND kind = {}"
        " AND ended_at IS NULL",
        case.id,
        agency.code,
        kind,
    )
    if earlier and earlier["state"] in referral.OPEN:
        raise Conflict("agency_already_asked", agency=agency.short_name)
    if earlier:  # who could not come, or has left, may be asked anew
        await referral_ending.close(earlier, earlier["state"], now=now)
    made, due = uuid5(asking.id, agency.code), _due(case, asking.within, region, now)
    event = await _event(case, kind)
    detail: dict[str, Any] = {"referral": str(made), "agency": agency.code}
    if asking.contacts:
        detail["contacts"] = True
    entry = Entry(event=event, at=now, actor=journal.person(by), detail=detail)
    try:
        case = await journal.append(case, entry, region=region, now=now)
    except NotNow as refusal:
        raise Conflict("incident_over", state=refusal.state) from refusal
    await database.rows(
        _INSERT + database.marks(1, 15),
        made,
        case.id,
        agency.code,
        kind,
        "sent",
        asking.message.strip(),
        asking.contacts,
        now,
        by,
        due,
        referral.reminded_at(now, due) if due else None,
        0,
        "",
        "",
        "",
    )
    database.signal(referral_news.TOPIC)
    await referral_news.tell_agency(case, await find(made), kind, region=region, now=now)
    return case


async def _event(case: Case, kind: Kind) -> str:
    """A handover makes the incident theirs, unless a team of ours has it in hand."""
    if kind == "help":
        return "help_requested"
    return "referred_too" if await dispatch.somebody_called(case.id) else "referred"


def _due(case: Case, within: str, region: Region, now: datetime) -> datetime | None:
    promised = CHOICES[within] if within else region.priorities[case.projection.priority].refer
    return due_at(now, promised, region)


async def find(referral_id: UUID) -> database.Row:
    """Raises NotFound."""
    row = await database.row("SELECT * FROM referral WHERE id = {}", referral_id)
    if row is None:
        raise NotFound("referral_unknown")
    return row


async def of_incident(referral_id: UUID, incident_id: int) -> database.Row:
    """The referral, where it belongs to this incident; raises NotFound."""
    row = await find(referral_id)
    if row["incident"] != incident_id:
        raise NotFound("referral_unknown")
    return row


async def recall(
    referral_id: UUID, *, incident_id: int, by: UUID, region: Region, now: datetime
) -> None:
    """Take one back: the agency is told, and sees no more of it."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        row = await of_incident(referral_id, incident_id)
        if row["ended_at"] is not None or row["state"] not in referral.OPEN:
            raise Conflict("referral_over")
        case = await referral_ending.end(
            case, row, actor=journal.person(by), region=region, now=now
        )
        await take_back_if_nobody(case, region=region, now=now)


async def take_back_if_nobody(case: Case, *, region: Region, now: datetime) -> Case:
    """Where no agency is left that was handed it, the incident is the office's again."""
    if case.state != "referred" or await referral_ending.open_handovers(case.id):
        return case
    entry = Entry(event="taken_back", at=now)
    return await journal.append(case, entry, region=region, now=now)


async def refuse_unaccepted(case: Case) -> None:
    """ "Not our mandate" counts as handled only when an agency has accepted; raises Conflict."""
    if case.state != "referred":
        return
    marks = ", ".join(["{}"] * len(referral.TAKEN))
    accepted = await database.row(
        f"SELECT 1 AS yes FROM referral WHERE incident = {{}} AND state IN ({marks}) LIMIT 1",
        case.id,
        *referral.TAKEN,
    )
    if accepted is None:
        raise Conflict("referral_unanswered")


async def remind(
    referral_id: UUID, *, incident_id: int, by: UUID, region: Region, now: datetime
) -> None:
    """Ask again by hand, not more often than every ten minutes."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        row = await of_incident(referral_id, incident_id)
        if row["ended_at"] is not None or not incident.may(case.state, "referral_reminded"):
            raise Conflict("referral_over")
        last = await database.row(
            "SELECT 1 AS yes FROM incident_event WHERE incident = {} AND at > {}"
            " AND event = 'referral_reminded' AND detail LIKE {} LIMIT 1",
            case.id,
            now - AGAIN_AFTER,
            f'%"referral":"{row["id"]}"%',
        )
        if last is not None:
            raise Conflict("reminded_just_now")
        await referral_news.remind(
            case, row, "by_hand", at=now, actor=journal.person(by), region=region, now=now
        )
