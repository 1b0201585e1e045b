"""Tells what a file is by its first bytes and its weight, before anything decodes it."""

from typing import Literal

from src.services.media.refusal import MAX_PHOTO_BYTES, MAX_VOICE_BYTES, Fault, Refused

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def photo_format(data: bytes) -> Literal["JPEG", "PNG", "GIF", "WEBP"]:
    """The one decoder that may open this photo; raises Refused."""
    _weigh(data, MAX_PHOTO_BYTES, Fault.PHOTO_TOO_HEAVY)
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise Refused(Fault.PHOTO_HEIC)
    raise Refused(Fault.PHOTO_UNKNOWN)


def voice_container(data: bytes) -> Literal["matroska", "ogg", "mp4"]:
    """The one demuxer that may open this note (a playlist could send us elsewhere)."""
    _weigh(data, MAX_VOICE_BYTES, Fault.VOICE_TOO_HEAVY)
    if data.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if data.startswith(b"OggS"):
        return "ogg"
    if data[4:8] == b"ftyp":
        return "mp4"
    raise Refused(Fault.VOICE_UNKNOWN)


def _weigh(data: bytes, most: int, too_heavy: Fault) -> None:
    if not data:
        raise Refused(Fault.FILE_EMPTY)
    if len(data) > most:
        raise Refused(too_heavy)
