"""Open incidents that a report may belong to, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from src.domain.likeness.account import Account
from src.domain.likeness.evidence import Likeness
from src.domain.likeness.verdict import compare

Key = TypeVar("Key")
CLEAR_LEAD = 1.0


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Key]):
    """`key`: the caller's own mark of the incident."""

    key: Key
    likeness: Likeness


def candidates(
    new: Account, known: Iterable[tuple[Key, Sequence[Account]]]
) -> tuple[Candidate[Key], ...]:
    """`known`: open incidents with their reports; the most alike of these speaks for each.

    Where two incidents that cannot be each other are as likely, neither is: somebody must look.
    """
    met: list[tuple[Candidate[Key], Sequence[Account]]] = []
    for key, reports in known:
        found = [compare(new, each) for each in reports]
        best = max(found, key=lambda each: each.rank, default=None)
        if best is None or best.verdict == "different":
            continue
        if best.verdict == "likely" and _contradicted(best, found):
            best = _only_possible(best)
        met.append((Candidate(key, best), reports))
    met.sort(key=lambda each: each[0].likeness.rank, reverse=True)
    return tuple(_without_rivals(met))


def _contradicted(best: Likeness, all_of_them: Iterable[Likeness]) -> bool:
    """Another report of the incident names another place."""
    return any(
        (each.other_landmark and not best.same_landmark)
        or (each.same_village is False and not best.same_village)
        for each in all_of_them
    )


def _without_rivals(
    met: Sequence[tuple[Candidate[Key], Sequence[Account]]],
) -> Iterable[Candidate[Key]]:
    for candidate, reports in met:
        here = candidate.likeness
        rivals = (
            others
            for rival, others in met
            if rival is not candidate
            and here.verdict == "likely"
            and rival.likeness.worth_merging
            and rival.likeness.score > here.score - CLEAR_LEAD
        )
        if any(_apart(reports, others) for others in rivals):
            yield replace(candidate, likeness=_only_possible(here))
        else:
            yield candidate


def _apart(one: Sequence[Account], other: Sequence[Account]) -> bool:
    """Two incidents that cannot be each other."""
    found = [compare(a, b) for a in one for b in other]
    if any(each.same_landmark for each in found):
        return False
    return any(each.other_landmark or each.verdict == "different" for each in found)


def _only_possible(likeness: Likeness) -> Likeness:
    return replace(likeness, verdict="possible")
