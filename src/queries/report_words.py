"""What reporters said: their words, pictures and voices, and whom one may call, by incident."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time, phone
from src.domain.region import Region
from src.words.events import CHANNELS
from src.words.places import VILLAGE_SOURCES

_REPORTS = (
    "SELECT id, incident, channel, category, text, landmark, village, village_source, latitude,"
    " longitude, accuracy_m, reporter_name, reporter_phone, confidential, stand, body_number,"
    " created_at, received_at, share_token, attachments_expected, finding"
    " FROM report WHERE incident IN "
)
_FILES = (
    "SELECT id, owner, incident, kind, state, width, height, duration_s, evidence, created_at"
    " FROM attachment WHERE state <> 'refused' AND incident IN "
)


@dataclass(frozen=True, slots=True)
class File:
    """A photo or voice note; `ready` once it may be shown. Sizes are those of a small copy."""

    id: UUID
    kind: str
    ready: bool
    evidence: bool
    width: int
    height: int
    seconds: int
    clock: str


@dataclass(frozen=True, slots=True)
class Report:
    """One message. `tel` is empty where there is no number; `source` says who wrote, by his stand.

    place  in which village, and how that is known
    finding  what the office found the message to be (`domain.finding`), or ""
    by     code of the channel
    late   how long it lay on the phone, where that was more than a few minutes
    """

    id: UUID
    text: str
    landmark: str
    place: str
    name: str
    tel: str
    phone: str
    confidential: bool
    channel: str
    source: str
    received: datetime
    clock: str
    late_s: int
    share_token: str
    files: tuple[File, ...]
    expected: int
    finding: str
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """All messages of an incident, first to last, and the evidence its teams took."""

    reports: tuple[Report, ...]
    evidence: tuple[File, ...]


SMALL = 320  # longest side of the copy that pages show


async def told_on(incidents: Sequence[int], region: Region) -> dict[int, Told]:
    """In two statements, however many incidents."""
    if not incidents:
        return {}
    marks = database.marks(1, len(incidents))
    rows = await database.rows(f"{_REPORTS}{marks} ORDER BY created_at, id", *incidents)
    files = await database.rows(f"{_FILES}{marks} ORDER BY created_at, id", *incidents)
    owned: dict[UUID, list[File]] = defaultdict(list)
    evidence: dict[int, list[File]] = defaultdict(list)
    for row in files:
        if row["evidence"]:
            evidence[row["incident"]].append(file_of(row, region))
        else:
            owned[row["owner"]].append(file_of(row, region))
    reports: dict[int, list[Report]] = defaultdict(list)
    for row in rows:
        reports[row["incident"]].append(_report(row, owned[row["id"]], region))
    return {each: Told(tuple(reports[each]), tuple(evidence[each])) for each in incidents}


def _report(row: database.Row, files: list[File], region: Region) -> Report:
    stand = region.stand_named(row["stand"])
    said = [row["body_number"], stand.name if stand else ""]
    return Report(
        id=row["id"],
        text=row["text"],
        landmark=row["landmark"],
        place=_place(row, region),
        name=row["reporter_name"],
        tel=row["reporter_phone"],
        phone=phone.readable(row["reporter_phone"]) if row["reporter_phone"] else "",
        confidential=bool(row["confidential"]),
        channel=CHANNELS.get(str(row["channel"]), str(row["channel"])),
        source=", ".join(part for part in said if part),
        received=row["received_at"],
        clock=local_time.clock(row["created_at"], region.timezone),
        late_s=int((row["received_at"] - row["created_at"]).total_seconds()),
        share_token=row["share_token"],
        files=tuple(files),
        expected=row["attachments_expected"],
        finding=row["finding"],
        by=row["channel"],
    )


def _place(row: database.Row, region: Region) -> str:
    village = region.villages.get(row["village"] or "")
    if village is None:
        return VILLAGE_SOURCES["outside" if row["village_source"] == "outside" else "unknown"]
    return VILLAGE_SOURCES[row["village_source"]].format(village=village.called)


def file_of(row: database.Row, region: Region) -> File:
    width, height = row["width"] or 4, row["height"] or 3
    scale = min(1.0, SMALL / max(width, height))
    return File(
        id=row["id"],
        kind=row["kind"],
        ready=row["state"] == "stored",
        evidence=bool(row["evidence"]),
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
        seconds=row["duration_s"] or 0,
        clock=local_time.clock(row["created_at"], region.timezone),
    )
