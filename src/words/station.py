"""What the screen of a station shows and says aloud."""

from src.domain.strength import LEADER, Missing
from src.words.duty import SKILLS, TEAM_LEADER, VEHICLES

# `domain.sketch.COMPASS` → towards where.
COMPASS: dict[str, str] = {
    "north": "utara",
    "north_east": "timur laut",
    "east": "timur",
    "south_east": "tenggara",
    "south": "selatan",
    "south_west": "barat daya",
    "west": "barat",
    "north_west": "barat laut",
}

# Where one person of the call stands → icon, word; who comes has the clock instead.
CREW: dict[str, tuple[str, str]] = {
    "coming": ("check", "datang"),
    "ringing": ("bell", "dering"),
    "silent": ("signal-off", "telepon"),
    "declined": ("close", "tidak bisa"),
}

# State of an assignment → said after the team's name.
AT_WORK: dict[str, str] = {
    "alerted": "dipanggil",
    "enough": "tidak perlu, sudah cukup",
    "accepted": "bersiap",
    "en_route": "di jalan",
    "on_scene": "di lokasi",
    "under_control": "terkendali",
}

# Instead of what a garage full of people should not read.
ON_THE_PHONE = "Rincian ada di HP petugas"


def lacking(missing: Missing) -> str:
    """ "Kurang 2 orang, 1 danru, mobil pemadam." or "" where nothing lacks."""
    words = SKILLS | {LEADER: TEAM_LEADER}
    parts = [f"{missing.people} orang"] if missing.people else []
    parts += [f"{count} {words[skill].lower()}" for skill, count in missing.skills.items()]
    parts += [VEHICLES[missing.vehicle].lower()] if missing.vehicle else []
    return f"Kurang {', '.join(parts)}." if parts else ""


def spoken(
    heading: str, particulars: str, where: str, coming: tuple[int, int] | None = None
) -> str:
    """The announcement: short sentences that a voice can read; `coming` of how many."""
    strength = f"Datang {coming[0]} dari {coming[1]}" if coming else ""
    return " ".join(f"{part}." for part in (heading, particulars, where, strength) if part)
