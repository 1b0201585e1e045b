"""What the office has seen: who looked last at which incident, and how far its log had come."""

from piccolo.columns import UUID, BigInt, BigSerial, Boolean, Integer, Timestamptz
from piccolo.table import Table


class IncidentLook(Table, tablename="incident_look"):
    """One person's last look at one incident (one row for each pair).

    events    lines the log had then: more of them now means news
    involved  this person acted on it, or was named in a note
    """

    id = BigSerial(primary_key=True)
    person = UUID()
    incident = BigInt()
    events = Integer(default=0)
    involved = Boolean(default=False)
    at = Timestamptz(default=None)
