"""Encrypts a message so that only the subscribed browser can read it (RFC 8291, aes128gcm)."""

import base64
from dataclasses import dataclass

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

LONGEST = 3_000  # bytes of content; push services take 4,096 after encryption
STEP = 1_000  # contents grow in such steps, so that the length does not tell them apart
_KEY_LENGTH = 65  # uncompressed P-256 point
_AUTH_LENGTH = 16
_CURVE = ec.SECP256R1()


class BadSubscription(ValueError):
    """Keys that no browser made: nothing can ever be sent to this subscription."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A browser's public key (an uncompressed point) and its shared secret."""

    point: bytes
    auth: bytes


def keys(p256dh: str, auth: str) -> Keys:
    """The keys of a subscription from their base64url form; raises BadSubscription.

    Whether the point lies on the curve comes out when it is used: see `proven`.
    """
    try:
        found = Keys(_bytes(p256dh), _bytes(auth))
    except ValueError as problem:
        raise BadSubscription("not base64url") from problem
    if len(found.point) != _KEY_LENGTH or len(found.auth) != _AUTH_LENGTH:
        raise BadSubscription("keys of the wrong length")
    return found


def proven(p256dh: str, auth: str) -> Keys:
    """The same for keys that come from outside: tried out, so that bad ones are never stored."""
    found = keys(p256dh, auth)
    encrypt(b" ", found)
    return found


def _bytes(text: str) -> bytes:
    """Strict base64url, with or without its padding."""
    bare = text.rstrip("=")
    if "+" in bare or "/" in bare:
        raise ValueError("standard base64")
    return base64.b64decode(bare + "==="[: -len(bare) % 4], altchars=b"-_", validate=True)


def padded(json: bytes) -> bytes:
    """JSON with white space after it, up to the next step; raises ValueError above LONGEST."""
    if len(json) > LONGEST:
        raise ValueError(f"a push message of {len(json)} bytes, more than {LONGEST}")
    return json.ljust(max(1, -(-len(json) // STEP)) * STEP)


def encrypt(
    content: bytes,
    to: Keys,
    *,
    salt: bytes | None = None,
    sender: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """One aes128gcm record with its header; salt and sender's key are fresh unless a test says.

    Raises BadSubscription where the browser's point is not on the curve.
    """
    try:
        body: bytes = http_ece.encrypt(
            content,
            salt=salt,
            private_key=sender or ec.generate_private_key(_CURVE),
            dh=to.point,
            auth_secret=to.auth,
            version="aes128gcm",
        )
    except ValueError as problem:
        raise BadSubscription("not a point of the curve") from problem
    return body
