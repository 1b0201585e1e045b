"""The look keeps its promises: readable in sun and at night, one place for colours, no inline."""

import itertools
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from src.domain.category import Kind
from src.domain.region import Colours
from src.routes.icons import Icons
from src.routes.region_style import style_sheet
from src.routes.tokens import Tokens
from src.settings import ROOT

CSS = ROOT / "src" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
SHEET = (CSS / "app.css").read_text()
STATION = (CSS / "station.css").read_text()
TEMPLATES = ROOT / "src" / "templates"
ALL_TEMPLATES = sorted(TEMPLATES.rglob("*.html"))
PAGES = [path for path in ALL_TEMPLATES if "{% extends" in path.read_text()]
ICONS = Icons.read((ROOT / "src" / "static" / "icons.svg").read_text())

GROUNDS = ("bg", "card")
TEXT = [
    *itertools.product(("ink", "soft", "sea"), GROUNDS),
    ("ink", "well"),
    ("ink", "sea-tint"),
    ("sea", "sea-tint"),
    ("ink", "lamp-tint"),
    ("bg", "ink"),
    ("on-sea", "sea"),
    ("on-band", "band"),
    ("on-lamp", "lamp"),
    *(("ink", heat) for heat in ("h1", "h2", "h3")),
    *(("card", heat) for heat in ("h4", "h5")),
    *itertools.chain.from_iterable(
        (
            ("ink", f"{kind}-tint"),
            (f"{kind}-ink", f"{kind}-tint"),
            (f"{kind}-ink", "card"),
            (f"{kind}-ink", "bg"),
        )
        for kind in get_args(Kind)
    ),
]
EDGES = [
    *itertools.product(("edge", "ink"), GROUNDS),
    ("edge", "well"),
    *((f"{kind}-ink", ground) for kind in get_args(Kind) for ground in GROUNDS),
]


def tokens_of(pack: Path | None) -> Tokens:
    """Our own colours, or what a region pack makes of them."""
    if pack is None:
        return Tokens.read(TOKENS)
    colours = tomllib.loads((pack / "region.toml").read_text())["colours"]
    return Tokens.read(TOKENS + style_sheet(Colours(colours["light"], colours["dark"])))


PACKS = [None, *(found.parent for found in sorted((ROOT / "regions").glob("*/region.toml")))]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name if pack else "ours")
@pytest.mark.parametrize("theme", ["light", "dark"])
class TestContrast:
    def test_text_can_be_read_in_the_sun_and_at_night(self, theme: str, pack: Path | None) -> None:
        tokens = tokens_of(pack)
        weak = {
            (text, ground): round(ratio, 2)
            for text, ground in TEXT
            if (ratio := contrast(tokens.colour(text, theme), tokens.colour(ground, theme))) < 7
        }
        assert weak == {}

    def test_words_on_the_colour_of_a_kind_can_be_read(self, theme: str, pack: Path | None) -> None:
        tokens = tokens_of(pack)
        weak = {
            kind: round(ratio, 2)
            for kind in get_args(Kind)
            if (ratio := contrast(tokens.colour(kind, theme), on_kind(kind))) < 7
        }
        assert weak == {}

    def test_controls_can_be_made_out(self, theme: str, pack: Path | None) -> None:
        tokens = tokens_of(pack)
        weak = {
            (edge, ground): round(ratio, 2)
            for edge, ground in EDGES
            if (ratio := contrast(tokens.colour(edge, theme), tokens.colour(ground, theme))) < 3
        }
        assert weak == {}


@pytest.mark.parametrize("pack", PACKS[1:], ids=str)
def test_a_region_only_changes_colours_that_exist(pack: Path) -> None:
    assert tokens_of(pack).light.keys() == tokens_of(None).light.keys()
    assert tokens_of(pack).dark.keys() == tokens_of(None).dark.keys()


def on_kind(kind: str) -> str:
    """What tokens.css writes on a kind's colour."""
    found = re.search(rf"\.{kind} {{[^}}]*--on-c: (#[0-9a-f]+)", TOKENS)
    assert found
    return found[1]


def test_both_dark_blocks_are_equal() -> None:
    by_phone = re.search(r':root:not\(\[data-theme="light"\]\) \{([^}]*)\}', TOKENS)
    by_choice = re.search(r':root\[data-theme="dark"\] \{([^}]*)\}', TOKENS)
    assert by_phone
    assert by_choice
    assert by_phone[1].split() == by_choice[1].split()


def test_only_tokens_know_colours() -> None:
    shown = SHEET.partition("@layer print {")[0] + STATION
    screen = re.sub(r"/\*.*?\*/", "", shown, flags=re.DOTALL)
    screen = re.sub(r"@media \(forced-colors: active\) \{[^\n]*", "", screen)
    named = r":\s*[^;{}]*\b(white|black|red|green|blue|yellow|orange|purple|gr[ae]y)\b"
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(", screen) == []
    assert re.findall(named, screen) == []


def test_every_token_that_is_read_is_set() -> None:
    sheets = TOKENS + SHEET + STATION
    known = set(re.findall(r"(--[a-z0-9-]+):", sheets))
    read = set(re.findall(r"var\((--[a-z0-9-]+)\)", sheets))
    assert read - known == set()


def test_what_moves_is_not_drawn_anew() -> None:
    """All else is painted sixty times a second, for as long as a cheap phone shows the page."""
    sheets = "".join(path.read_text() for path in CSS.glob("*.css"))
    moves = re.findall(r"@keyframes \w+ \{((?:[^{}]*\{[^{}]*\})*)", sheets)
    changed = {name for move in moves for name in re.findall(r"[{;]\s*([a-z-]+):", move)}
    assert changed <= {"opacity", "transform"}
    assert changed


def test_motion_stops_for_those_who_ask() -> None:
    assert "prefers-reduced-motion: reduce" in SHEET


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.name)
class TestTemplates:
    def test_nothing_is_inline_that_the_policy_forbids(self, path: Path) -> None:
        text = path.read_text()
        assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", text)
        assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)

    def test_it_opens_with_what_it_is_for(self, path: Path) -> None:
        assert path.read_text().startswith("{#")

    def test_its_icons_are_drawn(self, path: Path) -> None:
        text = path.read_text()
        named = re.findall(r'\bicon\("([^"]+)"', text)
        named += re.findall(r'\b(?:btn|link)\(\s*"[^"]*",\s*(?:"/[^"]*",\s*)?"([a-z-]+)"', text)
        named += re.findall(r'\bicon_name="([a-z-]+)"', text)
        for block in re.findall(r"{% block icons %}([^{]*){% endblock %}", text):
            named += block.split()
        unknown = [n for n in named if n not in ICONS.drawings and f"i-{n}" not in ICONS.drawings]
        assert unknown == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_page_has_a_title_and_a_heading(path: Path) -> None:
    text = path.read_text()
    assert "{% block title %}" in text
    parts = [text, *(TEMPLATES.joinpath(each).read_text() for each in includes(text))]
    assert any(re.search(r"<h1\b|title_band\(|heading=1", part) for part in parts)


def includes(text: str) -> list[str]:
    """Names of the parts a template includes, near and far."""
    near = re.findall(r'{%-? include "([^"]+)"', text)
    return near + [far for each in near for far in includes((TEMPLATES / each).read_text())]
