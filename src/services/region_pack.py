"""The door to a region pack: from its folder to a `Region`, or to everything wrong with it."""

from functools import lru_cache
from pathlib import Path

from src.domain.region import Region
from src.services.outlines import import_outlines, load_places
from src.services.pack.error import RegionPackError
from src.services.pack.region import region
from src.services.pack.source import Source

__all__ = ["RegionPackError", "import_outlines", "load_places", "load_region"]


@lru_cache(maxsize=8)
def load_region(folder: Path) -> Region:
    """Read and check a pack; raises RegionPackError with a sentence for each problem."""
    pack = Source(folder)
    if not folder.is_dir():
        raise RegionPackError(folder, ["there is no such folder"])
    found = region(pack)
    if pack.problems:
        raise RegionPackError(folder, pack.problems)
    return found
