"""Who signs in: people, their sessions, one-time activations and hours on duty."""

from piccolo.columns import UUID, Boolean, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class Person(Table, tablename="person"):
    """Somebody with a role. `leads` marks the leader of the own team or stand."""

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
    """A one-time link or QR code that binds a phone to a person."""

    id = UUID(primary_key=True)
    token_hash = Varchar(64, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    issued_by = UUID(null=True, default=None)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    used_at = Timestamptz(null=True, default=None)


class Shift(Table, tablename="shift"):
    """Hours on duty of one person in one team; an open end means until further notice."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    team = Varchar(40, index=True)
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(null=True, default=None)
