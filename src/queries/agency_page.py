"""One referral as the agency sees it: what it needs, and nothing else (UU 27/2022).

The kind, the place with four decimals, texts with numbers masked, photos; names and phones of
reporters only where the office let them along, and never of those who asked for secrecy.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time, phone, referral
from src.domain.errors import NotFound
from src.domain.masking import masked
from src.domain.referral import Helper
from src.domain.region import Region
from src.queries import naming
from src.queries.due import Due, due
from src.queries.incident_log import sentence
from src.queries.naming import Named, agency_name
from src.queries.referrals import LOOKS
from src.queries.report_words import File, file_of
from src.words import referrals as words

_FIND = (
    f"SELECT r.*, {naming.COLUMNS.replace('i.state', 'i.state AS incident_state')},"
    " i.latitude, i.longitude FROM referral r JOIN incident i ON i.id = r.incident WHERE r.id = {}"
)
_FILES = (
    "SELECT id, owner, kind, state, width, height, duration_s, evidence, created_at"
    " FROM attachment WHERE incident = {} AND kind = 'photo' AND state <> 'refused'"
    " ORDER BY created_at, id"
)
# Lines of the log that an agency may read: its own.
_OWN = ("referr", "help_")
MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lng}#map=17/{lat}/{lng}"


@dataclass(frozen=True, slots=True)
class Told:
    """What one reporter wrote; `name` and `tel` are empty unless they may be seen.

    spoken  there is a voice note, too: by a voice somebody is known, so the office tells its words
    """

    text: str
    landmark: str
    clock: str
    photos: tuple[File, ...]
    spoken: bool
    name: str
    tel: str
    phone: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of what came of the referral."""

    clock: str
    date: str
    iso: str
    text: str
    photos: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`content` is false once it was returned or recalled: then nothing of the reports is here.

    said  what this helper said last, of a request for help
    may   events that may be added now, the next one first
    """

    id: UUID
    incident: int
    agency: str
    agency_code: str
    kind: str
    kind_word: str
    named: Named
    state: str
    word: str
    look: str
    icon: str
    due: Due | None
    until: str
    sent: str
    message: str
    officer: str
    expected: str
    said: Helper | None
    may: tuple[str, ...]
    content: bool
    village: str
    landmark: str
    point: str
    geo: str
    map: str
    told: tuple[Told, ...]
    moments: tuple[Moment, ...]


async def shown(
    referral_id: UUID, region: Region, *, helper: str, agency: str | None = None, now: datetime
) -> Shown:
    """Raises NotFound; also where it is not this `agency`'s (None: the guest link says whose).

    `helper` is the person's id, or "guest".
    """
    row = await database.row(_FIND, referral_id)
    if row is None or (agency is not None and row["agency"] != agency):
        raise NotFound("referral_unknown")
    content = row["state"] not in ("returned", "recalled")
    files = await database.rows(_FILES, row["incident"]) if content else ()
    look, icon = LOOKS[row["state"]]
    said = await _said(row, helper)
    unanswered = row["state"] in referral.UNANSWERED and row["due_at"] is not None
    lat, lng = row["latitude"], row["longitude"]
    point = f"{lat:.4f},{lng:.4f}" if content and lat is not None and lng is not None else ""
    village = region.villages.get(row["village"] or "")
    return Shown(
        id=row["id"],
        incident=row["incident"],
        agency=agency_name(row["agency"], region),
        agency_code=row["agency"],
        kind=row["kind"],
        kind_word=words.REFERRAL_KINDS[row["kind"]],
        named=naming.named(
            row["incident"], {**row, "state": row["incident_state"], "landmark": ""}, region
        ),
        state=row["state"],
        word=words.REFERRAL_STATES_THERE[row["state"]],
        look=look,
        icon=icon,
        due=due(row["due_at"], now) if unanswered else None,
        until=_moment(row["due_at"], region) if unanswered else "",
        sent=_moment(row["sent_at"], region),
        message=row["message"] if content else "",
        officer=row["officer"],
        expected=_moment(row["expected_at"], region) if row["ended_at"] is None else "",
        said=said,
        may=_may(row, said),
        content=content,
        village=f"{village.kind.capitalize()} {village.name}, {village.district.name}"
        if village
        else "",
        landmark=masked(row["landmark"]) if content else "",
        point=point,
        geo=f"geo:{point}?q={point}" if point else "",
        map=MAP.format(lat=point.split(",")[0], lng=point.split(",")[1]) if point else "",
        told=await _told(row, files, region) if content else (),
        moments=await _moments(row, files, region),
    )


def _moment(at: datetime | None, region: Region) -> str:
    return local_time.moment(at, region.timezone, region.zone_label) if at else ""


async def _said(row: database.Row, helper: str) -> Helper | None:
    if row["kind"] != "help":
        return None
    found = await database.row(
        "SELECT said FROM referral_helper WHERE key = {}", f"{row['id']}:{helper}"
    )
    return found["said"] if found else None


def _may(row: database.Row, said: Helper | None) -> tuple[str, ...]:
    if row["ended_at"] is not None:
        return ()
    if row["kind"] == "help":
        offered = referral.HELPER_NEXT[said]
        return tuple(event for event in offered if row["state"] in referral.HELP[event])
    return referral.NEXT.get(row["state"], ())


async def _told(
    row: database.Row, files: Sequence[database.Row], region: Region
) -> tuple[Told, ...]:
    reports = await database.rows(
        "SELECT id, text, landmark, created_at, confidential, reporter_name, reporter_phone,"
        " EXISTS (SELECT 1 FROM attachment a WHERE a.owner = report.id AND a.kind = 'voice'"
        " AND a.state <> 'refused') AS spoken"
        " FROM report WHERE incident = {} ORDER BY created_at, id",
        row["incident"],
    )
    along = row["contacts"] and row["ended_at"] is None
    told = []
    for report in reports:
        known = along and not report["confidential"]
        tel = report["reporter_phone"] if known else ""
        told.append(
            Told(
                text=masked(report["text"]),
                landmark=masked(report["landmark"]),
                clock=local_time.clock(report["created_at"], region.timezone),
                photos=_owned(files, report["id"], region),
                spoken=bool(report["spoken"]),
                name=report["reporter_name"] if known else "",
                tel=tel,
                phone=phone.readable(tel) if tel else "",
            )
        )
    return tuple(told)


def _owned(files: Sequence[database.Row], owner: UUID, region: Region) -> tuple[File, ...]:
    return tuple(file_of(each, region) for each in files if each["owner"] == owner)


async def _moments(
    row: database.Row, files: Sequence[database.Row], region: Region
) -> tuple[Moment, ...]:
    """What this agency was told and said, the newest first; without names."""
    lines = await database.rows(
        "SELECT event, at, detail, action_id FROM incident_event WHERE incident = {}"
        " AND detail LIKE {} ORDER BY number DESC",
        row["incident"],
        f'%"referral":"{row["id"]}"%',
    )
    found = []
    for line in lines:
        if not line["event"].startswith(_OWN):
            continue
        at = line["at"]
        text = sentence(line["event"], json.loads(line["detail"]), at, region)
        photos = _owned(files, line["action_id"], region) if line["action_id"] else ()
        date = local_time.date(at, region.timezone).rpartition(" ")[0]
        clock = local_time.clock(at, region.timezone)
        found.append(Moment(clock, date, at.isoformat(), text, photos))
    return tuple(found)


async def photo_of(referral_id: UUID, attachment: UUID, agency: str | None = None) -> str:
    """The media type of a photo that may be seen with this referral; raises NotFound.

    Those of the reporters, and those that the agency itself took.
    """
    row = await database.row(
        "SELECT a.media_type, a.owner, a.evidence, r.agency, r.state FROM attachment a"
        " JOIN referral r ON r.incident = a.incident"
        " WHERE r.id = {} AND a.id = {} AND a.kind = 'photo' AND a.state = 'stored'",
        referral_id,
        attachment,
    )
    if row is None or row["state"] in ("returned", "recalled"):
        raise NotFound()
    if agency is not None and row["agency"] != agency:
        raise NotFound()
    if row["evidence"] and not await _took(referral_id, row["owner"]):
        raise NotFound()
    return str(row["media_type"])


async def _took(referral_id: UUID, action: UUID) -> bool:
    line = await database.row("SELECT detail FROM incident_event WHERE action_id = {}", action)
    return line is not None and json.loads(line["detail"]).get("referral") == str(referral_id)
