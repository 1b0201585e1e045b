"""Who signs in: people, their sessions and one-time activations."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class Person(Table, tablename="person"):
    """Somebody with a role, or the screen of a station.

    leads     the leader of the own team or stand
    skills    what strength may ask for, codes with spaces between: "driver rescue"
    off_duty  wishes to be called while off duty, too
    station   code of the station whose screen this is
    verified_at, verified_by   when and by whom the office saw that a driver is who he says
    version   counts the savings, so that of two who edit at once the second is told
    agency    code of the agency that a person of another office, or a partner, speaks for
    """

    id = UUID(primary_key=True)
    name = Varchar(120)
    role = Varchar(20, index=True)
    phone = Varchar(20, null=True, default=None, index=True)
    password_hash = Text(null=True, default=None)
    team = Varchar(40, null=True, default=None, index=True)
    leads = Boolean(default=False)
    stand = Varchar(40, null=True, default=None)
    body_number = Varchar(40, null=True, default=None)
    active = Boolean(default=True)
    skills = Varchar(120, default="")
    off_duty = Boolean(default=False)
    station = Varchar(40, null=True, default=None)
    verified_at = Timestamptz(null=True, default=None)
    verified_by = UUID(null=True, default=None)
    version = Integer(default=1)
    agency = Varchar(40, null=True, default=None, index=True)
    created_at = Timestamptz(default=None)


class Session(Table, tablename="session"):
    """One signed-in device; only the hash of its token is kept."""

    id = UUID(primary_key=True)
    token_hash = Varchar(64, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    device_name = Varchar(120, default="")
    created_at = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    revoked_at = Timestamptz(null=True, default=None)


class Activation(Table, tablename="activation"):
    """A one-time link or QR code that binds a phone to a person, or lets him choose a password.

    purpose   phone | password
    """

    id = UUID(primary_key=True)
    token_hash = Varchar(64, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    issued_by = UUID(null=True, default=None)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    used_at = Timestamptz(null=True, default=None)
    purpose = Varchar(10, default="phone")
