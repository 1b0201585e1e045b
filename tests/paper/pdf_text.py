"""What stands on the pages of a PDF of ours, without a PDF reader."""

import base64
import re
import zlib

_STREAM = re.compile(rb"<<([^<>]*)>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"\(((?:\\.|[^\\)])*)\)\s*Tj|\[(.*?)\]\s*TJ", re.DOTALL)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def text(pdf: bytes) -> str:
    """The ASCII letters of every page, in the order in which they were drawn."""
    return "\n".join(shown for stream in _streams(pdf) for shown in _shown(stream))


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for head, body in _STREAM.findall(pdf):
        if b"/Length1" in head or b"/Image" in head:
            continue  # a font, a photo
        if b"ASCII85" in head:
            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        found.append(zlib.decompress(body) if b"Flate" in head else body)
    return found


def _shown(stream: bytes) -> list[str]:
    words = []
    for match in _SHOWN.finditer(stream):
        raw = match[1] if match[1] is not None else b"".join(re.findall(rb"\((.*?)\)", match[2]))
        raw = re.sub(rb"\\([()\\])", rb"\1", raw)
        words.append(raw.decode("latin-1"))
    return words
