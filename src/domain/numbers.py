"""Numbers that can be read aloud over a bad line, and tokens nobody can guess.

An incident's serial is scrambled into four (later more) letters and digits of an alphabet without
look-alikes. It is a bijection, so numbers never collide and need no column of their own.
"""

import base64
import hashlib
import hmac
import secrets

ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXY"  # no 0/O, 1/I/L, 5/S, Z/2
SHORTEST = 4
_MULTIPLIER = 278_777  # coprime to every power of 28, so that multiplying is a permutation
_SHIFT = 91_193


def number_of(serial: int, prefix: str) -> str:
    """`LB-7K3M` for a serial from 1; longer once the four-letter numbers are used up."""
    if serial < 1:
        raise ValueError("serials start at 1")
    base, offset = len(ALPHABET), serial - 1
    length = SHORTEST
    while offset >= base**length:
        offset -= base**length
        length += 1
    scrambled = (offset * _MULTIPLIER + _SHIFT) % base**length
    letters = []
    for _ in range(length):
        scrambled, digit = divmod(scrambled, base)
        letters.append(ALPHABET[digit])
    return f"{prefix}-{''.join(letters)}"


def serial_of(number: str, prefix: str) -> int | None:
    """The serial behind a number as somebody typed it, or None where it can't be one."""
    text = "".join(sign for sign in number.upper() if sign.isalnum())
    text = text.removeprefix(prefix.upper())
    base = len(ALPHABET)
    if not SHORTEST <= len(text) <= 12 or any(sign not in ALPHABET for sign in text):
        return None
    scrambled = sum(ALPHABET.index(sign) * int(base**place) for place, sign in enumerate(text))
    size: int = base ** len(text)
    offset = (scrambled - _SHIFT) * int(pow(_MULTIPLIER, -1, size)) % size
    shorter = sum(int(base**length) for length in range(SHORTEST, len(text)))
    return offset + 1 + shorter


def token() -> str:
    """128 random bits as 22 characters that fit into an address."""
    return secrets.token_urlsafe(16)


def token_hash(value: str) -> str:
    """What is kept of a secret that only its holder should know."""
    return hashlib.sha256(value.encode()).hexdigest()


def own_token(secret: bytes, report_id: str, share_token: str) -> str:
    """The reporter's own key to a report: the share token cannot be turned into it."""
    digest = hmac.new(secret, f"own:{report_id}:{share_token}".encode(), hashlib.sha256).digest()
    own = base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
    return f"{share_token}.{own}"


def same(one: str, other: str) -> bool:
    """Compare two secrets without telling by the time taken where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def lock_key(of: str) -> int:
    """The 64-bit number under which PostgreSQL holds a lock on something that is no row."""
    return int.from_bytes(hashlib.sha256(of.encode()).digest()[:8], "big", signed=True)


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sms_code(report_id: str) -> str:
    """Eight characters that tie an SMS to the report delivered later over the web.

    The first 40 bits of SHA-256 over the lower-case text of the UUID, in Crockford's base 32.
    The phone computes the same: see tests/vectors/sms_code.json.
    """
    bits = int.from_bytes(hashlib.sha256(report_id.lower().encode()).digest()[:5], "big")
    return "".join(CROCKFORD[bits >> shift & 31] for shift in range(35, -5, -5))
