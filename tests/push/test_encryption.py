"""Only the subscribed browser reads a message (RFC 8291), and keys that are none are told apart."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from pywebpush import WebPusher

from src.push import encryption
from src.push.encryption import BadSubscription
from tests.push_receiver import base64url, from_base64url, opened

# RFC 8291, Appendix A.
CONTENT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6"
    "TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulc"
    "y4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(from_base64url(text), "big"), ec.SECP256R1())


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    body = encryption.encrypt(
        CONTENT,
        encryption.keys(P256DH, AUTH),
        salt=from_base64url(SALT),
        sender=private(SENDER),
    )
    assert base64url(body) == BODY


def test_the_browser_of_rfc_8291_reads_what_we_and_pywebpush_send() -> None:
    browser, secret = private(RECEIVER), from_base64url(AUTH)
    ours = encryption.encrypt(CONTENT, encryption.keys(P256DH, AUTH))
    keys = {"p256dh": P256DH, "auth": AUTH}
    theirs = WebPusher({"endpoint": "https://push.test/x", "keys": keys}).encode(CONTENT)["body"]
    assert opened(ours, browser, secret) == opened(theirs, browser, secret) == CONTENT
    assert len(ours) == len(theirs)


def test_salt_and_key_are_fresh_for_every_message() -> None:
    keys = encryption.keys(P256DH, AUTH)
    bodies = [encryption.encrypt(CONTENT, keys) for _ in range(50)]
    assert len({body[:16] for body in bodies}) == 50
    assert len({body[21:86] for body in bodies}) == 50


@given(st.binary(max_size=encryption.LONGEST))
def test_anything_that_fits_arrives_with_blanks_after_it(content: bytes) -> None:
    browser, secret = private(RECEIVER), from_base64url(AUTH)
    body = encryption.encrypt(encryption.padded(content), encryption.keys(P256DH, AUTH))
    assert opened(body, browser, secret).rstrip(b" ") == content.rstrip(b" ")
    assert len(body) <= 4_096


def test_messages_of_like_length_cannot_be_told_apart() -> None:
    keys = encryption.keys(P256DH, AUTH)
    lengths = {len(encryption.encrypt(encryption.padded(b"x" * n), keys)) for n in (400, 700, 999)}
    assert len(lengths) == 1


def test_a_message_of_more_than_3000_bytes_is_refused() -> None:
    assert len(encryption.padded(b"x" * 3_000)) == 3_000
    with pytest.raises(ValueError, match="3001 bytes"):
        encryption.padded(b"x" * 3_001)


def points() -> dict[str, str]:
    p384 = ec.generate_private_key(ec.SECP384R1()).public_key()
    p256 = private(RECEIVER).public_key()
    return {
        "empty": "",
        "not base64": "kunci!" * 20,
        "standard base64": P256DH.replace("_", "/").replace("-", "+"),
        "white space": P256DH[:40] + "\n" + P256DH[40:],
        "cut": P256DH[:-4],
        "too long": P256DH + "AAAA",
        "another curve": base64url(
            p384.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        ),
        "compressed": base64url(p256.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)),
        "off the curve": base64url(b"\4" + secrets.token_bytes(64)),
        "zero": base64url(bytes(65)),
        "not ascii": P256DH[:-1] + "é",
    }


@pytest.mark.parametrize(("why", "point"), points().items())
def test_points_that_no_browser_made_are_bad_subscriptions(why: str, point: str) -> None:
    with pytest.raises(BadSubscription):
        encryption.proven(point, AUTH)


@pytest.mark.parametrize("auth", ["", "AAAA", AUTH + "AAAA", "?" * 22, "A"])
def test_secrets_of_the_wrong_length_are_bad_subscriptions(auth: str) -> None:
    with pytest.raises(BadSubscription):
        encryption.proven(P256DH, auth)


def test_padding_of_the_base64_is_a_matter_of_taste() -> None:
    assert encryption.keys(P256DH + "=", AUTH + "==").auth == from_base64url(AUTH)
