"""How the state of one team's assignment is drawn: chip, icon, and its clock points in words."""

from src import database
from src.domain import local_time
from src.domain.region import Region

# State of `domain.assignment` → look of its chip, icon.
LOOKS: dict[str, tuple[str, str]] = {
    "alerted": ("hold", "bell"),
    "accepted": ("now", "check"),
    "en_route": ("now", "vehicle"),
    "on_scene": ("done", "pin"),
    "under_control": ("done", "check"),
    "released": ("", "check"),
    "refused": ("", "close"),
}
TIMES = (
    ("alerted_at", "Dipanggil"),
    ("accepted_at", "Terima"),
    ("eta_at", "Kira-kira tiba"),
    ("departed_at", "Berangkat"),
    ("on_scene_at", "Tiba"),
    ("under_control_at", "Terkendali"),
    ("released_at", "Selesai"),
)


def times_of(row: database.Row, region: Region) -> tuple[tuple[str, str], ...]:
    """(word, clock) of what has happened; the estimate only until the team is there."""
    return tuple(
        (word, local_time.clock(row[column], region.timezone))
        for column, word in TIMES
        if row[column] is not None and not (column == "eta_at" and row["on_scene_at"] is not None)
    )
