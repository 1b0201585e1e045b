"""Villages named in a message. Where a name leaves a choice, all are suggested and none chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from src.domain.reading.found import Confidence, Doubt, Found
from src.domain.reading.gazetteer import EXACT, LONG, Gazetteer, Meant
from src.domain.reading.language import Language
from src.domain.reading.tokens import Message
from src.domain.spelling import sound
from src.domain.village import Village

LONGEST_NAME = 4  # words
HERE, ELSEWHERE = 0.3, -0.4  # "di …" tells where it is, "dari …" where somebody comes from
CLEAR_LEAD = 0.25


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words before a name say about it."""

    village: bool
    district: bool
    here: bool
    elsewhere: bool
    denied: bool
    beside: bool
    route: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the message. `worth`: how much it looks like the place of the event."""

    first: int
    last: int
    meant: Meant
    cues: Cues

    @property
    def worth(self) -> float:
        here = self.cues.village or self.cues.here
        return self.meant.worth + HERE * here + ELSEWHERE * self.cues.elsewhere

    @property
    def villages(self) -> tuple[Village, ...]:
        return () if self.cues.district or self.cues.denied else self.meant.villages

    @property
    def plain(self) -> bool:
        """The name alone tells which village it is, and that it is there, not on a way past it."""
        if self.cues.route:
            return False
        one = len(self.villages) == 1
        return one and (self.cues.village or not self.villages[0].ambiguous)


@dataclass(frozen=True, slots=True)
class Placed:
    """`taken`: the tokens that are names of places, and so nothing else."""

    village: Found[Village] | None
    villages: tuple[Found[Village], ...]
    doubts: tuple[Doubt, ...]
    taken: frozenset[int]


def placed(message: Message, gazetteer: Gazetteer, language: Language) -> Placed:
    mentions = _mentions(message, gazetteer, language)
    unclear = [each for each in mentions if each.meant.unclear and not each.cues.village]
    doubts = tuple(Doubt("place", (message.quote(each.first, each.last),)) for each in unclear)
    found = _settled([each for each in mentions if each not in unclear])
    suggestions = tuple(
        Found(village, _confidence(worth, sure), (message.quote(at.first, at.last),))
        for worth, sure, at, village in found
    )
    leads = bool(found) and (len(found) == 1 or found[0][0] - found[1][0] >= CLEAR_LEAD)
    chosen = suggestions[0] if leads and found[0][1] else None
    taken = frozenset(i for each in mentions for i in range(each.first, each.last + 1))
    return Placed(chosen, suggestions, doubts, taken)


def _mentions(message: Message, gazetteer: Gazetteer, language: Language) -> list[Mention]:
    """From left to right, the longest names first."""
    mentions: list[Mention] = []
    place = 0
    while place < len(message.tokens):
        mention = _mention_at(message, place, gazetteer, language)
        if mention is not None:
            mentions.append(mention)
            place = mention.last
        place += 1
    return mentions


def _mention_at(
    message: Message, place: int, gazetteer: Gazetteer, language: Language
) -> Mention | None:
    tokens = message.tokens
    cues = _cues(message, place, language)
    told = tokens[place].capital or cues.village or cues.here or cues.elsewhere or cues.beside
    for last in range(min(place + LONGEST_NAME, len(tokens)) - 1, place - 1, -1):
        if tokens[last].sentence != tokens[place].sentence:
            continue
        words = [token.written for token in tokens[place : last + 1]]
        guess = told or sum(map(len, words)) >= LONG
        meant = gazetteer.meant(words, guess=guess)
        # An everyday word is a village only after "desa", or with a capital after "di"; two words
        # with capitals are a name.
        name = last > place and all(token.capital for token in tokens[place : last + 1])
        said = cues.village or (tokens[place].capital and cues.here) or name
        if meant.everyday and not said:
            continue
        if meant.villages or meant.district or meant.unclear:
            return Mention(place, last, meant, cues)
    return None


def _cues(message: Message, place: int, language: Language) -> Cues:
    """By the one or two words before a name."""
    tokens = message.tokens
    before = {
        sound(token.written)
        for token in tokens[max(place - 2, 0) : place]
        if token.sentence == tokens[place].sentence
    }

    def said(cue: str) -> bool:
        return not before.isdisjoint(language.places[f"{cue}_cue"])

    return Cues(
        *map(said, ("village", "district", "here", "elsewhere", "denied", "beside", "route"))
    )


def _settled(mentions: Sequence[Mention]) -> list[tuple[float, bool, Mention, Village]]:
    """Each village once with its worth and whether the message decides for it, best first."""
    districts = {
        each.meant.district for each in mentions if each.meant.district and not each.cues.denied
    }
    found: dict[str, tuple[float, bool, Mention, Village]] = {}
    for mention in mentions:
        if not mention.cues.village and _qualifies(mention, mentions):
            continue
        here = tuple(v for v in mention.villages if v.district.code in districts)
        sure = mention.plain or (len(here) == 1 and mention.meant.worth == EXACT)
        for village in here or mention.villages:
            known = found.get(village.code)
            if known is None or known[0] < mention.worth:
                found[village.code] = mention.worth, sure, mention, village
    return sorted(found.values(), key=lambda each: -each[0])


def _qualifies(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """The name of a district beside a village of that district: no village of its own."""
    district = mention.meant.district
    return bool(district) and any(
        other is not mention and any(v.district.code == district for v in other.villages)
        for other in mentions
    )


def _confidence(worth: float, sure: bool) -> Confidence:
    if not sure:
        return "unsure"
    return "sure" if worth >= EXACT else "likely"
