"""One fold over the log: the state of an incident, its clock points and its projection columns.

Every clock point is the first time its event happened, dated when it happened (`at`), not when we
heard of it. Reopening clears the end points. The same fold serves the projection, written beside
each event, and the proof that the projection tells what the log tells.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from src.domain import incident


@dataclass(frozen=True, slots=True)
class Event:
    """What the fold reads of one line of the log."""

    event: str
    at: datetime
    detail: dict[str, Any] = field(default_factory=dict)
    actor: str = "system"
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The incident's columns; names and units as in `tables.incidents.Incident`."""

    category_group: str = ""
    category: str = ""
    priority: str = ""
    state: str = "received"
    village: str | None = None
    village_source: str = ""
    landmark: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: int | None = None
    reports: int = 0
    drill: bool = False
    life_risk: bool = False
    info_needed: bool = False
    waiting_since: datetime | None = None
    waited_s: int = 0
    extended: bool = False
    told_promise: str = ""
    told_to: str = ""
    closing_told_at: datetime | None = None
    reopened: int = 0
    reopened_at: datetime | None = None
    merged_into: int | None = None
    commander: UUID | None = None
    commander_task: UUID | None = None
    asks: str = ""
    created_at: datetime
    received_at: datetime
    acknowledged_at: datetime | None = None
    verified_at: datetime | None = None
    assigned_at: datetime | None = None
    accepted_at: datetime | None = None
    departed_at: datetime | None = None
    volunteer_on_scene_at: datetime | None = None
    on_scene_at: datetime | None = None
    under_control_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    confirmed_at: datetime | None = None
    changed_at: datetime


# Clock point that an event sets, where it is not set yet.
STAMPS: dict[str, tuple[str, ...]] = {
    "acknowledged": ("acknowledged_at",),
    "verified": ("acknowledged_at", "verified_at"),
    "classified": ("acknowledged_at",),
    "info_requested": ("acknowledged_at",),
    "declined": ("acknowledged_at", "closed_at"),
    "dispatched": ("assigned_at",),
    "referred": ("acknowledged_at", "assigned_at"),
    "referred_too": ("acknowledged_at",),
    "accepted": ("acknowledged_at", "accepted_at"),
    "departed": ("departed_at",),
    "arrived": ("on_scene_at",),
    "controlled": ("under_control_at",),
    "resolved": ("resolved_at",),
    "confirmed": ("closed_at", "confirmed_at"),
    "closed": ("closed_at",),
    "merged": ("closed_at",),
}
PLACE = ("village", "village_source", "landmark", "latitude", "longitude", "accuracy_m")
KIND = ("category_group", "category", "priority")
# Events with which a team is no longer at work; with its own, a commander is none any more.
LEAVES = ("completed", "not_found", "handed_back", "released")
# What a team asks of the office, until a team is sent by hand, enough come, or it is over.
ASKS = ("backup_requested", "handed_back")
ANSWERS = ("strength_reached", "resolved", "declined", "merged", "reopened")
NOBODY_COMMANDS: dict[str, Any] = {"commander": None, "commander_task": None}


def first(event: Event) -> Projection:
    """The projection after `received`, whose detail carries kind, place and reports' times."""
    if event.event != incident.FIRST:
        raise incident.NotNow(event.event, "nothing")
    told = event.detail
    known: dict[str, Any] = {name: told[name] for name in PLACE if told.get(name) is not None}
    known |= {name: told[name] for name in KIND}
    return Projection(
        **known,
        reports=1,
        drill=bool(told.get("drill")),
        created_at=datetime.fromisoformat(told["created_at"]),
        received_at=event.at,
        changed_at=event.recorded_at or event.at,
    )


def step(now: Projection, event: Event) -> Projection:
    """The projection after one more event; raises `incident.NotNow` where it may not happen."""
    told = event.detail
    changes: dict[str, Any] = {
        "state": incident.after(now.state, event.event),
        "changed_at": event.recorded_at or event.at,
    }
    for column in STAMPS.get(event.event, ()):
        if getattr(now, column) is None:
            changes[column] = event.at
    if event.event in ASKS:
        changes["asks"] = event.event
    elif answers(event.event, event.actor):
        changes["asks"] = ""
    match event.event:
        case "attached" | "absorbed":
            changes["reports"] = now.reports + int(told.get("reports", 1))
            if "received_at" in told:
                earlier = datetime.fromisoformat(told["received_at"])
                changes["received_at"] = min(now.received_at, earlier)
            if "created_at" in told:
                made = datetime.fromisoformat(told["created_at"])
                changes["created_at"] = min(now.created_at, made)
        case "split_off":
            changes["reports"] = now.reports - int(told.get("reports", 1))
        case "position_improved":
            changes |= {name: told[name] for name in PLACE if name in told}
        case "classified":
            changes |= {"village_source": ""} if "village" in told else {}
            changes |= {name: told[name] for name in (*KIND, *PLACE) if name in told}
            if told.get("priority", now.priority) != now.priority:
                changes |= {"told_promise": "", "told_to": ""}
        case "info_requested":
            changes |= {"info_needed": True, "waiting_since": now.waiting_since or event.at}
        case "info_given":
            changes |= _answered(now, event.at)
        case "deadline_extended":
            changes["extended"] = True
        case "overdue_told":
            changes |= {"told_promise": told["promise"], "told_to": told["tell"]}
        case "closing_announced":
            changes["closing_told_at"] = event.recorded_at or event.at
        case "drill_marked":
            changes["drill"] = True
        case "life_risk_seen" | "life_risk_cleared":
            changes["life_risk"] = event.event == "life_risk_seen"
        case "commander_named":
            changes["commander"] = UUID(told["person"])
            changes["commander_task"] = UUID(told["assignment"])
        case _ if event.event in LEAVES:
            if str(now.commander_task) == told.get("assignment"):
                changes |= NOBODY_COMMANDS
        case "help_arrived" if told.get("volunteers") and now.volunteer_on_scene_at is None:
            # Stamped apart from our own teams: the standard counts both, never one as the other.
            changes["volunteer_on_scene_at"] = event.at
        case "merged":
            changes["merged_into"] = told["into"]
        case "separated":
            changes["reports"] = now.reports - int(told["reports"])
            changes |= {name: _read(name, told["restored"][name]) for name in told["restored"]}
        case "undone":
            changes |= {name: _read(name, told["restored"][name]) for name in told["restored"]}
        case "unmerged":
            changes |= {"merged_into": None, "closed_at": None, "reports": int(told["reports"])}
        case "reopened":
            changes |= {"reopened": now.reopened + 1, "resolved_at": None, "closed_at": None}
            changes |= {"confirmed_at": None, "reopened_at": event.at, "extended": False}
            changes |= {
                **NOBODY_COMMANDS,
                "told_promise": "",
                "told_to": "",
                "closing_told_at": None,
            }
            changes |= {"info_needed": False, "waiting_since": None, "waited_s": 0}
        case _:
            pass
    return replace(now, **changes)


RESTORED: Final = (
    "state",
    *KIND,
    "life_risk",
    "received_at",
    "created_at",
    "acknowledged_at",
    "verified_at",
    "assigned_at",
    "accepted_at",
    "departed_at",
    "volunteer_on_scene_at",
    "on_scene_at",
    "under_control_at",
)
"""Columns of an incident that a merge may have brought and a `separated` line puts back."""


def restored(now: Projection, before: Projection) -> dict[str, Any]:
    """What `separated` has to put back to come from `now` to `before`, as the log keeps it."""
    return differing(now, before, RESTORED)


def differing(now: Projection, before: Projection, columns: Iterable[str]) -> dict[str, Any]:
    """The values of `before` where they are others `now`, as the log keeps them."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name in columns
        if (value := getattr(before, name)) != getattr(now, name)
    }


def _read(name: str, value: Any) -> Any:
    is_time = name.endswith(("_at", "_since"))
    return datetime.fromisoformat(value) if is_time and value else value


def _answered(now: Projection, at: datetime) -> dict[str, Any]:
    """The reporter's turn is over; how long it took is not held against the office."""
    if now.waiting_since is None:
        return {"info_needed": False}
    waited = max(0, int((at - now.waiting_since).total_seconds()))
    return {"info_needed": False, "waiting_since": None, "waited_s": now.waited_s + waited}


def answers(event: str, actor: str) -> bool:
    """Whether the office has answered with it what a team asked (`Projection.asks`)."""
    return event in ANSWERS or (event == "dispatched" and actor != "system")


def fold(events: Iterable[Event]) -> Projection:
    """The whole log of one incident, from its first line on."""
    lines = iter(events)
    projection = first(next(lines))
    for event in lines:
        projection = step(projection, event)
    return projection
