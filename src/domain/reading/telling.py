"""What distinguishes one message from another on the same kind of event: names, things, places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from src.domain.reading.doubting import Scepticism
from src.domain.reading.forms import NUMBER
from src.domain.reading.hearing import Hearing, Spot
from src.domain.spelling import sound

SHORTEST_WORD = 4
WHICH_WITHIN = 3
ANOTHER_WITHIN = 8  # words from "lain" to the landmark that the other one has
NAME_WORDS = 2  # words after "masjid" or "Pak" that may be its name


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that stands at one place: "masjid", with its name as far as it is told.

    thing     empty where only a name is told ("belakang BRI")
    broader   the word that may also stand for it; a "sekolah" may be this "sd"
    owner     somebody's house or shop, told by the name alone
    area      a part of the village, in which any landmark may stand
    """

    thing: str
    name: frozenset[str]
    broader: str = ""
    owner: bool = False
    area: bool = False

    @property
    def kind(self) -> tuple[bool, str]:
        """Two of one kind that are not the same are two places."""
        return self.owner, self.thing if self.area else ""

    def may_be(self, other: "Anchor") -> bool:
        """Whether both may be the same place."""
        if self.owner or other.owner:
            return self.owner and other.owner and bool(self.name & other.name)
        if not self.thing or not other.thing:
            return bool(self.name & other.name)
        things = {self.thing, self.broader} & {other.thing, other.broader}
        alike = self.thing == other.thing or bool(things & {self.thing, other.thing})
        return alike and (not self.name or not other.name or bool(self.name & other.name))


@dataclass(frozen=True, slots=True)
class Telling:
    """words    every word, in its sounds, but the small ones and the villages
    rare        those of them that are no words of the lexicon: they seldom meet by chance
    things      what it happened to, where the word is no usual one ("kos", "bengkel")
    anchors     landmarks by which two places can be told apart
    elsewhere   landmarks of which it says that it is not there
    people      names after "Pak", "Ibu", "Haji"
    another     says itself that it is about something else than what others report
    """

    words: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    anchors: frozenset[Anchor] = frozenset()
    elsewhere: frozenset[Anchor] = frozenset()
    people: frozenset[str] = frozenset()
    another: bool = False


NOTHING = Telling()


def telling(hearing: Hearing, villages: frozenset[int]) -> Telling:
    small = hearing.places("@small", "@not", "@cry", "@beside", "@asks", "@title")
    tokens = hearing.message.tokens
    words = {
        place: hearing.word(place).replace(NUMBER, "") or sound(token.written)
        for place, token in enumerate(tokens)
        if place not in small | villages
    }
    # What the lexicon knows is no name, but for "Inpres" and the like.
    part_of_names = hearing.places("@place_word")
    names = {
        place: word
        for place, word in words.items()
        if hearing.word(place) in ("", NUMBER) or place in part_of_names
    }
    here, elsewhere = _anchors(hearing, names)
    return Telling(
        words=frozenset(words.values()),
        rare=frozenset(
            word
            for place, word in names.items()
            if len(word) >= SHORTEST_WORD and not (hearing.word(place) or hearing.everyday(place))
        ),
        things=_things(hearing),
        anchors=frozenset((*here, *_owners(hearing, names))),
        elsewhere=frozenset(elsewhere),
        people=frozenset(
            name
            for spot in hearing.spots("@title")
            for name in _after(spot.last, names, hearing, most=1)
        ),
        another=bool(hearing.spots("@other_one")),
    )


def _anchors(hearing: Hearing, names: Mapping[int, str]) -> tuple[set[Anchor], set[Anchor]]:
    """Where it is, and where the message says that it is not; also "belakang BRI"."""
    sceptic = Scepticism(hearing)
    here: set[Anchor] = set()
    elsewhere: set[Anchor] = set()
    alone, areas = hearing.spots("@anchor"), hearing.places("@area")
    pupils, burning = hearing.places("@pupils"), hearing.places("@fire")
    for spot in (*alone, *hearing.spots("@named_anchor")):
        name = _after(spot.last, names, hearing)
        # "Siswa SMA" are no place; the kiosk of "kebakaran kios bensin" is what burns.
        if spot.first - 1 in pupils or (spot not in alone and spot.first - 1 in burning):
            continue
        if name or spot in alone:
            thing = hearing.word(spot.first)
            anchor = Anchor(thing, name, hearing.broader(thing), area=spot.first in areas)
            (elsewhere if _away(hearing, sceptic, spot) else here).add(anchor)
    for spot in hearing.spots("@beside"):
        name = _after(spot.last, names, hearing, most=1)
        if name and not hearing.everyday(spot.last + 1):
            (elsewhere if _away(hearing, sceptic, spot) else here).add(Anchor("", name))
    return here, elsewhere


def _away(hearing: Hearing, sceptic: Scepticism, spot: Spot) -> bool:
    """Where it is not: "bukan di pasar"; "yang di pasar", by who tells of another event."""
    if sceptic.denied(spot) or _of_another(hearing, spot):
        return True
    before = range(spot.first - WHICH_WITHIN, spot.first)
    return bool(hearing.spots("@other_one")) and not hearing.places("@which").isdisjoint(before)


def _of_another(hearing: Hearing, spot: Spot) -> bool:
    """The market of "lain dari yang di pasar tadi" and "bukan pesta yang di pasar itu"."""
    which = hearing.places("@which")
    for cue in hearing.spots("@other_one", "@not"):
        before = range(cue.first, spot.first)
        near = 0 < len(before) <= ANOTHER_WITHIN and hearing.together(cue.first, spot.first)
        if near and not which.isdisjoint(before):
            return True
    return False


def _things(hearing: Hearing) -> frozenset[str]:
    usual = hearing.places("@usual")
    spots = hearing.spots("@house", "@shop", "@public", "@vehicle", "@land", "@animal", "@tree")
    return frozenset(hearing.word(spot.first) for spot in spots if spot.first not in usual)


def _owners(hearing: Hearing, names: Mapping[int, str]) -> Iterator[Anchor]:
    """Of "rumah Pak Budi" and "om Budi pe rumah"."""
    owned = hearing.places("@owned")
    for title in hearing.spots("@title"):
        name = _after(title.last, names, hearing, most=1)
        behind = {
            place
            for place in owned & {title.last + 2, title.last + 3}
            if hearing.together(title.last, place)
        }
        if name and (title.first - 1 in owned or behind):
            yield Anchor("", name, owner=True)


def _after(
    place: int, names: Mapping[int, str], hearing: Hearing, most: int = NAME_WORDS
) -> frozenset[str]:
    """The name that follows, if one does: "Nurul Iman", "Inpres 2"."""
    found = []
    for following in range(place + 1, place + 1 + most):
        if following not in names or not hearing.together(place, following):
            break
        found.append(names[following])
    return frozenset(found)
