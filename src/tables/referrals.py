"""What was referred to other agencies, the guest links to it, and who comes to help."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from src.tables.incidents import Incident
from src.tables.people import Person


class Referral(Table, tablename="referral"):
    """One agency on one incident; its states are `domain.referral`'s. `next_at` is the worker's.

    kind         handover | help
    message      what the office wrote to the agency; may be personal, so it is in no log line
    contacts     the agency may see names and numbers of reporters who did not ask for secrecy
    due_at       until when it should have answered; reminders counts those of the worker
    officer      who of the agency took it on, as told; expected_at when it will be done
    outcome      how a handover ended (`domain.referral.OUTCOMES`); reason why it was returned
    """

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    agency = Varchar(40)
    kind = Varchar(10)
    state = Varchar(20)
    message = Text(default="")
    contacts = Boolean(default=False)
    sent_at = Timestamptz(default=None)
    sent_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    due_at = Timestamptz(null=True, default=None)
    next_at = Timestamptz(null=True, default=None)
    reminders = Integer(default=0)
    seen_at = Timestamptz(null=True, default=None)
    accepted_at = Timestamptz(null=True, default=None)
    officer = Varchar(120, default="")
    expected_at = Timestamptz(null=True, default=None)
    arrived_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    outcome = Varchar(20, default="")
    reason = Text(default="")


class ReferralLink(Table, tablename="referral_link"):
    """A guest link to one referral; only the hash of its token is kept."""

    id = UUID(primary_key=True)
    token_hash = Varchar(64, unique=True)
    referral = ForeignKey(Referral, null=False, on_delete=OnDelete.restrict)
    issued_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=None)
    opened_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class ReferralHelper(Table, tablename="referral_helper"):
    """One who was asked to help: a person with an account, or whoever holds the guest link.

    key    referral and person, or referral and "guest": one row each
    said   the last word: coming | arrived | left | refused
    """

    id = UUID(primary_key=True)
    key = Varchar(80, unique=True)
    referral = ForeignKey(Referral, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    name = Varchar(120, default="")
    said = Varchar(10)
    eta_at = Timestamptz(null=True, default=None)
    arrived_at = Timestamptz(null=True, default=None)
    at = Timestamptz(default=None)
