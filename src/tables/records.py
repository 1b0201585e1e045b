"""Records of handled incidents: what the log does not know and somebody typed."""

from piccolo.columns import UUID, BigInt, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class IncidentRecord(Table, tablename="incident_record"):
    """One incident's record; `said` holds names of people and never goes into the log.

    said     JSON object by field of `domain.record`
    version  counted up at each saving: whoever saves an older one is told
    """

    incident = BigInt(primary_key=True)
    kind = Varchar(10)
    said = Text()
    version = Integer(default=1)
    saved_at = Timestamptz(default=None)
    saved_by = UUID()
    signed_at = Timestamptz(null=True, default=None)
    signed_by = UUID(null=True, default=None)
