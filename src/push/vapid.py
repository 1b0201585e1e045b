"""Says to a push service who is sending (VAPID, RFC 8292), with one header kept per origin."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LASTS = timedelta(hours=12)  # RFC 8292 allows 24 hours
RENEWED_AFTER = LASTS / 2
MOST_ORIGINS = 500  # Microsoft has many host names; more than this are not worth keeping
_HEADER = b'{"typ":"JWT","alg":"ES256"}'


@dataclass(frozen=True, slots=True)
class _Kept:
    header: str
    made_at: datetime


class Vapid:
    """Signs for one server key and remembers what it has signed."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, contact: str) -> None:
        self._key = key
        self._contact = contact
        self._kept: dict[str, _Kept] = {}
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = _base64url(point)  # what browsers take as applicationServerKey

    def header(self, origin: str, *, now: datetime) -> str:
        """The Authorization header for messages to `origin` (scheme, host and port)."""
        kept = self._kept.get(origin)
        # A clock that was set back would otherwise leave us with a token from its future.
        if kept is None or not kept.made_at <= now < kept.made_at + RENEWED_AFTER:
            if len(self._kept) >= MOST_ORIGINS:
                self._kept.clear()
            kept = self._kept[origin] = _Kept(self._signed(origin, now), now)
        return kept.header

    def _signed(self, origin: str, now: datetime) -> str:
        claims = {
            "aud": origin,
            "exp": int((now + LASTS).timestamp()),
            "sub": self._contact,
        }
        content = json.dumps(claims, separators=(",", ":")).encode()
        told = f"{_base64url(_HEADER)}.{_base64url(content)}"
        r, s = decode_dss_signature(self._key.sign(told.encode(), ec.ECDSA(hashes.SHA256())))
        signature = _base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return f"vapid t={told}.{signature}, k={self.public_key}"


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
