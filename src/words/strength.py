"""Strength in words: how many come, and what is still wanting."""

from src.domain.strength import LEADER, Missing
from src.words.duty import SKILLS, TEAM_LEADER, VEHICLES

ABLE: dict[str, str] = {LEADER: TEAM_LEADER} | SKILLS


def turnout(coming: int, needed: int) -> str:
    """ "3 dari 4 datang"; where more come than are needed, all of them."""
    return f"{coming} dari {max(needed, coming)} datang"


def too_few(coming: int, needed: int) -> str:
    """As `turnout` while it rings: many may come and still no driver be among them."""
    return turnout(coming, needed) if coming < needed else f"{coming} datang, belum lengkap"


def wanting(missing: Missing) -> str:
    """ "Masih kurang 2 orang, 1 pengemudi armada." or "" when nothing is."""
    parts = [f"{missing.people} orang"] if missing.people else []
    parts += [f"{count} {ABLE[skill].lower()}" for skill, count in missing.skills.items()]
    if missing.vehicle:
        parts.append(f"{VEHICLES[missing.vehicle].lower()} yang siap")
    return f"Masih kurang {', '.join(parts)}." if parts else ""
