"""All kinds of things that forms at /kelola change; a new kind is a file and a line here."""

from collections.abc import Mapping
from functools import cache

from src.routes.manage.agencies import AGENCIES
from src.routes.manage.categories import CATEGORIES
from src.routes.manage.facts import FACTS
from src.routes.manage.fields import Field
from src.routes.manage.groups import GROUPS
from src.routes.manage.holiday_fields import HOLIDAY_FIELDS
from src.routes.manage.priorities import PRIORITIES
from src.routes.manage.responses import RESPONSES
from src.routes.manage.stands import STANDS
from src.routes.manage.stations import STATIONS
from src.routes.manage.subject import Subject
from src.routes.manage.teams import TEAMS
from src.routes.manage.vehicles import VEHICLES

SUBJECTS: tuple[Subject, ...] = (
    TEAMS,
    STATIONS,
    VEHICLES,
    STANDS,
    AGENCIES,
    GROUPS,
    CATEGORIES,
    PRIORITIES,
    RESPONSES,
)


@cache
def fields_of(kind: str) -> Mapping[str, Field]:
    """By name, for the words of the audit list."""
    known = {subject.kind: subject.fields for subject in (*SUBJECTS, FACTS)}
    fields = HOLIDAY_FIELDS if kind == "holiday" else known.get(kind, ())  # type: ignore[call-overload]
    return {field.name: field for field in fields}
