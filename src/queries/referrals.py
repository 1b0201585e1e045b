"""The agencies on one incident as the office sees them: where each stands, its guest link."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time, phone, referral
from src.domain.region import Region
from src.queries.due import Due, due
from src.queries.naming import agency_name
from src.words import referrals as words

# State of `domain.referral` → look of its chip, icon.
LOOKS: dict[str, tuple[str, str]] = {
    "sent": ("hold", "sent"),
    "seen": ("hold", "clock"),
    "accepted": ("now", "check"),
    "in_progress": ("now", "check"),
    "coming": ("now", "vehicle"),
    "on_scene": ("done", "pin"),
    "finished": ("done", "check"),
    "left": ("", "check"),
    "returned": ("", "back"),
    "refused": ("", "close"),
    "recalled": ("", "close"),
}
TIMES = (
    ("sent_at", "Dikirim"),
    ("seen_at", "Dibuka"),
    ("accepted_at", "Dijawab"),
    ("arrived_at", "Tiba"),
    ("ended_at", "Berakhir"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """One agency on the incident.

    due      how much time is left to answer, or how far it is overdue; None once it has
    helpers  who said what, of those asked to help
    last     the newest word of the agency, with its clock
    link     what became of the guest link: "", or a sentence
    """

    id: UUID
    agency: str
    kind: str
    kind_word: str
    word: str
    look: str
    icon: str
    open: bool
    unanswered: bool
    due: Due | None
    times: tuple[tuple[str, str], ...]
    officer: str
    expected: str
    message: str
    contacts: bool
    helpers: tuple[str, ...]
    last: tuple[str, str]
    reason: str
    outcome: str
    link: str

    @property
    def late(self) -> bool:
        return self.due is not None and self.due.look == "late"


@dataclass(frozen=True, slots=True)
class Choice:
    """An agency that may be asked; `why` says what it is to this kind of incident."""

    code: str
    name: str
    why: str


async def referrals_on(incident_id: int, region: Region, *, now: datetime) -> tuple[Referred, ...]:
    """In the order in which they were asked."""
    rows = await database.rows(
        "SELECT * FROM referral WHERE incident = {} ORDER BY sent_at, id", incident_id
    )
    if not rows:
        return ()
    marks = database.marks(1, len(rows))
    ids = [row["id"] for row in rows]
    links = await database.rows(
        "SELECT referral, created_at, opened_at, revoked_at FROM referral_link"
        f" WHERE referral IN {marks} ORDER BY created_at",
        *ids,
    )
    helpers = await database.rows(
        "SELECT h.referral, h.said, h.eta_at, h.at, h.name, p.name AS known FROM referral_helper h"
        f" LEFT JOIN person p ON p.id = h.person WHERE h.referral IN {marks} ORDER BY h.at",
        *ids,
    )
    told = await _last_words(incident_id, region)
    newest = {link["referral"]: link for link in links}
    return tuple(
        _referred(
            row,
            newest.get(row["id"]),
            [each for each in helpers if each["referral"] == row["id"]],
            told.get(str(row["id"]), ("", "")),
            region,
            now,
        )
        for row in rows
    )


def _referred(
    row: database.Row,
    link: database.Row | None,
    helpers: Sequence[database.Row],
    last: tuple[str, str],
    region: Region,
    now: datetime,
) -> Referred:
    look, icon = LOOKS[row["state"]]
    unanswered = row["state"] in referral.UNANSWERED
    return Referred(
        id=row["id"],
        agency=agency_name(row["agency"], region),
        kind=row["kind"],
        kind_word=words.REFERRAL_KINDS[row["kind"]],
        word=words.REFERRAL_STATES[row["state"]],
        look=look,
        icon=icon,
        open=row["state"] in referral.OPEN,
        unanswered=unanswered,
        due=due(row["due_at"], now) if unanswered and row["due_at"] else None,
        times=tuple(
            (word, local_time.clock(row[column], region.timezone))
            for column, word in TIMES
            if row[column] is not None
        ),
        officer=row["officer"],
        expected=_moment(row["expected_at"], region) if row["ended_at"] is None else "",
        message=row["message"],
        contacts=bool(row["contacts"]),
        helpers=tuple(_helper(each, region) for each in helpers),
        last=last,
        reason=row["reason"],
        outcome=words.REFERRAL_OUTCOMES.get(row["outcome"], ""),
        link=_link(link, region),
    )


def _moment(at: datetime | None, region: Region) -> str:
    return local_time.moment(at, region.timezone, region.zone_label) if at else ""


def _helper(row: database.Row, region: Region) -> str:
    """ "Udin: di lokasi 14.02"."""
    clock = local_time.clock(row["at"], region.timezone)
    name = row["known"] or row["name"] or words.GUEST
    eta = row["eta_at"]
    if row["said"] == "coming" and eta:
        return f"{name}: datang, kira-kira {local_time.clock(eta, region.timezone)}"
    return f"{name}: {words.HELPERS[row['said']]} {clock}"


def _link(link: database.Row | None, region: Region) -> str:
    if link is None:
        return ""
    if link["revoked_at"] is not None:
        return words.LINK_REVOKED
    if link["opened_at"] is None:
        return words.LINK_UNOPENED
    return words.LINK_OPENED.format(clock=_moment(link["opened_at"], region))


async def _last_words(incident_id: int, region: Region) -> Mapping[str, tuple[str, str]]:
    """The newest progress or end that each referral told: (clock, text)."""
    rows = await database.rows(
        "SELECT at, detail FROM incident_event WHERE incident = {} AND event IN"
        " ('referral_progressed', 'referral_finished') ORDER BY number",
        incident_id,
    )
    found = {}
    for row in rows:
        detail = json.loads(row["detail"])
        if detail.get("note"):
            clock = local_time.clock(row["at"], region.timezone)
            found[detail["referral"]] = (clock, str(detail["note"]))
    return found


def choices(category: str, region: Region) -> tuple[Choice, ...]:
    """Who leads such an incident, who supports, then all others; our own teams' offices are none.

    Whoever has no team here cannot be sent, only asked.
    """
    leaf = region.leaf(category)
    own = {team.agency for team in region.teams.values()}
    why = dict.fromkeys(leaf.support, words.SUPPORTS) | {leaf.lead: words.LEADS}
    first = [code for code in (leaf.lead, *leaf.support) if code in region.agencies]
    return tuple(
        Choice(code, region.agencies[code].short_name, why.get(code, ""))
        for code in _each_once((*first, *region.agencies))
        if code not in own
    )


def _each_once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def number_of_agency(code: str, region: Region) -> str:
    """The number under which WhatsApp may find it: digits only; "" for a short or no number."""
    agency = region.agencies.get(code)
    known = phone.normalised(agency.phone) if agency else None
    return known.removeprefix("+") if known else ""
