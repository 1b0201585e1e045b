"""Spans of time on a plan: what is left of some when others are taken out, and what is bare."""

from collections.abc import Iterable, Iterator
from datetime import datetime

Span = tuple[datetime, datetime]
"""From the first moment until just before the second."""


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as it takes, in order."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if ends <= begins:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What of `spans` lies in none of the `holes`."""
    left = joined(spans)
    for hole in joined(holes):
        left = [part for span in left for part in _cut(span, hole)]
    return left


def bare(spans: Iterable[Span], within: Span) -> list[Span]:
    """The parts of `within` that none of `spans` covers."""
    return without([within], spans)


def clipped(spans: Iterable[Span], within: Span) -> list[Span]:
    """The parts of `spans` that lie in `within`."""
    cut = ((max(begins, within[0]), min(ends, within[1])) for begins, ends in spans)
    return [(begins, ends) for begins, ends in cut if begins < ends]


def _cut(span: Span, hole: Span) -> Iterator[Span]:
    if span[0] < min(span[1], hole[0]):
        yield span[0], min(span[1], hole[0])
    if max(span[0], hole[1]) < span[1]:
        yield max(span[0], hole[1]), span[1]
