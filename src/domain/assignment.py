"""The life of one team on one incident, as a table beside the incident's own."""

from typing import Final, Literal, get_args

from src.domain.incident import NotNow

State = Literal[
    "alerted", "accepted", "en_route", "on_scene", "under_control", "released", "refused"
]
STATES: Final[tuple[State, ...]] = get_args(State)
ACTIVE: Final[tuple[State, ...]] = STATES[:5]
AT_WORK: Final[tuple[State, ...]] = STATES[1:5]
# Why a team gives its task back.
HAND_BACK: Final = ("vehicle", "road", "elsewhere", "people", "other")

# A step may be skipped forward (nobody taps while driving), never backward.
LIFE: Final[dict[str, dict[State, State]]] = {
    "accepted": {"alerted": "accepted", "refused": "accepted"},
    # Of a team that comes already, more may join, and others may say no, while too few come.
    "joined": {state: state for state in AT_WORK},
    "refused": {"alerted": "refused", **{state: state for state in AT_WORK}},
    "departed": {"alerted": "en_route", "accepted": "en_route"},
    "arrived": {"alerted": "on_scene", "accepted": "on_scene", "en_route": "on_scene"},
    "controlled": {
        "accepted": "under_control",
        "en_route": "under_control",
        "on_scene": "under_control",
    },
    "completed": {"on_scene": "released", "under_control": "released"},
    "not_found": {"en_route": "released", "on_scene": "released"},
    "released": dict.fromkeys(ACTIVE, "released"),
    "backup_requested": {state: state for state in AT_WORK},
    # Given back, others come instead; as after a refusal, this team may take it up again.
    "handed_back": dict.fromkeys(AT_WORK[:3], "refused"),
    "commander_named": {state: state for state in AT_WORK},
    "noted": {state: state for state in STATES},
}

# What a responder is offered next: the one lit step first, then what else may happen.
NEXT: Final[dict[State, tuple[str, ...]]] = {
    "alerted": ("accepted", "refused"),
    "accepted": ("departed", "backup_requested", "handed_back"),
    "en_route": ("arrived", "not_found", "backup_requested", "handed_back"),
    "on_scene": ("controlled", "completed", "not_found", "backup_requested", "handed_back"),
    "under_control": ("completed", "backup_requested"),
    "released": (),
    "refused": ("accepted",),
}


def after(state: str, event: str) -> State:
    """The state that follows; raises NotNow where the table has no such step."""
    follows = LIFE.get(event, {})
    if state not in follows:
        raise NotNow(event, state)
    return follows[state]
