"""Days and hours as forms of duty send them, by the region's own clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from src.domain.errors import Invalid
from src.domain.region import Region


def moment(fields: Mapping[str, str], name: str, region: Region) -> datetime | None:
    """A `datetime-local`, or None where nothing stands; raises Invalid."""
    said = fields.get(name, "")
    if not said:
        return None
    try:
        local = datetime.fromisoformat(said)
        return local.replace(tzinfo=local.tzinfo or region.timezone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid({name: "date_wrong"}) from None


def instant(fields: Mapping[str, str], region: Region, now: datetime) -> datetime:
    """Day and clock of two fields, `hari` and `jam`; what is empty is as it is now."""
    local = now.astimezone(region.timezone)
    day = day_in(fields, "hari") or local.date()
    clock = clock_in(fields, "jam") or local.time().replace(second=0, microsecond=0)
    asked = datetime.combine(day, clock, tzinfo=region.timezone)
    near = asked == local.replace(second=0, microsecond=0)
    try:
        return now if near else asked.astimezone(UTC)
    except OverflowError:
        raise Invalid({"hari": "date_wrong"}) from None


def day_in(fields: Mapping[str, str], name: str) -> date | None:
    """A `date`, or None where nothing stands; raises Invalid."""
    try:
        return date.fromisoformat(fields[name]) if fields.get(name) else None
    except ValueError:
        raise Invalid({name: "date_wrong"}) from None


def clock_in(fields: Mapping[str, str], name: str) -> time | None:
    """A `time` such as 08:00, or None where nothing stands; raises Invalid."""
    try:
        said = time.fromisoformat(fields[name]) if fields.get(name) else None
    except ValueError:
        raise Invalid({name: "date_wrong"}) from None
    return said.replace(second=0, microsecond=0, tzinfo=None) if said else None
