"""The lanes of the operators' board: what must be done next about an incident.

Their codes stand in addresses, and so are words of the screens.
"""

from typing import Final

# Lane → the states that lead into it; who was asked for information waits wherever he stood.
LANES: Final[dict[str, tuple[str, ...]]] = {
    "baru": ("received", "under_review"),
    "regu": ("assigned",),
    "jalan": ("en_route", "on_scene", "under_control"),
    "tunggu": ("referred",),
    "selesai": ("resolved", "closed", "declined"),
}
WAITING: Final = "tunggu"
NEW: Final = "baru"
ENDED: Final = "selesai"

_BY_STATE = {state: lane for lane, states in LANES.items() for state in states}


def lane_of(state: str, *, info_needed: bool) -> str:
    """A question to the reporter holds up what is new, never a team on its way."""
    lane = _BY_STATE[state]
    return WAITING if lane == NEW and info_needed else lane
