"""Which leaves a message points to, best first, and how sure that is."""

from collections.abc import Sequence

from src.domain.category import Category
from src.domain.reading.found import Confidence, Found
from src.domain.reading.hearing import Hearing, Match
from src.domain.reading.weighing import Weighed
from src.domain.region import Region

MOST = 3
ALSO = 0.15  # what each further sign of the same leaf adds
SURE, CLEAR_LEAD, LIKELY = 2.4, 0.4, 1.4


def ranked(weighed: Weighed, hearing: Hearing, region: Region) -> tuple[Found[Category], ...]:
    """A drill comes first; where only doubts are left, it is something told or asked."""
    leaves, words = region.categories, region.words
    found = _by_score(weighed.meant, hearing, region, doubted=bool(weighed.doubts))
    if weighed.exercise and words.exercise in leaves:
        quotes = hearing.quotes(weighed.exercise)
        found.insert(0, Found(leaves[words.exercise], "likely", quotes))
    elif weighed.doubts and not found and words.information in leaves:
        why = tuple(quote for doubt in weighed.doubts for quote in doubt.because)
        found.append(Found(leaves[words.information], "unsure", why))
    return tuple(found[:MOST])


def _by_score(
    meant: Sequence[Match], hearing: Hearing, region: Region, *, doubted: bool
) -> list[Found[Category]]:
    leaves = region.categories
    scores: dict[str, float] = {}
    best: dict[str, Match] = {}
    for match in sorted(meant, key=lambda match: -match.score):
        code = match.sign.meaning
        if code in best:
            scores[code] += ALSO
        elif code in leaves:
            best[code], scores[code] = match, match.score
    order = sorted(scores, key=lambda c: (-scores[c], leaves[c].priority, leaves[c].order))
    order = _without_vaguer(order, region)[:MOST]
    found = []
    for place, code in enumerate(order):
        following = scores[order[place + 1]] if place + 1 < len(order) else 0.0
        lead = scores[code] - following if place == 0 else 0.0
        confidence = _confidence(scores[code], lead, doubted=doubted)
        found.append(Found(leaves[code], confidence, hearing.quotes(best[code].spots)))
    return found


def _without_vaguer(order: list[str], region: Region) -> list[str]:
    """ "Not clear" adds nothing to a better known leaf of its group."""
    told: set[str] = set()
    kept = []
    for code in order:
        group = region.group_of(region.categories[code])
        if code != group.unclear or group.code not in told:
            kept.append(code)
        told.add(group.code)
    return kept


def _confidence(score: float, lead: float, *, doubted: bool) -> Confidence:
    """By what speaks for it, and by its lead over the next."""
    if doubted or score < LIKELY:
        return "unsure"
    return "sure" if score >= SURE and lead >= CLEAR_LEAD else "likely"
