"""Icons by name: short references in the page, and at its end the drawings of those it used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from markupsafe import Markup

from src.domain.category import Kind

_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"(.*?</symbol>)', re.DOTALL)
_USED = re.compile(r'href="#((?:i|kind)-[a-z0-9-]+)"')
_PLACE = re.compile(r"<!--symbols ([a-z0-9 -]*)-->")


@dataclass(frozen=True)
class Icons:
    """The drawings of icons.svg by the id a page gives them: `i-…` lines, `kind-…` shapes."""

    drawings: Mapping[str, str]

    @classmethod
    def read(cls, sheet: str) -> "Icons":
        drawings = {
            _id(name): f'<symbol id="{_id(name)}"{rest}' for name, rest in _SYMBOL.findall(sheet)
        }
        return cls(drawings)

    def icon(self, name: str) -> Markup:
        """A line icon beside a word; raises KeyError for a name the sheet lacks."""
        return self._lines[name]

    def kind(self, kind: str) -> Markup:
        """The filled shape of one of the five kinds."""
        return self._kinds[kind]

    def gather(self, page: str) -> str:
        """Put the drawings a page refers to, and those it names itself, at its marked place."""
        place = _PLACE.search(page)
        if place is None:
            return page
        used = {*_USED.findall(page), *map(_id, place[1].split())}
        drawings = "".join(self.drawings[each] for each in sorted(used))
        sheet = f'<svg hidden aria-hidden="true">{drawings}</svg>'
        return page[: place.start()] + sheet + page[place.end() :]

    @cached_property
    def _lines(self) -> dict[str, Markup]:
        return {each[2:]: _reference("i", each) for each in self.drawings if each[:2] == "i-"}

    @cached_property
    def _kinds(self) -> dict[str, Markup]:
        return {kind: _reference("kind", f"kind-{kind}") for kind in get_args(Kind)}


def _id(name: str) -> str:
    return name if name.startswith("kind-") else f"i-{name}"


def _reference(css_class: str, drawing: str) -> Markup:
    reference = f'<svg class="{css_class}" aria-hidden="true"><use href="#{drawing}"/></svg>'
    return Markup(reference)  # noqa: S704 - both parts are our own names, nothing typed
