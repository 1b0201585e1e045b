"""Answers made on the spot, packed for slow lines when the browser says it can unpack them."""

import zlib

import brotli

SMALLEST = 900
"""Bytes below which packing gains nothing: the answer fits one packet anyway."""


def pack(body: bytes, accepted: str) -> tuple[bytes, str]:
    """The body and its Content-Encoding ("" = as it stands), cheap enough for every request."""
    if len(body) < SMALLEST:
        return body, ""
    if "br" in accepted:
        return brotli.compress(body, quality=4), "br"
    if "gzip" in accepted:
        packer = zlib.compressobj(5, zlib.DEFLATED, 31)
        return packer.compress(body) + packer.flush(), "gzip"
    return body, ""
