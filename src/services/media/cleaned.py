"""What is left of a photo or voice note after cleaning: pixels or sound, and nothing else."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True)
class Photo:
    """A JPEG that stands upright, no side over 1600 px, with a thumbnail of at most 320 px."""

    data: bytes
    thumbnail: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Voice:
    """One voice, mono AAC in MP4 with its index in front, so that it plays while it loads."""

    data: bytes
    duration_s: float
    media_type: str = "audio/mp4"

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()
