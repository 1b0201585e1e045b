"""The field of villages by name, one a line: so nobody ticks through a hundred and more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from src.domain.region import Region
from src.domain.village import Village
from src.routes.manage.fields import Field, Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageNames(Field):
    """A name that several villages have must be followed by its district in brackets."""

    kind: ClassVar[str] = "villages"
    none: str = ""

    def form(self, value: Any, region: Region) -> dict[str, str]:
        return {self.name: "\n".join(label(each, region) for each in value or ())}

    def read(self, said: Mapping[str, str], region: Region) -> list[str]:
        lines = [" ".join(each.split()) for each in said.get(self.name, "").splitlines()]
        return sorted({_code(each, region) for each in lines if each})

    def word(self, value: Any, region: Region) -> str:
        return ", ".join(label(each, region) for each in value or ()) or self.none


def label(code: str, region: Region) -> str:
    village = region.villages.get(code)
    return village.label if village else code


def _code(text: str, region: Region) -> str:
    said = text.casefold()
    named: list[Village] = [
        each
        for each in region.villages.values()
        if said in (each.name.casefold(), each.label.casefold(), each.code)
    ]
    if len(named) != 1:
        raise Wrong("village_ambiguous" if named else "village_line_unknown")
    return named[0].code
