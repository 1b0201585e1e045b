"""Where a task is: an address for the phone's map, and how far that is from the post."""

from src import database
from src.domain.duplicates import distance_m
from src.domain.region import Region
from src.words import spans


def place_of(row: database.Row, region: Region) -> tuple[str, bool, str]:
    """The phone's map address, whether it is only the village's, and how far from the post."""
    village = region.villages.get(row["village"] or "")
    vague = row["latitude"] is None
    if vague and village is None:
        return "", True, ""
    here = (village.point.lat, village.point.lng) if vague and village else None
    lat, lng = here or (row["latitude"], row["longitude"])
    team = region.team_named(row["team"])
    station = region.station_named(team.station) if team else None
    far = spans.distance(distance_m(lat, lng, *station.point)) if station else ""
    return f"geo:{lat:.5f},{lng:.5f}?q={lat:.5f},{lng:.5f}", vague, far
