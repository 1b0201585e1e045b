"""The colours and the logo a region sets."""

from collections.abc import Mapping
from pathlib import Path

from src.domain.region import Colours
from src.services.pack.entry import Entry

# The colour tokens of static/css/tokens.css.
TOKENS = frozenset(
    "bg card well ink soft line edge sea on-sea sea-tint sea-deep band on-band lamp on-lamp"
    " lamp-tint lamp-deep fire fire-ink fire-tint rescue rescue-ink rescue-tint order order-ink"
    " order-tint disaster disaster-ink disaster-tint other other-ink other-tint land water paper"
    " h1 h2 h3 h4 h5".split()
)


def colours(told: Entry) -> Colours:
    """Those of both themes; a token that is not named keeps the value of the style sheet."""
    both = told.table("colours")
    found = Colours(_theme(both, "light"), _theme(both, "dark"))
    both.done()
    return found


def _theme(both: Entry, theme: str) -> Mapping[str, str]:
    named = both.table(theme)
    for token in named.values.keys() - TOKENS:
        named.wrong(token, f"{token} is no colour of the house: see docs/region-pack.md")
    return {
        token: named.matching(token, r"#[0-9a-fA-F]{6}", "a colour like #07303d")
        for token in named.values
    }


def logo(told: Entry, folder: Path) -> Path:
    """An SVG drawing in the pack."""
    name = told.matching("logo", r"[\w-]+\.svg", "the name of an SVG file in this folder")
    if name and not (folder / name).is_file():
        told.wrong("logo", f"logo {name!r}: there is no such file")
    return folder / name
