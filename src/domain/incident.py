"""The life of an incident as one table: which event may happen in which state, and what follows.

Drawn into docs/incident-states.md by `python -m src.cli draw`; a test keeps the two equal.
"""

from typing import Final, Literal, get_args

State = Literal[
    "received",
    "under_review",
    "assigned",
    "referred",
    "en_route",
    "on_scene",
    "under_control",
    "resolved",
    "closed",
    "declined",
    "merged",
]
STATES: Final[tuple[State, ...]] = get_args(State)

# What can still change by itself or by somebody's work.
OPEN: Final[tuple[State, ...]] = STATES[:7]
WORKING: Final[tuple[State, ...]] = ("assigned", "referred", "en_route", "on_scene")
FINAL: Final[tuple[State, ...]] = ("closed", "declined", "merged")

_OPEN: Final[dict[State, State]] = {state: state for state in OPEN}
_NOT_MERGED: Final[dict[State, State]] = {state: state for state in STATES if state != "merged"}


def _to(state: State, *sources: State) -> dict[State, State]:
    return dict.fromkeys(sources, state)


# event -> {state before: state after}. A state that is absent refuses the event.
LIFE: Final[dict[str, dict[State, State]]] = {
    # reporting
    "attached": _NOT_MERGED,
    "position_improved": _OPEN,
    "info_given": _NOT_MERGED,
    "evidence_added": _NOT_MERGED,
    # triage
    "acknowledged": _OPEN,
    "verified": {**_OPEN, **_to("under_review", "received")},
    "classified": _OPEN,
    "info_requested": {**_OPEN, **_to("under_review", "received")},
    "declined": _to("declined", *OPEN),
    "found_false": _NOT_MERGED,
    "false_withdrawn": _NOT_MERGED,
    "made_confidential": _NOT_MERGED,
    "contact_seen": _NOT_MERGED,
    "deadline_extended": _OPEN,
    "undone": _NOT_MERGED,
    "record_saved": _NOT_MERGED,
    "drill_marked": _OPEN,
    # teams
    "dispatched": {**_OPEN, **_to("assigned", "received", "under_review")},
    "escalated": _OPEN,
    "accepted": _OPEN,
    "joined": _OPEN,
    "refused": _OPEN,
    "strength_reached": _OPEN,
    "strength_raised": _OPEN,
    "called": _NOT_MERGED,
    "departed": {**_OPEN, **_to("en_route", "received", "under_review", "assigned", "referred")},
    "arrived": {
        **_OPEN,
        **_to("on_scene", "received", "under_review", "assigned", "referred", "en_route"),
    },
    "controlled": {**_OPEN, **_to("under_control", "on_scene", "en_route", "assigned")},
    "completed": _NOT_MERGED,
    "not_found": _NOT_MERGED,
    "released": _NOT_MERGED,
    "backup_requested": _OPEN,
    "handed_back": _OPEN,
    "unattended": {**_OPEN, **_to("assigned", "en_route", "on_scene", "under_control")},
    "commander_named": _OPEN,
    "noted": _NOT_MERGED,
    # agencies: a handover makes the incident theirs where no team of ours is at work on it
    "referred": {**_OPEN, **_to("referred", "received", "under_review", "assigned")},
    "referred_too": _OPEN,
    "referral_seen": _OPEN,
    "referral_accepted": _OPEN,
    "referral_returned": _OPEN,
    "referral_progressed": _OPEN,
    "referral_finished": _OPEN,
    "referral_reminded": _OPEN,
    "referral_recalled": _NOT_MERGED,
    "taken_back": {**_OPEN, **_to("under_review", "referred")},
    "left_to_agency": _to("referred", *OPEN),
    "help_requested": _OPEN,
    "help_coming": _OPEN,
    "help_refused": _OPEN,
    "help_arrived": _OPEN,
    "help_left": _NOT_MERGED,
    # merging
    "absorbed": _NOT_MERGED,
    "merged": _to("merged", *OPEN),
    "split_off": _NOT_MERGED,
    # A merge undone: what stayed gets back what it was before, its state included (its line says
    # which columns); what was merged is looked at anew, and its teams take their steps again.
    "separated": _NOT_MERGED,
    "unmerged": _to("under_review", "merged"),
    # people in danger, and whom the office promised to call
    "life_risk_seen": _NOT_MERGED,
    "life_risk_cleared": _NOT_MERGED,
    "callback_owed": _NOT_MERGED,
    "called_back": _NOT_MERGED,
    # the end
    "resolved": _to("resolved", *OPEN),
    "confirmed": _to("closed", "resolved", "closed"),
    "reopened": _to("under_review", "resolved", "closed", "declined"),
    "closed": _to("closed", "resolved"),
    # by itself
    "overdue_told": _OPEN,
    "closing_announced": {"resolved": "resolved"},
    "rated": {"resolved": "resolved", "closed": "closed", "declined": "declined"},
}
FIRST: Final = "received"
EVENTS: Final[tuple[str, ...]] = (FIRST, *LIFE)


class NotNow(Exception):
    """The event does not fit the state; both are named so that a person can be told."""

    def __init__(self, event: str, state: str) -> None:
        super().__init__(f"{event} is not possible while {state}")
        self.event = event
        self.state = state


def after(state: str, event: str) -> State:
    """The state that follows; raises NotNow where the table has no such step."""
    follows = LIFE.get(event, {})
    if state not in follows:
        raise NotNow(event, state)
    return follows[state]


def may(state: str, event: str) -> bool:
    """Whether the table has a step for `event` in `state`."""
    return state in LIFE.get(event, {})
