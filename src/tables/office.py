"""People of the office beside each other: who has which incident open, and who was told to read."""

from piccolo.columns import UUID, BigInt, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from src.tables.incidents import Incident
from src.tables.people import Person


class Presence(Table, tablename="presence"):
    """Somebody has an incident open; older than some seconds, he has gone.

    key    incident and person: one row each
    doing  the form being filled (a key of `words.DOING`), or empty
    """

    key = Varchar(80, primary_key=True)
    incident = BigInt(index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    doing = Varchar(20, default="")
    seen_at = Timestamptz(default=None)


class Mention(Table, tablename="mention"):
    """Somebody was told to read a note; `line` is its number in the log of the incident."""

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    line = Integer()
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    by = UUID(null=True, default=None)
    at = Timestamptz(default=None)
    read_at = Timestamptz(null=True, default=None)
