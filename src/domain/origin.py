"""Where a message came from, as an operator copies it: a number, a link, or a reference."""

import re
from urllib.parse import urlsplit

from src.domain import phone
from src.domain.channel import Channel

LONGEST = 300
LONGEST_REFERENCE = 60
_LINK = re.compile(r"(?:https?://|www\.|[\w-]+\.(?:com|id|me|net|org)/)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d\s().\-]{6,}")
_REFERENCE = re.compile(r"[\w #./:\-]{2,}")


def checked(text: str, channel: Channel) -> str | None:
    """As it is kept (a number in its international form), or None where it can be none of these.

    A link or a number is one by any channel; free references come by those that have them.
    """
    if _LINK.match(text):
        return _link(text)
    if _NUMBER.fullmatch(text) and (number := phone.normalised(text)):
        return number
    free = channel.origin == "reference" and len(text) <= LONGEST_REFERENCE
    return text if free and _REFERENCE.fullmatch(text) else None


def _link(text: str) -> str | None:
    """An address of the web that a browser may open, and nothing else."""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    whole = parts.scheme.lower() in ("http", "https") and "." in host.strip(".")
    plain = not parts.username and address.isprintable() and " " not in address
    return address if whole and plain and len(address) <= LONGEST else None
