"""The guide to region packs names everything that can stand in one."""

import tomllib
from collections.abc import Iterator

import pytest

from src.services.pack.look import TOKENS
from src.settings import ROOT

GUIDE = (ROOT / "docs" / "region-pack.md").read_text()
# Tables whose keys are words, codes or names of the region itself.
OPEN = {"local", "concepts", "harmless", "risks", "categories", "nicknames"}
FILES = sorted((ROOT / "regions" / "72.07").glob("*.[ct]*"))


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_every_key_is_in_the_guide(name: str) -> None:
    text = (ROOT / "regions" / "72.07" / name).read_text()
    used = keys(tomllib.loads(text)) if name.endswith(".toml") else text.splitlines()[0].split(",")
    headings = {
        "phone",
        "emergency",
        "office",
        "rules",
        "test_alarm",
        "colours",
        "light",
        "dark",
        "group",
        "rule",
        "meanings",
        "places",
        *OPEN,
        "response",
    }
    missing = {
        key
        for key in set(used) - headings - {"priority"}
        if f"`{key}`" not in GUIDE and f"{{ {key} = n }}" not in GUIDE
    }
    assert not missing


def test_every_colour_is_in_the_guide() -> None:
    assert not [token for token in TOKENS if f"`{token}`" not in GUIDE]


def keys(value: object) -> Iterator[str]:
    """Every key of a table and of the tables in it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner) if key not in OPEN else ()
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner)
