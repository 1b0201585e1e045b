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

    call      alarms started together: their answers count towards one strength
    policy    JSON list of steps as it stood when the alarm started; see `domain.escalation`
    strength  JSON of who must come before it ends; see `domain.strength`
    rule      code of the rule both were taken from
    step      the last step carried out, counted from 0
    repeats   how often it has rung again at the top
    """

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict)
    call = UUID(null=True, default=None)
    policy = Text()
    strength = Text(default="")
    rule = Varchar(40, default="")
    step = Integer(default=0)
    repeats = Integer(default=0)
    started_at = Timestamptz(default=None)
    next_due_at = Timestamptz(null=True, default=None)
    at_top = Boolean(default=False)
    ended_at = Timestamptz(null=True, default=None)
    ended_because = Varchar(20, default="")


class AlarmAnswer(Table, tablename="alarm_answer"):
    """What one person said to one call; the last word holds.

    key      call and person: one row each
    answer   coming | declined
    """

    id = UUID(primary_key=True)
    key = Varchar(80, unique=True)
    call = UUID(index=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    answer = Varchar(10)
    eta_at = Timestamptz(null=True, default=None)
    at = Timestamptz(default=None)


class AlarmRule(Table, tablename="alarm_rule"):
    """A rule edited on the screen; it takes the place of the region pack's of the same code."""

    code = Varchar(40, primary_key=True)
    rule = Text()
    changed_at = Timestamptz(default=None)
    changed_by = UUID(null=True, default=None)


class AlarmTest(Table, tablename="alarm_test"):
    """One test of a team's phones (LATIHAN); `started_by` is None where the schedule began it."""

    id = UUID(primary_key=True)
    team = Varchar(40, index=True)
    started_at = Timestamptz(default=None)
    started_by = UUID(null=True, default=None)
    ends_at = Timestamptz(default=None)


class AlarmTestAnswer(Table, tablename="alarm_test_answer"):
    """One person who is asked in a test; `confirmed_at` stays None for whoever did not hear it."""

    id = UUID(primary_key=True)
    test = ForeignKey(AlarmTest, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    devices = Integer(default=0)
    confirmed_at = Timestamptz(null=True, default=None)


class Subscription(Table, tablename="subscription"):
    """One browser that may be rung: a signed-in person's, or a follower's of some reports.

    seen_at       when the browser last spoke to us at all
    receipt_at    when it last confirmed a message
    permission    granted, or what the browser last told us instead: denied, default
    gone_because  refused (404, 410), removed, replaced, or empty while it is there
    """

    id = UUID(primary_key=True)
    endpoint = Text(unique=True)
    p256dh = Varchar(100)
    auth = Varchar(40)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    session = ForeignKey(Session, null=True, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    receipt_at = Timestamptz(null=True, default=None)
    permission = Varchar(10, default="granted")
    gone_at = Timestamptz(null=True, default=None)
    gone_because = Varchar(20, default="")


class Following(Table, tablename="following"):
    """One report whose news one browser wants; both together stand here once."""

    id = UUID(primary_key=True)
    subscription = ForeignKey(Subscription, null=False, on_delete=OnDelete.restrict)
    report = ForeignKey(Report, null=False, on_delete=OnDelete.restrict)
    since = Timestamptz(default=None)


class Delivery(Table, tablename="delivery"):
    """One message to one device, planned in the transaction that made it necessary.

    key      what makes it one: a second plan with the same key changes nothing
    kind     alarm | enough | follow | test | told
    state    planned | accepted | failed
    due_at   when it may be sent (again); lease_until: somebody is sending it right now
    """

    id = UUID(primary_key=True)
    key = Varchar(160, unique=True)
    kind = Varchar(10)
    alarm = ForeignKey(Alarm, null=True, default=None, on_delete=OnDelete.restrict)
    incident = ForeignKey(Incident, null=True, default=None, on_delete=OnDelete.restrict)
    test = ForeignKey(AlarmTest, null=True, default=None, on_delete=OnDelete.restrict)
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


class TextMessage(Table, tablename="text_message"):
    """One SMS to one person of an alarm's step, planned like a delivery; sent by the gateway.

    key         what makes it one: a second plan with the same key changes nothing
    state       planned | accepted | sent | delivered | failed
    gateway_id  the gateway's own name for it
    """

    id = UUID(primary_key=True)
    key = Varchar(160, unique=True)
    alarm = ForeignKey(Alarm, null=True, default=None, on_delete=OnDelete.restrict)
    incident = ForeignKey(Incident, null=True, default=None, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    step = Integer(default=0)
    body = Varchar(160)
    state = Varchar(10, default="planned")
    created_at = Timestamptz(default=None)
    due_at = Timestamptz(null=True, default=None)
    expires_at = Timestamptz(default=None)
    lease_until = Timestamptz(null=True, default=None)
    attempts = Integer(default=0)
    gateway_id = Varchar(80, null=True, default=None, index=True)
    accepted_at = Timestamptz(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    delivered_at = Timestamptz(null=True, default=None)
    failure = Varchar(200, default="")
