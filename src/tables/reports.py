"""What people sent: reports, and the photos and voice notes that follow them."""

from piccolo.columns import (
    UUID,
    BigInt,
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

from src.tables.incidents import Incident
from src.tables.people import Person


class Report(Table, tablename="report"):
    """One person's message. Its id was made on the sender's device.

    device_created_at  what the phone's clock said; created_at is corrected by clock_offset_ms,
                       the server's time minus the phone's, measured at delivery
    village_source     who said so: `domain.places.Source`
    finding            what the office found the message to be: prank | hoax, or empty; of the
                       message, never of the person (`services.findings`)
    device_hash        hash of the sender's device key; empty where none was sent
    """

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    share_token = Varchar(32, unique=True)
    device_hash = Varchar(64, default="")
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    channel = Varchar(20)
    category = Varchar(60)
    text = Text(default="")
    latitude = DoublePrecision(null=True, default=None)
    longitude = DoublePrecision(null=True, default=None)
    accuracy_m = Integer(null=True, default=None)
    village = Varchar(20, null=True, default=None)
    village_source = Varchar(20, default="unknown")
    landmark = Varchar(200, default="")
    device_created_at = Timestamptz(null=True, default=None)
    clock_offset_ms = BigInt(null=True, default=None)
    created_at = Timestamptz(default=None)
    received_at = Timestamptz(default=None)
    reporter_name = Varchar(120, default="")
    reporter_phone = Varchar(20, default="")
    confidential = Boolean(default=False)
    stand = Varchar(40, default="")
    body_number = Varchar(40, default="")
    sms_code = Varchar(8, index=True)
    attachments_expected = Integer(default=0)
    rating = Integer(null=True, default=None)
    rating_words = Text(default="")
    rated_at = Timestamptz(null=True, default=None)
    finding = Varchar(10, default="")


class Attachment(Table, tablename="attachment"):
    """A photo or voice note that arrives in pieces, then is decoded and encoded anew.

    owner   id of the report, or of the responder's action, it belongs to
    state   receiving | stored | refused
    """

    id = UUID(primary_key=True)
    owner = UUID(index=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(10)
    evidence = Boolean(default=False)
    state = Varchar(12)
    total = Integer()
    media_type = Varchar(40, default="")
    width = Integer(null=True, default=None)
    height = Integer(null=True, default=None)
    duration_s = Integer(null=True, default=None)
    sha256 = Varchar(64, default="")
    refusal = Text(default="")
    created_at = Timestamptz(default=None)
    stored_at = Timestamptz(null=True, default=None)
