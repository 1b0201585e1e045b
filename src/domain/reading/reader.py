"""One region's reader: its lexicon and names compiled once, then asked for every message."""

from src.domain.reading import phones, tokens, urgency
from src.domain.reading.found import Found, Reading
from src.domain.reading.gazetteer import Gazetteer
from src.domain.reading.hearing import Hearing
from src.domain.reading.landmark import landmark
from src.domain.reading.language import indonesian
from src.domain.reading.lexicon import Lexicon
from src.domain.reading.placing import Placed, placed
from src.domain.reading.ranking import ranked
from src.domain.reading.telling import Telling, telling
from src.domain.reading.weighing import Weighed, weighed
from src.domain.region import Region

LONGEST = 4_000  # characters; a message is short, what follows is not read


class Reader:
    """Reads messages; knows nothing but what the region's pack and the language tell it."""

    def __init__(self, region: Region) -> None:
        self._language = indonesian()
        self._region = region
        self._lexicon = Lexicon(self._language, region.words)
        self._gazetteer = Gazetteer(region, self._lexicon.forms)

    def read(self, text: str) -> Reading:
        text = text[:LONGEST]
        numbers = phones.phones(text)
        message = _message(text, numbers)
        places = self._places(message)
        hearing = Hearing(message, self._lexicon, places.taken)
        found = weighed(hearing, self._lexicon, self._region)
        categories = ranked(found, hearing, self._region)
        risks = _risks(found, hearing)
        cries = hearing.quotes(hearing.spots("@cry"))
        return Reading(
            phones=numbers,
            village=places.village,
            villages=places.villages,
            landmark=landmark(hearing, places.taken),
            position=phones.position(text),
            categories=categories,
            risks=risks,
            priority=urgency.priority(categories, risks, found, cries),
            doubts=(*found.doubts, *places.doubts),
        )

    def telling(self, text: str) -> Telling:
        """What distinguishes this message from others on the same kind of event."""
        text = text[:LONGEST]
        message = _message(text, phones.phones(text))
        names = self._places(message).taken
        return telling(Hearing(message, self._lexicon, names), names)

    def _places(self, message: tokens.Message) -> Placed:
        return placed(message, self._gazetteer, self._language)

    def risks(self, text: str) -> tuple[Found[str], ...]:
        """As `read` finds them; that there are none, as in most messages, is seen much sooner."""
        heard = Hearing(tokens.message(text[:LONGEST]), self._lexicon, frozenset())
        return self.read(text).risks if heard.matches(self._lexicon.risks) else ()


def _message(text: str, numbers: tuple[Found[str], ...]) -> tokens.Message:
    """Numbers and addresses are no words."""
    hidden = (*phones.links(text), *(quote for found in numbers for quote in found.because))
    return tokens.message(text, hidden)


def _risks(found: Weighed, hearing: Hearing) -> tuple[Found[str], ...]:
    """Each danger once, in the order of the language's list."""
    each = {match.sign.meaning: match for match in reversed(found.risks)}
    return tuple(Found(code, "likely", hearing.quotes(match.spots)) for code, match in each.items())
