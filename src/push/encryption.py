"""Encrypts a message so that only the subscribed browser can read it (RFC 8291, aes128gcm)."""

import base64
import binascii
import re
from dataclasses import dataclass

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

LONGEST = 3_000  # bytes of content; push services take 4,096 after encryption
STEP = 1_000  # contents grow in such steps, so that the length does not tell them apart
_KEY_LENGTH = 65  # uncompressed P-256 point
_AUTH_LENGTH = 16
_BASE64URL = re.compile(r"([A-Za-z0-9_-]*)={0,2}")


class BadSubscription(ValueError):
    """Keys that no browser made: nothing can ever be sent to this subscription."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A browser's public key and shared secret."""

    public: ec.EllipticCurvePublicKey
    auth: bytes


def keys(p256dh: str, auth: str) -> Keys:
    """The keys of a subscription from their base64url form; raises BadSubscription."""
    point, secret = _bytes(p256dh), _bytes(auth)
    if len(point) != _KEY_LENGTH or len(secret) != _AUTH_LENGTH:
        raise BadSubscription("keys of the wrong length")
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as problem:
        raise BadSubscription("not a point of the curve") from problem
    return Keys(public, secret)


def _bytes(text: str) -> bytes:
    """Strict base64url, with or without its padding."""
    found = _BASE64URL.fullmatch(text)
    if found is None:
        raise BadSubscription("not base64url")
    bare = found[1]
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except binascii.Error as problem:
        raise BadSubscription("not base64url") from problem


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
    """One aes128gcm record with its header; salt and sender's key are fresh unless a test says."""
    body: bytes = http_ece.encrypt(
        content,
        salt=salt,
        private_key=sender or ec.generate_private_key(ec.SECP256R1()),
        dh=to.public,
        auth_secret=to.auth,
        version="aes128gcm",
    )
    return body
