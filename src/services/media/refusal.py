"""Why a photo or voice note is refused; `words.ERRORS` holds the sentence its sender reads."""

from enum import StrEnum

from src.domain.errors import Invalid

MAX_PHOTO_BYTES = 12_000_000
MAX_PHOTO_PIXELS = 40_000_000
MAX_VOICE_BYTES = 1_500_000
MAX_VOICE_SECONDS = 90


class Fault(StrEnum):
    """What is wrong with a file. Only this name leaves the process that opened it."""

    FILE_EMPTY = "file_empty"
    FILE_TOO_MUCH_WORK = "file_too_much_work"
    PHOTO_UNKNOWN = "photo_unknown"
    PHOTO_HEIC = "photo_heic"
    PHOTO_TOO_HEAVY = "photo_too_heavy"
    PHOTO_TOO_MANY_PIXELS = "photo_too_many_pixels"
    PHOTO_MOVING = "photo_moving"
    PHOTO_BROKEN = "photo_broken"
    VOICE_UNKNOWN = "voice_unknown"
    VOICE_IS_VIDEO = "voice_is_video"
    VOICE_TOO_HEAVY = "voice_too_heavy"
    VOICE_TOO_LONG = "voice_too_long"
    VOICE_BROKEN = "voice_broken"


class Refused(Invalid):
    """This file will never be taken: sending the same bytes again is pointless."""

    def __init__(self, fault: Fault) -> None:
        super().__init__({}, fault)
        self.fault = fault
