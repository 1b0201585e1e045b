"""How urgent a message is: the leaf's own priority, raised by danger, careful when unsure."""

from src.domain.category import Category
from src.domain.reading.found import Found, Quote
from src.domain.reading.weighing import Weighed

MOST_URGENT, URGENT = "P1", "P2"
# These explain an emergency's words away; a question or "yesterday" may hide a real one.
EXPLAINED = frozenset(("idiom", "cooking", "drill", "hypothetical", "over", "negated"))


def priority(
    categories: tuple[Found[Category], ...],
    risks: tuple[Found[str], ...],
    weighed: Weighed,
    cries: tuple[Quote, ...],
) -> Found[str] | None:
    """`cries`: words that call for help at once. None where nothing was understood."""
    if risks and not weighed.exercise:
        return Found(MOST_URGENT, "sure", tuple(q for risk in risks for q in risk.because))
    if not categories:
        return Found(URGENT, "unsure", cries) if cries else None
    best = categories[0]
    own = best.value.priority
    if own > URGENT and not weighed.exercise and _may_be_urgent(categories, weighed):
        return Found(URGENT, "unsure", best.because)
    explained = bool(weighed.doubts)
    if own > URGENT and best.confidence == "unsure" and not explained:
        return None  # what is only guessed is not called unhurried
    return Found(own, best.confidence, best.because)


def _may_be_urgent(categories: tuple[Found[Category], ...], weighed: Weighed) -> bool:
    """Another leaf, nearly as well founded, is an emergency; or a doubt that explains nothing."""
    return any(
        each.value.priority <= URGENT and each.confidence != "unsure" for each in categories
    ) or any(doubt.kind not in EXPLAINED for doubt in weighed.doubts)
