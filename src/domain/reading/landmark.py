"""The landmark in a message: "belakang pasar", "depan SD Inpres 2", in its own words."""

from collections.abc import Iterator

from src.domain.reading.forms import NUMBER
from src.domain.reading.found import Confidence, Found
from src.domain.reading.hearing import Hearing, Spot

NAME_WORDS = 2  # unknown words that may be a name
VERBS = ("me", "ber", "ter", "di", "ke", "se")
BESIDE, PLACE, NAMED = 1.0, 1.0, 0.5


def landmark(hearing: Hearing, villages: frozenset[int]) -> Found[str] | None:
    """Best what stands beside a place ("dekat pasar"), then a place alone, the first of equals."""
    best = max(_landmarks(hearing, villages), key=lambda each: (each[0], -each[1]), default=None)
    if best is None:
        return None
    worth, first, last = best
    quote = hearing.message.quote(first, last)
    confidence: Confidence = "sure" if worth >= BESIDE + PLACE else "likely"
    return Found(quote.text, "unsure" if worth < BESIDE else confidence, (quote,))


def _landmarks(hearing: Hearing, villages: frozenset[int]) -> Iterator[tuple[float, int, int]]:
    """Worth, first and last token of each."""
    nouns = {spot.first: spot for spot in hearing.spots("@place_noun", "@named_anchor", "@anchor")}
    unique = {spot.first for spot in hearing.spots("@anchor")}
    for cue in hearing.spots("@beside"):
        noun = nouns.get(cue.last + 1, Spot(cue.last, cue.last))
        last = _name_end(hearing, noun.last, villages)
        if last > cue.last and hearing.together(cue.first, last):
            known = noun.first in hearing.places("@anchor", "@named_anchor", "@spot")
            yield BESIDE + PLACE * known + NAMED * (last > noun.last), cue.last, last
    for noun in hearing.spots("@anchor", "@named_anchor"):
        last = _name_end(hearing, noun.last, villages)
        if noun.first in unique or last > noun.last:
            yield PLACE + NAMED * (last > noun.last), noun.first, last


def _name_end(hearing: Hearing, place: int, villages: frozenset[int]) -> int:
    """The last word that still belongs to the name behind a noun, or the noun itself."""
    tokens = hearing.message.tokens
    mixed = not hearing.message.text.isupper()  # a capital then means a name
    belonging = hearing.places("@anchor", "@place_word")
    streets = hearing.places("@named_anchor")
    titles = hearing.places("@title")
    last, unknown = place, 0
    for following in range(place + 1, len(tokens)):
        if following in villages or not hearing.together(place, following):
            break
        word, written = hearing.word(following), tokens[following].written
        if following in titles:
            continue  # a title belongs only to a name behind it
        if following not in belonging and word != NUMBER:
            verb = written.startswith(VERBS) and len(written) > 5
            common = verb or hearing.everyday(following)
            # "lorong melati": right behind these, and with a capital, any word is a name.
            name = following - 1 in streets or (mixed and tokens[following].capital)
            if word or (common and not name) or unknown == NAME_WORDS:
                break
            unknown += 1
        last = following
    return last
