"""Who is on duty when: rosters, hours, absences, hand-over notes, and what is ready to drive."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from src.tables.people import Person


class Roster(Table, tablename="roster"):
    """A recurring pattern of one team: crews that take turns by days; see `domain.roster`.

    anchor    the day on which crew 0 begins, by the region's clock, at `starts` ("08:00")
    hours     length of one turn
    crews     how many crews take turns (1 = always the same)
    weekdays  seven digits from Monday, "1111111": days without a turn carry 0
    """

    id = UUID(primary_key=True)
    team = Varchar(40, index=True)
    name = Varchar(80)
    anchor = Date(default=None)
    starts = Varchar(5)
    hours = Integer()
    crews = Integer(default=1)
    weekdays = Varchar(7, default="1111111")
    active = Boolean(default=True)
    changed_at = Timestamptz(default=None)
    changed_by = UUID(null=True, default=None)


class RosterMember(Table, tablename="roster_member"):
    """One person in one crew (counted from 0) of a roster."""

    id = UUID(primary_key=True)
    roster = ForeignKey(Roster, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    crew = Integer(default=0)


class Shift(Table, tablename="shift"):
    """Hours on duty of one person in one team; an open end means until further notice.

    roster      the pattern this was planned from; None where somebody said "siap" himself
    instead_of  the person these hours were swapped with
    """

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    team = Varchar(40, index=True)
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(null=True, default=None)
    roster = ForeignKey(Roster, null=True, default=None, on_delete=OnDelete.restrict)
    instead_of = UUID(null=True, default=None)


class Absence(Table, tablename="absence"):
    """Time in which somebody is not called whatever the roster says; an open end: until he says so.

    kind   not_ready (said by himself) | sick | leave | errand | swap
    """

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(null=True, default=None)
    kind = Varchar(20)
    stand_in = UUID(null=True, default=None)
    created_at = Timestamptz(default=None)
    created_by = UUID(null=True, default=None)


class Handover(Table, tablename="handover"):
    """What one crew tells the next."""

    id = UUID(primary_key=True)
    team = Varchar(40, index=True)
    author = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz(default=None)
    text = Text()


class VehicleState(Table, tablename="vehicle_state"):
    """Whether a vehicle or piece of equipment of the region pack is ready; none written: ready."""

    code = Varchar(40, primary_key=True)
    ready = Boolean(default=True)
    note = Varchar(200, default="")
    changed_at = Timestamptz(default=None)
    changed_by = UUID(null=True, default=None)
