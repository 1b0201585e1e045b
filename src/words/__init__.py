"""The one dictionary: what screens say in Indonesian for what the code calls in English."""

from src.words.alarm_rules import CONDITIONS
from src.words.duty import ABSENCES, CREWS, SKILLS, TEAM_LEADER, VEHICLES, WEEKDAYS
from src.words.errors import ERROR_TITLES, ERRORS
from src.words.events import (
    ACTORS,
    ATTACHMENTS,
    AUDIENCES,
    CALL_RESULTS,
    CHANNELS,
    DECISIONS,
    EVENTS,
    PROMISES,
    RECEIPTS,
    RELEASED,
    SOMEBODY,
    TOLD,
)
from src.words.failures import FAILURES
from src.words.incidents import ASSIGNMENT_STATES, LAMPS, STATES
from src.words.intake import (
    CALLBACKS,
    DOUBTS,
    LIFE_RISK,
    LIFE_RISKS,
    OWN_LINK_TEXT,
    RAISE_REASON,
    SUGGESTED,
)
from src.words.people import ROLES
from src.words.places import VILLAGE_SOURCES
from src.words.push import (
    FOLLOW_PUSH,
    OFFICE_PUSH,
    PLACE_UNKNOWN,
    PUSH,
    PUSH_ACTIONS,
    PUSH_UNREADABLE,
    STAFF_PUSH,
    TEST_PUSH,
)
from src.words.reach import REACH, REACHABLE, UNREACHABLE
from src.words.records import (
    RECORD_CHOICES,
    RECORD_FIELDS,
    RECORD_LINKS,
    RECORD_SECTIONS,
    RECORD_TITLES,
)
from src.words.referrals import (
    DEADLINES,
    EXPECTED,
    HELPERS,
    REFERRAL_KINDS,
    REFERRAL_OUTCOMES,
    REFERRAL_STATES,
    REFERRAL_STATES_THERE,
    REFERRAL_STEPS,
)
from src.words.reporting import REPORT_NOTICES
from src.words.sms import SMS, SMS_FAILURES, SMS_NO, SMS_REPLIES, SMS_YES
from src.words.strength import ABLE
from src.words.tasks import (
    HAND_BACK,
    NOT_FOUND,
    OUTCOMES,
    OUTCOMES_FIRST,
    STEPS,
    STEPS_OF_KIND,
    TAKEN,
)
from src.words.together import DOING
from src.words.triage import FINDINGS, NEUTRAL, NOTHING_TO_DO

__all__ = [
    "ABLE",
    "ABSENCES",
    "ACTORS",
    "ASSIGNMENT_STATES",
    "ATTACHMENTS",
    "AUDIENCES",
    "CALLBACKS",
    "CALL_RESULTS",
    "CHANNELS",
    "CONDITIONS",
    "CREWS",
    "DEADLINES",
    "DECISIONS",
    "DOING",
    "DOUBTS",
    "ERRORS",
    "ERROR_TITLES",
    "EVENTS",
    "EXPECTED",
    "FAILURES",
    "FINDINGS",
    "FOLLOW_PUSH",
    "HAND_BACK",
    "HELPERS",
    "LAMPS",
    "LIFE_RISK",
    "LIFE_RISKS",
    "NEUTRAL",
    "NOTHING_TO_DO",
    "NOT_FOUND",
    "OFFICE_PUSH",
    "OUTCOMES",
    "OUTCOMES_FIRST",
    "OWN_LINK_TEXT",
    "PLACE_UNKNOWN",
    "PROMISES",
    "PUSH",
    "PUSH_ACTIONS",
    "PUSH_UNREADABLE",
    "RAISE_REASON",
    "REACH",
    "REACHABLE",
    "RECEIPTS",
    "RECORD_CHOICES",
    "RECORD_FIELDS",
    "RECORD_LINKS",
    "RECORD_SECTIONS",
    "RECORD_TITLES",
    "REFERRAL_KINDS",
    "REFERRAL_OUTCOMES",
    "REFERRAL_STATES",
    "REFERRAL_STATES_THERE",
    "REFERRAL_STEPS",
    "RELEASED",
    "REPORT_NOTICES",
    "ROLES",
    "SKILLS",
    "SMS",
    "SMS_FAILURES",
    "SMS_NO",
    "SMS_REPLIES",
    "SMS_YES",
    "SOMEBODY",
    "STAFF_PUSH",
    "STATES",
    "STEPS",
    "STEPS_OF_KIND",
    "SUGGESTED",
    "TAKEN",
    "TEAM_LEADER",
    "TEST_PUSH",
    "TOLD",
    "UNREACHABLE",
    "VEHICLES",
    "VILLAGE_SOURCES",
    "WEEKDAYS",
]
