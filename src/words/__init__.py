"""The one dictionary: what screens say in Indonesian for what the code calls in English."""

from src.words.errors import ERROR_TITLES, ERRORS
from src.words.incidents import ASSIGNMENT_STATES, LAMPS, STATES
from src.words.people import ROLES
from src.words.push import FOLLOW_PUSH, PLACE_UNKNOWN, PUSH, TEST_PUSH

__all__ = [
    "ASSIGNMENT_STATES",
    "ERRORS",
    "ERROR_TITLES",
    "FOLLOW_PUSH",
    "LAMPS",
    "PLACE_UNKNOWN",
    "PUSH",
    "ROLES",
    "STATES",
    "TEST_PUSH",
]
