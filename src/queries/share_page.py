"""What the share page tells: read by token, said in words, nothing in it that is not public."""

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from src import database
from src.domain import local_time, public_timeline
from src.domain.category import Category
from src.domain.errors import NotFound
from src.domain.numbers import number_of
from src.domain.places import NEAR
from src.domain.region import Region
from src.domain.timeline import Event
from src.queries import public_moments
from src.queries.public_moments import Moment
from src.words import public as words
from src.words.incidents import LAMPS, STATES

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_FIND = (
    "SELECT r.id AS report, r.incident, e.id AS serial, e.hash FROM report r"
    " JOIN incident i ON i.id = r.incident"
    " JOIN incident_event e ON e.incident = i.id AND e.number = i.events WHERE r.share_token = {}"
)
_COMING = ("accepted", "en_route")
_THERE = ("on_scene", "under_control")


@dataclass(frozen=True, slots=True)
class Watched:
    """Which report a token stands for, and how far its incident's log has come.

    serial   of the newest line, growing over all incidents; digest: of that line
    """

    token: str
    report: UUID
    incident: int
    serial: int
    digest: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo anybody may see, with its size in pixels and what stands beside it."""

    id: UUID
    width: int
    height: int
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The public part of the page, every word prepared.

    heading   what it is ("Kebakaran: rumah"); state: the code; headline: where it stands
    pairs     (label, time, datetime) of the two moments that matter now
    lamps     (word, done | here | todo)
    """

    number: str
    category: str
    heading: str
    place: str
    state: str
    headline: str
    drill: bool
    lamps: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str, str], ...]
    teams: str
    next: str
    reports: int
    photos: tuple[Evidence, ...]
    timeline: tuple[Moment, ...]
    changed: str


async def find(token: str) -> Watched:
    """The one indexed read of every request; raises NotFound for what is no token of ours."""
    if not TOKEN.fullmatch(token):
        raise NotFound("link_unknown")
    row = await database.row(_FIND, token)
    if row is None:
        raise NotFound("link_unknown")
    return Watched(token, row["report"], row["incident"], row["serial"], row["hash"])


async def show(incident_id: int, region: Region) -> Shown:
    """Everything public of one incident as it stands now."""
    case = await database.row("SELECT * FROM incident WHERE id = {}", incident_id)
    assert case is not None
    teams = await database.rows(
        "SELECT team, state, eta_at FROM assignment WHERE incident = {}"
        " AND state <> 'refused' ORDER BY alerted_at, id",
        incident_id,
    )
    leaf = region.leaf(case["category"])
    told = public_timeline.lines(await _events(incident_id))
    return Shown(
        number=number_of(incident_id, region.number_prefix),
        category=leaf.code if leaf.public else leaf.group,
        heading=_heading(leaf, region),
        place=_place(case, leaf, region),
        state=case["state"],
        headline=_headline(case),
        drill=bool(case["drill"]),
        lamps=_lamps(case["state"]),
        pairs=_pairs(case, teams, region),
        teams=_teams(case["state"], teams, region),
        next=_next(case, teams, region, taken=any(e.said == "referral_accepted" for e in told)),
        reports=case["reports"],
        photos=await _photos(case, leaf, region),
        timeline=public_moments.moments(told, region, names_agencies=leaf.public),
        changed=local_time.moment(case["changed_at"], region.timezone, region.zone_label),
    )


async def _events(incident_id: int) -> list[Event]:
    rows = await database.rows(
        "SELECT event, at, detail FROM incident_event WHERE incident = {} ORDER BY number",
        incident_id,
    )
    return [Event(row["event"], row["at"], json.loads(row["detail"])) for row in rows]


def _heading(leaf: Category, region: Region) -> str:
    """ "Kebakaran: rumah"; only the group where the leaf is hidden or says nothing more."""
    group = region.group_of(leaf)
    if leaf.public_word == group.word or leaf.code == group.unclear:
        return group.word
    return f"{group.word}: {leaf.public_word[0].lower()}{leaf.public_word[1:]}"


def _place(case: database.Row, leaf: Category, region: Region) -> str:
    """The village, or near which; a landmark (masked in the log) where the category allows it."""
    village = region.villages.get(case["village"] or "")
    near = words.NEAR if case["village_source"] in NEAR else "{village}"
    known = [near.format(village=village.called)] if village else []
    if leaf.shows_landmark and case["landmark"]:
        known.append(case["landmark"])
    return ", ".join(known)


def _headline(case: database.Row) -> str:
    if case["info_needed"]:
        return words.INFO_NEEDED
    if case["reopened"] and case["state"] == "under_review":
        return words.REOPENED
    return STATES[case["state"]]


def _lamps(state: str) -> tuple[tuple[str, str], ...]:
    """Lit up to the present one; what will never be reached stays dark."""
    here = next((n for n, (_, states) in enumerate(LAMPS) if state in states), 0)
    over = state in ("closed", "resolved")
    return tuple(
        (word, "done" if n < here or (over and n == here) else "here" if n == here else "todo")
        for n, (word, _) in enumerate(LAMPS)
    )


# State → the columns whose times stand large in the card.
TIMES: dict[str, tuple[str, ...]] = {
    "received": ("received_at",),
    "under_review": ("received_at",),
    "assigned": ("received_at", "accepted_at"),
    "referred": ("received_at", "assigned_at"),
    "en_route": ("departed_at", "eta_at"),
    "on_scene": ("departed_at", "on_scene_at"),
    "under_control": ("on_scene_at", "under_control_at"),
    "resolved": ("on_scene_at", "resolved_at"),
    "closed": ("resolved_at", "closed_at"),
    "declined": ("received_at", "closed_at"),
    "merged": ("received_at",),
}


def _pairs(case: database.Row, teams: Any, region: Region) -> tuple[tuple[str, str, str], ...]:
    coming = [row["eta_at"] for row in teams if row["state"] in _COMING and row["eta_at"]]
    times = {**case, "eta_at": min(coming, default=None)}
    if case["state"] == "assigned" and not _taken(teams):
        times["accepted_at"] = None  # given back since
    return tuple(
        (words.PUBLIC_TIMES[name], local_time.clock(at, region.timezone), at.isoformat())
        for name in TIMES[case["state"]]
        if (at := times[name]) is not None
    )


def _taken(teams: Any) -> bool:
    """Whether any team has accepted and means to come."""
    return any(row["state"] in _COMING for row in teams)


def _teams(state: str, teams: Any, region: Region) -> str:
    """Who is on the way or there; names of teams, never of people."""
    for said, states in (("there", _THERE), ("coming", _COMING), ("called", ("alerted",))):
        named = [
            public_moments.team_name(row["team"], region) for row in teams if row["state"] in states
        ]
        if named:
            *front, last = named
            listed = f"{', '.join(front)} dan {last}" if front else last
            return words.PUBLIC_TEAMS[said].format(teams=listed)
    return ""


def _next(case: database.Row, teams: Any, region: Region, *, taken: bool) -> str:
    """`taken`: some agency has accepted it."""
    state = case["state"]
    if region.leaf(case["category"]).leader_only and state in ("received", "under_review"):
        return words.PUBLIC_NEXT["in_confidence"]
    if state == "received" and case["due_at"]:
        due = local_time.moment(case["due_at"], region.timezone, region.zone_label)
        return words.PUBLIC_NEXT["received_due"].format(due=due)
    if state == "assigned" and _taken(teams):
        state = "accepted"
    if state == "referred" and taken:
        state = "referral_accepted"
    phone = f"{region.phone.label}, {region.phone.number_display}"
    return words.PUBLIC_NEXT[state].format(phone=phone)


async def _photos(case: database.Row, leaf: Category, region: Region) -> tuple[Evidence, ...]:
    """Evidence of what was done, once it is done, where the category may be shown."""
    if not leaf.shows_photos or case["resolved_at"] is None:
        return ()
    rows = await database.rows(
        "SELECT id, width, height, created_at FROM attachment WHERE incident = {} AND evidence"
        " AND kind = 'photo' AND state = 'stored' ORDER BY created_at, id LIMIT 6",
        case["id"],
    )
    return tuple(
        Evidence(
            row["id"],
            row["width"],
            row["height"],
            local_time.clock_zone(row["created_at"], region.timezone, region.zone_label),
        )
        for row in rows
    )
