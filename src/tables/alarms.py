"""Ringing phones: alarms with their stamped policy, push subscriptions, deliveries and receipts."""

from piccolo.columns import (
    UUID,
    Boolean,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from src.tables.incidents import Assignment, Incident
from src.tables.people import Person, Session
from src.tables.reports import Report


class Alarm(Table, tablename="alarm"):
    """One team being called. `next_due_at` is the work the worker looks for.

    policy   JSON list of steps as it stood when the alarm started; see `domain.escalation`
    step     the last step carried out, counted from 0
    """

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict)
    policy = Text()
    step = Integer(default=0)
    started_at = Timestamptz(default=None)
    next_due_at = Timestamptz(null=True, default=None)
    at_top = Boolean(default=False)
    ended_at = Timestamptz(null=True, default=None)
    ended_because = Varchar(20, default="")


class Subscription(Table, tablename="subscription"):
    """One browser that may be rung: a signed-in person's, or a follower's of one report."""

    id = UUID(primary_key=True)
    endpoint = Text(unique=True)
    p256dh = Varchar(100)
    auth = Varchar(40)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    session = ForeignKey(Session, null=True, default=None, on_delete=OnDelete.restrict)
    report = ForeignKey(Report, null=True, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    gone_at = Timestamptz(null=True, default=None)


class Delivery(Table, tablename="delivery"):
    """One message to one device, planned in the transaction that made it necessary.

    key      what makes it one: a second plan with the same key changes nothing
    kind     alarm | follow | test | told
    state    planned | accepted | failed
    due_at   when it may be sent (again); lease_until: somebody is sending it right now
    """

    id = UUID(primary_key=True)
    key = Varchar(160, unique=True)
    kind = Varchar(10)
    alarm = ForeignKey(Alarm, null=True, default=None, on_delete=OnDelete.restrict)
    incident = ForeignKey(Incident, null=True, default=None, on_delete=OnDelete.restrict)
    person = UUID(null=True, default=None)
    subscription = ForeignKey(Subscription, null=False, on_delete=OnDelete.restrict)
    step = Integer(default=0)
    payload = Text()
    state = Varchar(10, default="planned")
    created_at = Timestamptz(default=None)
    due_at = Timestamptz(null=True, default=None)
    expires_at = Timestamptz(default=None)
    lease_until = Timestamptz(null=True, default=None)
    attempts = Integer(default=0)
    accepted_at = Timestamptz(null=True, default=None)
    received_at = Timestamptz(null=True, default=None)
    shown_at = Timestamptz(null=True, default=None)
    opened_at = Timestamptz(null=True, default=None)
    failure = Varchar(200, default="")
