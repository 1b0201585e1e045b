"""What a push service and a browser do with a message, written from the RFCs and not from src.

RFC 8292 (who sends) and RFC 8291 on RFC 8188 (what it says); the checks of the sender stand on
this second reading of them.
"""

import base64
import hashlib
import hmac
import json
import struct
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Refused(Exception):
    """The status a strict service answers with, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sender_of(authorization: str, *, origin: str, now: datetime) -> str:
    """The server key that signed for `origin`; raises Refused."""
    scheme, _, rest = authorization.partition(" ")
    parameters = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme != "vapid" or not {"t", "k"} <= parameters.keys():
        raise Refused(401, "no VAPID header")
    told, _, signature = parameters["t"].rpartition(".")
    raw = from_base64url(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), from_base64url(parameters["k"])
    )
    try:
        key.verify(encode_dss_signature(r, s), told.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as problem:
        raise Refused(403, "the signature is not the key's") from problem
    header, claims = (json.loads(from_base64url(part)) for part in told.split("."))
    if header.get("alg") != "ES256":
        raise Refused(403, f"alg is {header.get('alg')!r}")
    if claims.get("aud") != origin:
        raise Refused(403, f"aud is {claims.get('aud')!r} and not {origin!r}")
    ends = datetime.fromtimestamp(claims.get("exp", 0), UTC)
    if not now < ends <= now + timedelta(hours=24):
        raise Refused(403, f"exp is {ends}, and the service's clock says {now}")
    if not claims.get("sub", "").startswith(("mailto:", "https://")):
        raise Refused(403, f"sub is {claims.get('sub')!r}")
    return parameters["k"]


def opened(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """The content of an aes128gcm message of one record; raises Refused where it will not open."""
    salt, (record_size, key_length) = body[:16], struct.unpack("!LB", body[16:21])
    theirs, sealed = body[21 : 21 + key_length], body[21 + key_length :]
    if len(sealed) > record_size:
        raise Refused(400, "more than one record")
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    ours = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    mixed = _hmac(auth, key.exchange(ec.ECDH(), sender))
    material = _hmac(mixed, b"WebPush: info\0" + ours + theirs + b"\1")
    pseudo_random = _hmac(salt, material)
    content_key = _hmac(pseudo_random, b"Content-Encoding: aes128gcm\0\1")[:16]
    nonce = _hmac(pseudo_random, b"Content-Encoding: nonce\0\1")[:12]
    try:
        content = AESGCM(content_key).decrypt(nonce, sealed, None).rstrip(b"\0")
    except InvalidTag as problem:
        raise Refused(400, "it does not open with this phone's key") from problem
    if content[-1:] != b"\2":
        raise Refused(400, "the last record is not marked as the last")
    return content[:-1]


def _hmac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)
