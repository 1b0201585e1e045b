"""One fold over the log: the state of an incident, its clock points and its projection columns.

Every clock point is the first time its event happened, dated when it happened (`at`), not when we
heard of it. Reopening clears the end points. The same fold serves the projection, written beside
each event, and the proof that the projection tells what the log tells.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

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
    landmark: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: int | None = None
    reports: int = 0
    drill: bool = False
    info_needed: bool = False
    reopened: int = 0
    merged_into: int | None = None
    created_at: datetime
    received_at: datetime
    acknowledged_at: datetime | None = None
    verified_at: datetime | None = None
    assigned_at: datetime | None = None
    accepted_at: datetime | None = None
    departed_at: datetime | None = None
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
    "accepted": ("acknowledged_at", "accepted_at"),
    "departed": ("departed_at",),
    "arrived": ("on_scene_at",),
    "controlled": ("under_control_at",),
    "resolved": ("resolved_at",),
    "confirmed": ("closed_at", "confirmed_at"),
    "closed": ("closed_at",),
    "merged": ("closed_at",),
}
PLACE = ("village", "landmark", "latitude", "longitude", "accuracy_m")
KIND = ("category_group", "category", "priority")


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
            changes |= {name: told[name] for name in (*KIND, *PLACE) if name in told}
        case "info_requested":
            changes["info_needed"] = True
        case "info_given":
            changes["info_needed"] = False
        case "drill_marked":
            changes["drill"] = True
        case "merged":
            changes["merged_into"] = told["into"]
        case "reopened":
            changes |= {"reopened": now.reopened + 1, "resolved_at": None, "closed_at": None}
            changes |= {"confirmed_at": None, "info_needed": False}
        case _:
            pass
    return replace(now, **changes)


def fold(events: Iterable[Event]) -> Projection:
    """The whole log of one incident, from its first line on."""
    lines = iter(events)
    projection = first(next(lines))
    for event in lines:
        projection = step(projection, event)
    return projection
