"""All tables, in the order in which rows may be made."""

from piccolo.table import Table

from src.tables.administration import AdminChange, RegionEntry
from src.tables.alarms import (
    Alarm,
    AlarmAnswer,
    AlarmRule,
    AlarmTest,
    AlarmTestAnswer,
    Delivery,
    Following,
    Subscription,
    TextMessage,
)
from src.tables.board import IncidentLook
from src.tables.duty import Absence, Handover, Roster, RosterMember, Shift, VehicleState
from src.tables.incidents import Assignment, Incident, IncidentEvent
from src.tables.intake import Callback, Intake
from src.tables.office import Mention, Presence
from src.tables.operations import Heartbeat, Trouble, VillageOutline
from src.tables.people import Activation, Person, Session
from src.tables.records import IncidentRecord
from src.tables.referrals import Referral, ReferralHelper, ReferralLink
from src.tables.reports import Attachment, Report

ALL: tuple[type[Table], ...] = (
    Person,
    Session,
    Activation,
    Roster,
    RosterMember,
    Shift,
    Absence,
    Handover,
    VehicleState,
    Incident,
    IncidentEvent,
    Assignment,
    Report,
    Attachment,
    Intake,
    Callback,
    IncidentRecord,
    IncidentLook,
    Presence,
    Mention,
    Referral,
    ReferralLink,
    ReferralHelper,
    Alarm,
    AlarmAnswer,
    AlarmRule,
    AlarmTest,
    AlarmTestAnswer,
    Subscription,
    Following,
    Delivery,
    TextMessage,
    Heartbeat,
    Trouble,
    VillageOutline,
    RegionEntry,
    AdminChange,
)

__all__ = [
    "ALL",
    "Absence",
    "Activation",
    "AdminChange",
    "Alarm",
    "AlarmAnswer",
    "AlarmRule",
    "AlarmTest",
    "AlarmTestAnswer",
    "Assignment",
    "Attachment",
    "Callback",
    "Delivery",
    "Following",
    "Handover",
    "Heartbeat",
    "Incident",
    "IncidentEvent",
    "IncidentLook",
    "IncidentRecord",
    "Intake",
    "Mention",
    "Person",
    "Presence",
    "Referral",
    "ReferralHelper",
    "ReferralLink",
    "RegionEntry",
    "Report",
    "Roster",
    "RosterMember",
    "Session",
    "Shift",
    "Subscription",
    "TextMessage",
    "Trouble",
    "VehicleState",
    "VillageOutline",
]
