"""Region packs of the tests: an invented one, and the way to it."""

from pathlib import Path

from src.domain.region import Region
from src.services.region_pack import load_region

TELUK = Path(__file__).parent / "teluk"


def teluk() -> Region:
    """The invented regency Teluk Percobaan: other zone, codes, words, categories and promises."""
    return load_region(TELUK)
