"""Answers made on the spot, packed for slow lines when the browser says it can unpack them."""

import zlib

import brotli

SMALLEST = 900
"""Bytes below which packing gains nothing: the answer fits one packet anyway."""


def pack(body: bytes, accepted: str) -> tuple[bytes, str]:
    """The body and its Content-Encoding ("" = as it stands), cheap enough for every request."""
    if len(body) < SMALLEST:
        return body, ""
    encoding = encoding_for(accepted)
    if encoding == "br":
        return brotli.compress(body, quality=4), encoding
    if encoding == "gzip":
        packer = zlib.compressobj(5, zlib.DEFLATED, 31)
        return packer.compress(body) + packer.flush(), encoding
    return body, ""


def encoding_for(accepted: str) -> str:
    """The best of what an Accept-Encoding names that we speak, or ""."""
    return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
