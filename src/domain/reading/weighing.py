"""What a message means among all it mentions: matches kept, and doubts about the others."""

from dataclasses import dataclass
from typing import cast

from src.domain.category import Kind
from src.domain.reading.doubting import Scepticism
from src.domain.reading.found import Doubt, DoubtKind
from src.domain.reading.hearing import Hearing, Match, Spot
from src.domain.reading.lexicon import Lexicon
from src.domain.region import Region

# Who asks about one of these does not report it.
ASKABLE: tuple[Kind, ...] = ("fire", "rescue", "disaster")


@dataclass(frozen=True, slots=True)
class Weighed:
    """meant      matches of categories that nothing speaks against
    risks      the same for dangers to life
    exercise   words that tell of a drill
    """

    meant: tuple[Match, ...]
    risks: tuple[Match, ...]
    exercise: tuple[Spot, ...]
    doubts: tuple[Doubt, ...]


def weighed(hearing: Hearing, lexicon: Lexicon, region: Region) -> Weighed:
    sceptic = Scepticism(hearing)
    everything = hearing.matches(lexicon.categories)
    figures = [] if sceptic.insisted else hearing.matches(lexicon.harmless)
    used = frozenset(place for match in figures for place in match.tokens)
    if used:
        # Beside a figure of speech emoji mean nothing more.
        used |= hearing.message.pictures
    lost = [match for match in everything if not used.isdisjoint(match.tokens)]
    doubts = [_doubt(hearing, figure) for figure in figures if _took(figure, lost)]
    left = hearing.matches(lexicon.categories, used) if lost else everything
    meant: list[Match] = []
    for match in left:
        kind_of = _kind(match, region)
        reason = sceptic.about(match, askable=kind_of in ASKABLE)
        if reason is None and kind_of == "fire":
            reason = _no_more(hearing, sceptic)
        if reason is None:
            meant.append(match)
        else:
            kind, spot = reason
            doubts.append(Doubt(kind, hearing.quotes([spot, *match.spots])))
    told = () if sceptic.insisted else hearing.spots("@drill")
    exercise = tuple(spot for spot in told if not sceptic.denied(spot))
    if exercise:
        doubts.append(Doubt("drill", hearing.quotes(exercise)))
    risks = (risk for risk in hearing.matches(lexicon.risks, used) if not sceptic.about(risk))
    return Weighed(tuple(meant), tuple(risks), exercise, _each_once(doubts))


def _took(figure: Match, lost: list[Match]) -> bool:
    return any(figure.tokens & match.tokens for match in lost)


def _doubt(hearing: Hearing, figure: Match) -> Doubt:
    return Doubt(cast(DoubtKind, figure.sign.meaning), hearing.quotes(figure.spots))


def _kind(match: Match, region: Region) -> Kind:
    leaf = region.categories.get(match.sign.meaning)
    return region.group_of(leaf).kind if leaf else "other"


def _no_more(hearing: Hearing, sceptic: Scepticism) -> tuple[DoubtKind, Spot] | None:
    """A fire that was; of other things people tell later and still need help."""
    if hearing.spots("@ongoing"):
        return None
    for over in hearing.spots("@over"):
        if sceptic.denied(over) is None:
            return "over", over
    for past in hearing.spots("@past"):
        # "Bukan tempat kemarin" and "lain dari yang kemarin" speak of today.
        if sceptic.denied(past) is None and not hearing.spots("@other_one"):
            return "past", past
    return None


def _each_once(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """Of each kind the one with the most words."""
    best: dict[DoubtKind, Doubt] = {}
    for doubt in doubts:
        known = best.get(doubt.kind)
        if known is None or len(doubt.because) > len(known.because):
            best[doubt.kind] = doubt
    return tuple(best.values())
