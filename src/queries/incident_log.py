"""The log of one incident in words, newest first, for those who handle it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.numbers import number_of
from src.domain.region import Region
from src.queries.names import name_in, names_of, person_in
from src.queries.naming import agency_name, team_name
from src.words.events import (
    ATTACHMENTS,
    AUDIENCES,
    CALL_RESULTS,
    CHANNELS,
    CONTACTS,
    DECISIONS,
    EVENTS,
    NO_PHOTO,
    PLACED,
    PLACED_WITHOUT,
    PROMISES,
    RELEASED,
    SOMEBODY,
    TOLD,
)
from src.words.intake import LIFE_RISKS
from src.words.records import RECORD_STAGES
from src.words.referrals import REFERRAL_OUTCOMES, REMINDED
from src.words.tasks import ANSWERED, HAND_BACK, NOT_FOUND, OUTCOMES
from src.words.triage import FINDINGS

_GAPS = re.compile(r"\s+([.,:])|\s{2,}")
WORDS = {
    "channel": CHANNELS,
    "to": AUDIENCES,
    "because": RELEASED,
    "kind": ATTACHMENTS,
    "result": CALL_RESULTS,
    "finding": {code: word.lower() for code, word in FINDINGS.items()},
    "why": {code: word.lower() for code, word in HAND_BACK.items()},
    "event": DECISIONS,
    "promise": PROMISES,
    "stage": RECORD_STAGES,
    "tell": TOLD,
    "codes": LIFE_RISKS,
    "reminder": REMINDED,
}
# Lines about a person, whom they name by his id.
ABOUT = ("called", "commander_named", "callback_owed")
_LOOSE = re.compile(r"[.,:]+\.")


@dataclass(frozen=True, slots=True)
class Entry:
    """`late` is set where it was told long after it had happened (a phone without a signal)."""

    clock: str
    date: str
    iso: str
    who: str
    text: str
    late: str


@dataclass(frozen=True, slots=True)
class Log:
    """`answers` holds what each person said to each assignment; `rows` everything, newest first."""

    entries: tuple[Entry, ...]
    rows: tuple[database.Row, ...]
    answers: tuple[database.Row, ...]
    names: Mapping[UUID, str]


async def log_of(incident_id: int, region: Region, *, also: Sequence[UUID] = ()) -> Log:
    """`also` are people whose names the page needs besides."""
    rows = await database.rows(
        "SELECT event, at, recorded_at, actor, detail FROM incident_event WHERE incident = {}"
        " ORDER BY number DESC",
        incident_id,
    )
    people = [found for row in rows if (found := person_in(row["actor"])) is not None]
    people += [UUID(json.loads(row["detail"])["person"]) for row in rows if row["event"] in ABOUT]
    names = await names_of([*people, *also])
    days = {local_time.date(row["at"], region.timezone) for row in rows}
    entries = tuple(_entry(row, names, region, dated=len(days) > 1) for row in rows)
    answers = tuple(row for row in rows if row["event"] in ("accepted", "joined", "refused"))
    return Log(entries, tuple(rows), answers, names)


async def last_detail(incident_id: int, events: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
    """The newest line of these kinds: its event and what it carries; None where there is none."""
    row = await database.row(
        "SELECT event, detail FROM incident_event WHERE incident = {}"
        f" AND event IN {database.marks(1, len(events))} ORDER BY number DESC LIMIT 1",
        incident_id,
        *events,
    )
    return (row["event"], json.loads(row["detail"])) if row else None


def _entry(row: database.Row, names: dict[UUID, str], region: Region, *, dated: bool) -> Entry:
    zone, at = region.timezone, row["at"]
    told_late = (row["recorded_at"] - at).total_seconds() > 60
    return Entry(
        clock=local_time.clock(at, zone),
        date=local_time.date(at, zone).rpartition(" ")[0] if dated else "",
        iso=at.isoformat(),
        who=name_in(row["actor"], names),
        text=sentence(row["event"], _named(json.loads(row["detail"]), names), at, region),
        late=local_time.clock(row["recorded_at"], zone) if told_late else "",
    )


def _named(detail: dict[str, Any], names: Mapping[UUID, str]) -> dict[str, Any]:
    """The person whom a line is about by name; who wrote it is told apart.

    The log cannot be mended: a line that names nobody we know must not close the page for ever.
    """
    if "person" in detail:
        known = {str(person): name for person, name in names.items()}
        detail["person"] = known.get(detail["person"], SOMEBODY)
    return detail


def sentence(event: str, detail: Mapping[str, Any], at: datetime, region: Region) -> str:
    """The event's sentence with what it carries; gaps left by what it does not are closed."""
    only_place = event in PLACED_WITHOUT and PLACED_WITHOUT[event] not in detail
    said = (PLACED if only_place else EVENTS[event]).format_map(_Values(detail, at, region))
    closed = _GAPS.sub(lambda gap: gap[1] or " ", said).strip()
    return _LOOSE.sub(".", closed).rstrip(": ")


class _Values(dict[str, Any]):
    """What stands behind each {…}; "" where the event carries nothing of it."""

    def __init__(self, detail: Mapping[str, Any], at: datetime, region: Region) -> None:
        super().__init__(detail)
        self._region = region
        self._at = at

    def __getitem__(self, key: str) -> str:
        found = self.get("to") if key == "to_number" else self.get(key)
        if key == "eta":
            return self._eta()
        if key == "contacts":
            return CONTACTS if found else ""
        if found in (None, ""):
            return "0" if key == "rung" else ""
        return self._said(key, found)

    def __missing__(self, key: str) -> str:
        return ""

    def _said(self, key: str, found: Any) -> str:
        region = self._region
        match key:
            case "team":
                return team_name(str(found), region)
            case "category":
                leaf = region.category_named(str(found))
                return leaf.word if leaf else str(found)
            case "priority":
                level = region.priorities.get(str(found))
                return level.word if level else str(found)
            case "from" | "into" | "to_number":
                return number_of(int(found), region.number_prefix)
            case "village":
                place = region.villages.get(str(found))
                return place.called if place else str(found)
            case "vehicle":
                known = region.vehicles.get(str(found))
                return f"Dengan {known.name if known else found}."
            case "until":
                return local_time.clock(datetime.fromisoformat(str(found)), region.timezone)
            case "agency":
                return agency_name(str(found), region)
            case "expected_at":
                return f"Target selesai {_moment(str(found), region)}."
            case "photo_reason":
                return NO_PHOTO.format(reason=str(found).rstrip(". "))
            case "outcome":
                desk = {"not_found": NOT_FOUND, "answered": ANSWERED}
                return desk.get(found) or (OUTCOMES | REFERRAL_OUTCOMES).get(found, "").lower()
        if isinstance(found, list):
            return ", ".join(self._said(key, each) for each in found)
        return WORDS.get(key, {}).get(str(found), str(found))

    def _eta(self) -> str:
        minutes = self.get("eta_min")
        return f"Tiba kira-kira {minutes} menit lagi." if minutes else ""


def _moment(iso: str, region: Region) -> str:
    return local_time.moment(datetime.fromisoformat(iso), region.timezone, region.zone_label)
