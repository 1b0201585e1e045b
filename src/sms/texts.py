"""The words of a text message, kept to one SMS of 160 characters that every phone can show."""

import re
import unicodedata

from src import words

LONGEST = 160  # septets of one SMS in the GSM 7-bit alphabet (3GPP TS 23.038)
# Of what is left of ASCII, these are sent as two septets or not at all.
_COSTLY = re.compile(r"[^\x20-\x7e\n]|[`\[\]{}\\^~|]")


def alarm_text(
    *, kind: str, place: str, clock: str, code: str, drill: bool = False, in_office: bool = False
) -> str:
    """The text of an alarm; whoever is in the field answers with the incident's `code`.

    A place too long for the rest is cut.
    """
    before = words.SMS["drill"] if drill else ""
    template = before + words.SMS["office" if in_office else "alarm"]
    values = {"kind": plain(kind).upper(), "clock": plain(clock), "code": plain(code)}
    room = LONGEST - len(template.format(place="", **values))
    return template.format(place=plain(place)[: max(0, room)].rstrip(), **values)


def reply_text(outcome: str, code: str) -> str:
    """What is said to an answer; `outcome` is a key of `words.SMS_REPLIES`."""
    return words.SMS_REPLIES[outcome].format(code=plain(code))


def plain(text: str) -> str:
    """The text in signs of one septet each: accents go, what has no such sign goes too."""
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join(_COSTLY.sub("", decomposed).split())
