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
from src.queries.naming import team_name
from src.words.events import ATTACHMENTS, AUDIENCES, CHANNELS, EVENTS, NO_PHOTO, RELEASED
from src.words.tasks import ANSWERED, NOT_FOUND, OUTCOMES

_GAPS = re.compile(r"\s+([.,:])|\s{2,}")
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
    """`answers` holds what each person said to each assignment: the rows themselves."""

    entries: tuple[Entry, ...]
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
    names = await names_of([*people, *also])
    days = {local_time.date(row["at"], region.timezone) for row in rows}
    entries = tuple(_entry(row, names, region, dated=len(days) > 1) for row in rows)
    answers = tuple(row for row in rows if row["event"] in ("accepted", "refused"))
    return Log(entries, answers, names)


def _entry(row: database.Row, names: dict[UUID, str], region: Region, *, dated: bool) -> Entry:
    zone, at = region.timezone, row["at"]
    told_late = (row["recorded_at"] - at).total_seconds() > 60
    return Entry(
        clock=local_time.clock(at, zone),
        date=local_time.date(at, zone).rpartition(" ")[0] if dated else "",
        iso=at.isoformat(),
        who=name_in(row["actor"], names),
        text=sentence(row["event"], json.loads(row["detail"]), at, region),
        late=local_time.clock(row["recorded_at"], zone) if told_late else "",
    )


def sentence(event: str, detail: Mapping[str, Any], at: datetime, region: Region) -> str:
    """The event's sentence with what it carries; gaps left by what it does not are closed."""
    said = EVENTS[event].format_map(_Values(detail, at, region))
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
                leaf = region.categories.get(str(found))
                return leaf.word if leaf else str(found)
            case "priority":
                level = region.priorities.get(str(found))
                return level.word if level else str(found)
            case "from" | "into" | "to_number":
                return number_of(int(found), region.number_prefix)
            case "photo_reason":
                return NO_PHOTO.format(reason=str(found).rstrip(". "))
            case "outcome":
                desk = {"not_found": NOT_FOUND, "answered": ANSWERED}
                return desk.get(found) or OUTCOMES.get(found, "").lower()
        words = {"channel": CHANNELS, "to": AUDIENCES, "because": RELEASED, "kind": ATTACHMENTS}
        return words.get(key, {}).get(str(found), str(found))

    def _eta(self) -> str:
        minutes = self.get("eta_min")
        return f"Tiba kira-kira {minutes} menit lagi." if minutes else ""
