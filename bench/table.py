"""Figures beside their limits, as one printed line each."""

from typing import Literal

_missed: list[str] = []


def heading(text: str) -> None:
    print(f"\n{text}\n{'figure':<52}{'measured':>14}   limit")


def line(
    figure: str,
    value: float,
    unit: str,
    limit: float | None = None,
    *,
    wanted: Literal["at least", "at most"] = "at most",
) -> None:
    """Print one figure; a limit that is missed is marked and remembered."""
    shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"
    if limit is None:
        print(f"{figure:<52}{shown + ' ' + unit:>14}")
        return
    kept = value >= limit if wanted == "at least" else value <= limit
    sign = "≥" if wanted == "at least" else "≤"
    print(f"{figure:<52}{shown + ' ' + unit:>14}   {sign} {limit:g} {'' if kept else '  MISSED'}")
    if not kept:
        _missed.append(figure)


def missed() -> list[str]:
    """Every figure so far that did not keep its limit."""
    return list(_missed)
