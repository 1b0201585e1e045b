"""What the office wrote down of a message that came to it, and whom it promised to call back."""

from piccolo.columns import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from src.tables.reports import Report


class Intake(Table, tablename="intake"):
    """How a report came to the office; `id` is the report's own. Never public.

    origin  the number, link or reference it came from, as it was checked
    """

    id = UUID(primary_key=True)
    origin = Varchar(300, default="")
    taken_by = UUID()
    taken_at = Timestamptz(default=None)


class Callback(Table, tablename="callback"):
    """A call that somebody of the office owes a reporter; `called_at` ends it.

    person  who should call; result: a key of words.CALL_RESULTS
    """

    id = UUID(primary_key=True)
    report = ForeignKey(Report, null=False, on_delete=OnDelete.restrict, index=True)
    person = UUID()
    due_at = Timestamptz(default=None)
    owed_at = Timestamptz(default=None)
    called_at = Timestamptz(null=True, default=None)
    called_by = UUID(null=True, default=None)
    result = Varchar(20, default="")
