"""What happened: incidents, their append-only log, and the teams at work on them."""

from piccolo.columns import (
    UUID,
    BigInt,
    BigSerial,
    Boolean,
    DoublePrecision,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class Incident(Table, tablename="incident"):
    """A projection of the log for lists; `domain.timeline` says how each column comes about.

    village_source  `domain.places.Source`, or OFFICE
    due_at  when the next promise falls due; act_at  when something happens by itself
            (`domain.reminders`); both follow from the other columns and the region's promises
    """

    id = BigSerial(primary_key=True)
    category_group = Varchar(40)
    category = Varchar(60)
    priority = Varchar(2)
    state = Varchar(20)
    village = Varchar(20, null=True, default=None)
    village_source = Varchar(20, default="")
    landmark = Varchar(200, default="")
    latitude = DoublePrecision(null=True, default=None)
    longitude = DoublePrecision(null=True, default=None)
    accuracy_m = Integer(null=True, default=None)
    reports = Integer(default=0)
    drill = Boolean(default=False)
    life_risk = Boolean(default=False)
    info_needed = Boolean(default=False)
    waiting_since = Timestamptz(null=True, default=None)
    waited_s = Integer(default=0)
    extended = Boolean(default=False)
    told_promise = Varchar(20, default="")
    told_to = Varchar(10, default="")
    closing_told_at = Timestamptz(null=True, default=None)
    reopened = Integer(default=0)
    reopened_at = Timestamptz(null=True, default=None)
    merged_into = BigInt(null=True, default=None)
    commander = UUID(null=True, default=None)
    commander_task = UUID(null=True, default=None)
    asks = Varchar(20, default="")
    created_at = Timestamptz(default=None)
    received_at = Timestamptz(default=None)
    acknowledged_at = Timestamptz(null=True, default=None)
    verified_at = Timestamptz(null=True, default=None)
    assigned_at = Timestamptz(null=True, default=None)
    accepted_at = Timestamptz(null=True, default=None)
    departed_at = Timestamptz(null=True, default=None)
    volunteer_on_scene_at = Timestamptz(null=True, default=None)
    on_scene_at = Timestamptz(null=True, default=None)
    under_control_at = Timestamptz(null=True, default=None)
    resolved_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    due_at = Timestamptz(null=True, default=None)
    act_at = Timestamptz(null=True, default=None)
    changed_at = Timestamptz(default=None)
    events = Integer(default=0)


class IncidentEvent(Table, tablename="incident_event"):
    """One line of the log. The database refuses UPDATE and DELETE on it.

    detail     JSON object in canonical form (sorted keys, no spaces), no personal data
    action_id  the sender's own id where a phone may send twice
    previous   hash of the line before, 64 zeros for the first; see `domain.chain`
    """

    id = BigSerial(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    number = Integer()
    event = Varchar(40)
    at = Timestamptz(default=None)
    recorded_at = Timestamptz(default=None)
    actor = Varchar(80)
    detail = Text()
    action_id = UUID(null=True, default=None)
    previous = Varchar(64)
    hash = Varchar(64)


class Assignment(Table, tablename="assignment"):
    """One team on one incident, with its own small life cycle.

    vehicle  code of what it goes out with, where that was said
    """

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    team = Varchar(40)
    state = Varchar(20)
    alerted_at = Timestamptz(default=None)
    accepted_at = Timestamptz(null=True, default=None)
    accepted_by = UUID(null=True, default=None)
    eta_at = Timestamptz(null=True, default=None)
    departed_at = Timestamptz(null=True, default=None)
    on_scene_at = Timestamptz(null=True, default=None)
    under_control_at = Timestamptz(null=True, default=None)
    released_at = Timestamptz(null=True, default=None)
    vehicle = Varchar(40, default="")
