"""Reading free text: what a message seems to say, as suggestions for the operator.

`read` decides nothing and rejects nothing; docs/understanding.md tells how it works.
"""

from src.domain.reading.found import (
    Confidence,
    Doubt,
    DoubtKind,
    Found,
    Quote,
    Reading,
)
from src.domain.reading.reader import Reader
from src.domain.reading.telling import Telling
from src.domain.region import Region

__all__ = [
    "Confidence",
    "Doubt",
    "DoubtKind",
    "Found",
    "Quote",
    "Reading",
    "Telling",
    "read",
    "risks",
    "tell_apart",
]

# The readers of the regions asked for last; a region that was edited is another object.
_readers: list[tuple[Region, Reader]] = []
KEPT = 2


def read(text: str, region: Region) -> Reading:
    """Phones, village, landmark, category, danger to life and priority, each with its reason."""
    return _reader(region).read(text)


def tell_apart(text: str, region: Region) -> Telling:
    """What `domain.likeness` compares of a message: its telling words, landmarks, names."""
    return _reader(region).telling(text)


def risks(text: str, region: Region) -> tuple[Found[str], ...]:
    """Dangers to life alone: what every message is asked for, whichever way it comes."""
    return _reader(region).risks(text)


def _reader(region: Region) -> Reader:
    for known, reader in _readers:
        if known is region:
            return reader
    reader = Reader(region)
    _readers.insert(0, (region, reader))
    del _readers[KEPT:]
    return reader
