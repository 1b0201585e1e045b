"""The verdict on two reports: certain, likely, possible or different, with its reasons."""

from dataclasses import replace
from datetime import datetime, timedelta

from src.domain import duplicates
from src.domain.category import Kind
from src.domain.duplicates import Sighting
from src.domain.likeness.account import Account
from src.domain.likeness.evidence import FAR_M, NEAR_M, Likeness, Verdict, evidence

LIKELY, POSSIBLE = 3.0, 1.5
SAME_NAMES = 2  # rare words in common: "La Udin", "katinting biru"
OUT_OF_REACH_M = 2 * FAR_M
WITHIN: dict[Kind, timedelta] = {
    "fire": timedelta(hours=3),
    "rescue": timedelta(hours=3),
    "order": timedelta(hours=3),
    "disaster": timedelta(hours=12),
    "other": timedelta(hours=24),
}


def compare(one: Account, other: Account) -> Likeness:
    found = evidence(one, other)
    return replace(found, verdict=_verdict(one, other, found))


def _verdict(one: Account, other: Account, why: Likeness) -> Verdict:
    if _certain(one, other):
        return "certain"
    if _impossible(one, other, why) or why.score < POSSIBLE:
        return "different"
    if why.score >= LIKELY and _may_be_likely(one, other, why):
        return "likely"
    return "possible"


def _certain(one: Account, other: Account) -> bool:
    """Where reports join by themselves (docs/decisions/0007)."""
    if one.at is None or other.at is None:
        return False
    return duplicates.certainly_same(_sighting(one, one.at), _sighting(other, other.at))


def _sighting(each: Account, at: datetime) -> Sighting:
    lat, lng = each.position if each.position else (None, None)
    return Sighting(each.group, each.kind, at, lat, lng, each.accuracy_m)


def _impossible(one: Account, other: Account, why: Likeness) -> bool:
    within = max(WITHIN[one.kind], WITHIN[other.kind]).total_seconds()
    if why.seconds is not None and why.seconds > within:
        return True
    if why.metres is not None and why.metres > OUT_OF_REACH_M:
        return True
    if one.group != other.group and not (one.urgent and other.urgent):
        return True
    return why.same_village is False and not why.measured and not why.same_phone


def _may_be_likely(one: Account, other: Account, why: Likeness) -> bool:
    """Seen from afar, late, told to be another, nowhere, or hurrying nobody: these share more."""
    told_again = why.same_phone or why.same_text
    if why.late:
        return told_again or len(why.shared_words) >= SAME_NAMES
    if one.telling.another or other.telling.another:
        return why.same_landmark
    somewhere = why.same_village or why.same_landmark or why.metres is not None
    if not somewhere or not (one.group or other.group):
        return told_again
    seen_from_afar = why.measured and (why.metres or 0) > NEAR_M
    if seen_from_afar or not (one.urgent and other.urgent):
        return told_again or why.same_landmark
    return True
