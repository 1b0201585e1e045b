"""What the log already knows of a record: times, teams, who came, the story; with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.record import Kind, Values, fields
from src.domain.region import Region
from src.queries import incident_log, naming
from src.queries.naming import Named, named, team_name
from src.words.events import CHANNELS
from src.words.records import FROM_LOG, RECORD_TIMES

STORY = (
    "received",
    "accepted",
    "departed",
    "arrived",
    "controlled",
    "backup_requested",
    "completed",
    "not_found",
    "resolved",
)
MOST_PHOTOS = 6

_COLUMNS = ", ".join(f"i.{name}" for name in RECORD_TIMES)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line that is read, not typed: "Tiba di lokasi", "14.20", where it is from."""

    what: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """`suggested` fills fields nobody has filled yet; `photos`, the teams' evidence first."""

    named: Named
    place: str
    landmark: str
    facts: tuple[Fact, ...]
    suggested: Values
    photos: tuple[UUID, ...]


async def facts_of(
    incident_id: int, kind: Kind, region: Region, *, public: bool = False
) -> RecordFacts:
    """`public`: for others, no more than the category's visibility lets the share page tell."""
    row = await database.row(
        f"SELECT i.id, {naming.COLUMNS}, {_COLUMNS}, i.latitude, i.longitude, i.accuracy_m"
        " FROM incident i WHERE i.id = {}",
        incident_id,
    )
    assert row is not None
    shown = region.leaf(row["category"]).visibility == "full"
    teams = await database.rows(
        "SELECT team, vehicle, accepted_at FROM assignment"
        " WHERE incident = {} AND accepted_at IS NOT NULL ORDER BY accepted_at",
        incident_id,
    )
    came = await database.rows(
        "SELECT p.name, p.leads FROM alarm_answer a JOIN person p ON p.id = a.person"
        " WHERE a.incident = {} AND a.answer = 'coming' ORDER BY p.leads DESC, p.name",
        incident_id,
    )
    village = region.villages.get(row["village"] or "")
    place = (
        f"{village.kind.capitalize()} {village.name}, {village.district.name}" if village else ""
    )
    said = await incident_log.log_of(incident_id, region)
    story = await _story(incident_id, said, region)
    suggested = {
        "officers": len(came) or None,
        "vehicles": ", ".join(_plate(code, region) for each in teams if (code := each["vehicle"])),
        "team_leaders": ", ".join(each["name"] for each in came if each["leads"]),
        "commander": await _commander(incident_id),
        "helpers": await _helpers(incident_id, region),
        "outcome": await _outcome(incident_id),
        "chronology": story,
        "source": await _channels(incident_id),
    }
    wanted = {field.code for field in fields(kind)}
    return RecordFacts(
        named=named(row["id"], row, region),
        place=place,
        landmark=row["landmark"] if shown or not public else "",
        facts=(
            *_whereabouts(row, place, landmark=shown or not public, point=not public),
            *_facts(row, [each["team"] for each in teams], region),
        ),
        suggested={code: v for code, v in suggested.items() if v and code in wanted},
        photos=await _photos(incident_id, evidence_only=public) if shown or not public else (),
    )


def _whereabouts(row: database.Row, place: str, *, landmark: bool, point: bool) -> Iterator[Fact]:
    yield Fact("Tempat", place or "belum diketahui", FROM_LOG)
    if landmark and row["landmark"]:
        yield Fact("Patokan", row["landmark"], FROM_LOG)
    if point and row["latitude"] is not None:
        here = f"{row['latitude']:.5f}, {row['longitude']:.5f}"
        accuracy = f" (± {row['accuracy_m']} m)" if row["accuracy_m"] is not None else ""
        yield Fact("Titik lokasi", here + accuracy, FROM_LOG)


def _facts(row: database.Row, teams: Sequence[str], region: Region) -> tuple[Fact, ...]:
    told = [
        Fact(word, local_time.moment(row[column], region.timezone, region.zone_label), FROM_LOG)
        for column, word in RECORD_TIMES.items()
        if row[column] is not None
    ]
    if row["on_scene_at"] is not None:
        told.append(Fact("Waktu tanggap", _minutes(row), "tiba dikurangi diterima"))
    if teams:
        names = dict.fromkeys(team_name(team, region) for team in teams)
        told.append(Fact("Regu", ", ".join(names), FROM_LOG))
    return tuple(told)


def _plate(code: str, region: Region) -> str:
    vehicle = region.vehicles.get(code)
    return f"{vehicle.name} {vehicle.plate}".strip() if vehicle else code


def _minutes(row: database.Row) -> str:
    spent: datetime = row["on_scene_at"]
    return f"{max(0, round((spent - row['received_at']).total_seconds() / 60))} menit"


async def _story(incident_id: int, said: incident_log.Log, region: Region) -> str:
    """The steps of the teams as sentences with their clock, the oldest first."""
    rows = await database.rows(
        "SELECT event FROM incident_event WHERE incident = {} ORDER BY number DESC", incident_id
    )
    lines = [
        f"{entry.clock} {entry.text}"
        for row, entry in zip(rows, said.entries, strict=True)
        if row["event"] in STORY
    ]
    return "\n".join(reversed(lines))


async def _commander(incident_id: int) -> str:
    """Who commanded in the field at the end."""
    found = await incident_log.last_detail(incident_id, ("commander_named",))
    person = found[1].get("person") if found else None
    row = (
        await database.row("SELECT name FROM person WHERE id = {}", UUID(person))
        if person
        else None
    )
    return str(row["name"]) if row else ""


async def _helpers(incident_id: int, region: Region) -> str:
    """Agencies that accepted what was referred to them, or came to help."""
    rows = await database.rows(
        "SELECT DISTINCT agency FROM referral WHERE incident = {} AND accepted_at IS NOT NULL"
        " ORDER BY agency",
        incident_id,
    )
    known = [region.agencies.get(row["agency"]) for row in rows]
    return ", ".join(agency.short_name for agency in known if agency is not None)


async def _outcome(incident_id: int) -> str:
    """How the last team said that it ended."""
    found = await incident_log.last_detail(incident_id, ("completed", "not_found"))
    if found is None:
        return ""
    event, detail = found
    return "not_found" if event == "not_found" else str(detail.get("outcome", ""))


async def _channels(incident_id: int) -> str:
    rows = await database.rows(
        "SELECT DISTINCT channel FROM report WHERE incident = {} ORDER BY channel", incident_id
    )
    return ", ".join(str(CHANNELS.get(row["channel"], row["channel"])) for row in rows)


async def _photos(incident_id: int, *, evidence_only: bool) -> tuple[UUID, ...]:
    only = " AND evidence" if evidence_only else ""
    rows = await database.rows(
        "SELECT id FROM attachment WHERE incident = {} AND kind = 'photo' AND state = 'stored'"
        f"{only} ORDER BY evidence DESC, created_at, id LIMIT {MOST_PHOTOS}",
        incident_id,
    )
    return tuple(row["id"] for row in rows)
