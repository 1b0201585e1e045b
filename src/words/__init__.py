"""The one dictionary: what screens say in Indonesian for what the code calls in English."""

from src.words.errors import ERROR_TITLES, ERRORS
from src.words.events import (
    ACTORS,
    ATTACHMENTS,
    AUDIENCES,
    CHANNELS,
    EVENTS,
    RECEIPTS,
    RELEASED,
    SOMEBODY,
)
from src.words.failures import FAILURES
from src.words.incidents import ASSIGNMENT_STATES, LAMPS, STATES
from src.words.people import ROLES
from src.words.places import VILLAGE_SOURCES
from src.words.push import FOLLOW_PUSH, PLACE_UNKNOWN, PUSH, PUSH_UNREADABLE, TEST_PUSH
from src.words.reporting import REPORT_NOTICES
from src.words.tasks import (
    NOT_FOUND,
    OUTCOMES,
    OUTCOMES_FIRST,
    STEPS,
    STEPS_OF_KIND,
    TAKEN,
)

__all__ = [
    "ACTORS",
    "ASSIGNMENT_STATES",
    "ATTACHMENTS",
    "AUDIENCES",
    "CHANNELS",
    "ERRORS",
    "ERROR_TITLES",
    "EVENTS",
    "FAILURES",
    "FOLLOW_PUSH",
    "LAMPS",
    "NOT_FOUND",
    "OUTCOMES",
    "OUTCOMES_FIRST",
    "PLACE_UNKNOWN",
    "PUSH",
    "PUSH_UNREADABLE",
    "RECEIPTS",
    "RELEASED",
    "REPORT_NOTICES",
    "ROLES",
    "SOMEBODY",
    "STATES",
    "STEPS",
    "STEPS_OF_KIND",
    "TAKEN",
    "TEST_PUSH",
    "VILLAGE_SOURCES",
]
