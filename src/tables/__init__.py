"""All tables, in the order in which rows may be made."""

from piccolo.table import Table

from src.tables.alarms import Alarm, Delivery, Subscription
from src.tables.incidents import Assignment, Incident, IncidentEvent
from src.tables.operations import Heartbeat, VillageOutline
from src.tables.people import Activation, Person, Session, Shift
from src.tables.reports import Attachment, Report

ALL: tuple[type[Table], ...] = (
    Person,
    Session,
    Activation,
    Shift,
    Incident,
    IncidentEvent,
    Assignment,
    Report,
    Attachment,
    Alarm,
    Subscription,
    Delivery,
    Heartbeat,
    VillageOutline,
)

__all__ = [
    "ALL",
    "Activation",
    "Alarm",
    "Assignment",
    "Attachment",
    "Delivery",
    "Heartbeat",
    "Incident",
    "IncidentEvent",
    "Person",
    "Report",
    "Session",
    "Shift",
    "Subscription",
    "VillageOutline",
]
