"""One kind of thing that can be changed at /kelola: its fields, its words, how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from src.domain.errors import Invalid
from src.domain.region import Region
from src.domain.region_edit import Kind
from src.routes.manage.fields import Field, Wrong


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing in the list: what it is called, and a few words about it.

    papers   what can be printed of it: (words, address)
    demo     it was invented for trying things out
    """

    code: str
    label: str
    about: tuple[str, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    demo: bool = False


def no_demo(values: Mapping[str, Any], region: Region) -> Mapping[str, Any]:
    """What somebody has saved is not invented any more."""
    return {**values, "demo": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a file of this folder describes.

    one, many     "regu", "Regu"; purpose: a sentence for whoever looks for the right page
    read          how a thing of this code stands in a region, by the pack's keys; None: nowhere
    past          codes of those that are retired
    pack          how the pack's files write these values, where that is not the same
    code_field    what makes the code of one that is added; else it is made up (`prefix`)
    taken         the reason why such a code cannot be had twice
    """

    kind: Kind
    address: str
    icon: str
    one: str
    many: str
    purpose: str
    fields: tuple[Field, ...]
    read: Callable[[Region, str], Mapping[str, Any] | None]
    listed: Callable[[Region], list[Listed]]
    past: Callable[[Region], list[Listed]] = lambda region: []
    adds: bool = True
    retires: bool = True
    code_field: Field | None = None
    taken: str = "code_taken"
    prefix: str = ""
    note: str = ""
    pack: Callable[[Mapping[str, Any], Region], Mapping[str, Any]] = lambda values, region: values
    title: Callable[[Mapping[str, Any]], str] = lambda values: str(values.get("name", ""))

    def form(self, values: Mapping[str, Any], region: Region) -> dict[str, str]:
        said: dict[str, str] = {}
        for field in self.fields:
            said |= field.form(values.get(field.name), region)
        return said

    def typed(self, said: Mapping[str, str], region: Region) -> dict[str, Any]:
        """The pack's values for what was typed; raises Invalid with a reason for each field."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.name] = field.read(said, region)
            except Wrong as trouble:
                wrong[field.name] = trouble.reason
        if wrong:
            raise Invalid(wrong)
        return values

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)
