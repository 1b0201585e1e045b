"""What was changed of the region on the screens, and who changed what: the audit list."""

from piccolo.columns import UUID, BigSerial, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class RegionEntry(Table, tablename="region_entry"):
    """One thing of the region as it was last saved; it lies over the pack's of the same code.

    id       "team:" and its code
    kind     `domain.region_edit.Kind`
    content  JSON object by the keys of the pack's files
    version  counts the savings, so that of two who edit at once the second is told
    """

    id = Varchar(120, primary_key=True)
    kind = Varchar(20)
    code = Varchar(80)
    content = Text(default="{}")
    version = Integer(default=1)
    retired_at = Timestamptz(null=True, default=None)
    changed_at = Timestamptz(default=None)
    changed_by = UUID(null=True, default=None)


class AdminChange(Table, tablename="admin_change"):
    """One line of the audit list. The database refuses UPDATE and DELETE on it.

    kind     what was changed: a kind of the region, person, alarm_rule, outlines …
    code     which one; label its name at that time
    action   added | changed | retired | restored | invited | signed_out | …
    before   JSON object of the fields that changed, as they were; after as they are.
             No password, token or telephone number of a person stands in either.
    """

    id = BigSerial(primary_key=True)
    at = Timestamptz(default=None)
    actor = UUID(null=True, default=None)
    kind = Varchar(20)
    code = Varchar(80)
    label = Varchar(160, default="")
    action = Varchar(20)
    before = Text(default="{}")
    after = Text(default="{}")
