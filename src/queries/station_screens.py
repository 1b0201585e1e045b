"""Which stations have a screen that is signed in, and when each last spoke to us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain import local_time
from src.domain.organisation import Station
from src.domain.region import Region

SILENT_AFTER = timedelta(minutes=3)
_SCREENS = (
    "SELECT p.station, s.seen_at FROM session s JOIN person p ON p.id = s.person"
    " WHERE p.role = 'station' AND s.revoked_at IS NULL AND s.expires_at > {}"
)


@dataclass(frozen=True, slots=True)
class StationScreens:
    """`signed_in` devices of one station; `seen` when the last spoke, silent if long ago."""

    station: Station
    signed_in: int
    seen: str
    silent: bool


async def screens(region: Region, *, now: datetime) -> tuple[StationScreens, ...]:
    """Every station of the pack, in its order."""
    seen: dict[str, list[datetime]] = {}
    for row in await database.rows(_SCREENS, now):
        seen.setdefault(row["station"], []).append(row["seen_at"])
    return tuple(_of(each, seen, region, now) for each in region.stations.values())


def _of(
    station: Station, seen: Mapping[str, list[datetime]], region: Region, now: datetime
) -> StationScreens:
    times = seen.get(station.code, [])
    last = max(times, default=None)
    return StationScreens(
        station=station,
        signed_in=len(times),
        seen=local_time.moment(last, region.timezone, region.zone_label) if last else "",
        silent=last is not None and now - last > SILENT_AFTER,
    )
