"""Documents that a program can check are checked: the drawing, the map, the glossary's words."""

import re
from pathlib import Path

import pytest

from src.domain import drawing
from src.settings import Settings
from src.words import phone_guides

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_drawn_life_cycle_equals_the_table() -> None:
    assert (ROOT / "docs" / "incident-states.md").read_text() == drawing.page()


def test_the_guide_to_phones_is_the_one_on_the_screen() -> None:
    assert (ROOT / "docs" / "guides" / "battery-savers.md").read_text() == phone_guides.page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_a_page_names_exists(page: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|docs|bin|bench|regions|piccolo_migrations)/[\w./-]+)`", page.read_text()
    )
    linked = re.findall(r"\]\((?!https?:|#)([\w./-]+)\)", page.read_text())
    missing = [name for name in named if not (ROOT / name).exists()]
    missing += [name for name in linked if not (page.parent / name).exists()]
    assert not missing


def test_every_promise_of_the_architecture_is_a_test() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    promised = re.findall(r"`(test_\w+)`", text)
    code = "\n".join(
        path.read_text() for kind in ("*.py", "*.js") for path in (ROOT / "tests").rglob(kind)
    )
    assert promised
    assert not [name for name in promised if f"def {name}(" not in code]


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    names = re.findall(r"\b(LACAK_[A-Z_]+|DATABASE_URL)\b", Settings.__doc__ or "")
    assert names
    assert not [name for name in names if f"`{name}`" not in text]
