"""The white list: what of the log anybody with the link may read, and under which word.

What is not named here stays inside: no event, no detail. What passes are codes, counts and choices
from lists; never a text somebody typed, never who did it, never an exact place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from src.domain.timeline import Event

# Event → the details of it that may be told.
PUBLIC: Final[dict[str, tuple[str, ...]]] = {
    "received": (),
    "attached": (),
    "info_given": (),
    "evidence_added": ("kind", "evidence"),
    "verified": (),
    "classified": (),
    "info_requested": (),
    "declined": (),
    "drill_marked": (),
    "dispatched": ("team",),
    "accepted": ("team",),
    "departed": ("team",),
    "arrived": ("team",),
    "controlled": (),
    "completed": ("team",),
    "not_found": ("team",),
    "backup_requested": (),
    "handed_back": ("team",),
    "referred": ("agency",),
    "referred_too": ("agency",),
    "referral_accepted": ("agency",),
    "referral_returned": ("agency",),
    "referral_finished": ("agency",),
    "referral_recalled": ("agency",),
    "help_requested": ("agency",),
    "help_arrived": ("agency",),
    "absorbed": ("reports",),
    "split_off": (),
    "separated": (),
    "unmerged": (),
    "resolved": ("outcome",),
    "confirmed": (),
    "reopened": (),
    "deadline_extended": (),
    "undone": (),
    "closing_announced": (),
    "closed": (),
}

# Decided, not forgotten: these are the handling team's own business.
INSIDE: Final[frozenset[str]] = frozenset(
    {
        "acknowledged",
        "position_improved",
        "escalated",
        "joined",
        "refused",
        "strength_reached",
        "strength_raised",
        "called",
        "released",
        "noted",
        "merged",
        "rated",
        "life_risk_seen",
        "life_risk_cleared",
        "callback_owed",
        "called_back",
        "found_false",
        "false_withdrawn",
        "made_confidential",
        "contact_seen",
        "unattended",
        "commander_named",
        "overdue_told",
        "referral_seen",
        "referral_progressed",
        "referral_reminded",
        "taken_back",
        "left_to_agency",
        "help_coming",
        "help_refused",
        "help_left",
        "record_saved",
    }
)

ALARM_WITHIN_S = 5
LONGEST_WAY_MIN = 180


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the public timeline: `said` is a key of `words.PUBLIC_EVENTS`.

    told   team, agency and outcome (codes), count, minutes: only what the white list let through
    """

    at: datetime
    said: str
    told: Mapping[str, Any]


def lines(events: Iterable[Event]) -> tuple[Line, ...]:
    """What may be told, the newest first; what belongs together is one line."""
    told: list[Line] = []
    received_at: datetime | None = None
    for event in events:
        if event.event not in PUBLIC:
            continue
        received_at = received_at or event.at
        line = _line(event, received_at, first=not any(each.said == "arrived" for each in told))
        told = _joined(told, line)
    told.reverse()
    return tuple(sorted(told, key=lambda line: line.at, reverse=True))


def _line(event: Event, received_at: datetime, *, first: bool) -> Line:
    passed = {name: event.detail[name] for name in PUBLIC[event.event] if name in event.detail}
    said = event.event
    if said == "evidence_added":
        said = _evidence(passed)
        passed = {"count": 1}
    elif said == "attached":
        passed = {"count": 1}
    elif said == "referred_too":
        said = "referred"
    elif said == "absorbed":
        said, passed = "attached", {"count": int(passed.get("reports", 1))}
    elif said == "arrived":
        minutes = round((event.at - received_at).total_seconds() / 60)
        if not first or not 0 <= minutes <= LONGEST_WAY_MIN:
            said = "arrived_too"
        passed["minutes"] = minutes
    return Line(event.at, said, MappingProxyType(passed))


def _evidence(passed: Mapping[str, Any]) -> str:
    if passed.get("evidence"):
        return "evidence"
    return "voice" if passed.get("kind") == "voice" else "photo"


COUNTED: Final = ("attached", "photo", "evidence")


def _joined(told: list[Line], line: Line) -> list[Line]:
    """The line added, or joined with the one before it where both tell one thing."""
    if not told:
        return [line]
    *earlier, last = told
    if last.said == line.said and line.said in COUNTED:
        count = last.told["count"] + line.told["count"]
        return [*earlier, Line(line.at, line.said, MappingProxyType({"count": count}))]
    at_once = (line.at - last.at).total_seconds() <= ALARM_WITHIN_S
    if line.said == "dispatched" and last.said in ("received", "received_alarm") and at_once:
        return [*earlier, Line(last.at, "received_alarm", last.told)]
    if line.said == "resolved" and last.said in ("completed", "not_found"):
        return [*earlier, line]
    return [*told, line]
