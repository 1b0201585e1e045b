"""The life of one agency on one incident: handed over to it, or asked to come and help.

Both are tables beside the incident's own; drawn into docs/incident-states.md.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from src.domain.incident import NotNow

Kind = Literal["handover", "help"]
"""handover: the agency takes it over. help: it comes and works beside our teams."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

State = Literal[
    "sent",
    "seen",
    "accepted",
    "in_progress",
    "coming",
    "on_scene",
    "finished",
    "left",
    "returned",
    "refused",
    "recalled",
]
STATES: Final[tuple[State, ...]] = get_args(State)
UNANSWERED: Final[tuple[State, ...]] = ("sent", "seen")
OPEN: Final[tuple[State, ...]] = STATES[:6]
TAKEN: Final[tuple[State, ...]] = ("accepted", "in_progress", "finished")
"""The agency has said that it is its own: only then does "not our mandate" count as handled."""

_ANY: Final[dict[State, State]] = {state: state for state in OPEN}

HANDOVER: Final[dict[str, dict[State, State]]] = {
    "referral_seen": {"sent": "seen"},
    "referral_accepted": {"sent": "accepted", "seen": "accepted"},
    "referral_progressed": {"accepted": "in_progress", "in_progress": "in_progress"},
    "referral_finished": {"accepted": "finished", "in_progress": "finished"},
    "referral_returned": dict.fromkeys(OPEN[:4], "returned"),
    "referral_reminded": {state: state for state in OPEN[:4]},
    "referral_recalled": dict.fromkeys(OPEN[:4], "recalled"),
}

# Whoever of the agency comes says so himself, and one who cannot come does not speak for all: what
# the request is then stands in `standing`. The table says when somebody may still say what.
HELP: Final[dict[str, dict[State, State]]] = {
    "referral_seen": {"sent": "seen"},
    "help_coming": {
        "sent": "coming",
        "seen": "coming",
        "refused": "coming",
        "coming": "coming",
        "on_scene": "on_scene",
        "left": "coming",
    },
    "help_refused": {
        "sent": "refused",
        "seen": "refused",
        "refused": "refused",
        "coming": "coming",
        "on_scene": "on_scene",
        "left": "left",
    },
    "help_arrived": dict.fromkeys(
        ("sent", "seen", "refused", "coming", "on_scene", "left"), "on_scene"
    ),
    "help_left": {"on_scene": "left"},
    "referral_reminded": {"sent": "sent", "seen": "seen", "coming": "coming"},
    "referral_recalled": dict.fromkeys(("sent", "seen", "coming", "on_scene"), "recalled"),
}
LIVES: Final[dict[Kind, dict[str, dict[State, State]]]] = {"handover": HANDOVER, "help": HELP}

# What one helper has said last → what he may say next, and what he is offered.
Helper = Literal["coming", "arrived", "left", "refused"]
HELPERS: Final[tuple[Helper, ...]] = get_args(Helper)
HELPER_NEXT: Final[dict[Helper | None, tuple[str, ...]]] = {
    None: ("help_coming", "help_arrived", "help_refused"),
    "coming": ("help_arrived", "help_refused"),
    "arrived": ("help_left",),
    "left": ("help_coming",),
    "refused": ("help_coming",),
}
SAYS: Final[dict[str, Helper]] = {
    "help_coming": "coming",
    "help_arrived": "arrived",
    "help_left": "left",
    "help_refused": "refused",
}

# What an agency is offered for a handover, the one lit step first.
NEXT: Final[dict[State, tuple[str, ...]]] = {
    "sent": ("referral_accepted", "referral_returned"),
    "seen": ("referral_accepted", "referral_returned"),
    "accepted": ("referral_finished", "referral_progressed", "referral_returned"),
    "in_progress": ("referral_finished", "referral_progressed", "referral_returned"),
}

# How a handover ended, as the agency says it.
OUTCOMES: Final[tuple[str, ...]] = ("served", "repaired", "advised", "not_found", "other")

# Noun of the address → event: POST /instansi/{referral}/{noun}, POST /rujukan/{token}/{noun}.
NOUNS: Final[dict[str, str]] = {
    "penerimaan": "referral_accepted",
    "pengembalian": "referral_returned",
    "perkembangan": "referral_progressed",
    "penyelesaian": "referral_finished",
    "kesanggupan": "help_coming",
    "penolakan": "help_refused",
    "kedatangan": "help_arrived",
    "kepulangan": "help_left",
}

LONGEST_NOTICE = timedelta(hours=4)

_STANDS: Final[tuple[tuple[Helper, State], ...]] = (
    ("arrived", "on_scene"),
    ("coming", "coming"),
    ("left", "left"),
    ("refused", "refused"),
)


def after(kind: Kind, state: State, event: str) -> State:
    """The state that follows; raises NotNow where the table has no such step."""
    follows = LIVES[kind].get(event, {})
    if state not in follows:
        raise NotNow(event, state)
    return follows[state]


def standing(said: Collection[Helper]) -> State | None:
    """Where a request for help stands, from the last word of everybody; None: nobody spoke yet."""
    return next((state for word, state in _STANDS if word in said), None)


def reminded_at(sent_at: datetime, due_at: datetime) -> datetime:
    """When an agency that has not answered is reminded before its deadline.

    After two thirds of the time, but never more than four hours ahead: a promise of a working day
    is remembered during office hours, not the night before.
    """
    return due_at - min((due_at - sent_at) / 3, LONGEST_NOTICE)
