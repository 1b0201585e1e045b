"""The colours of tokens.css, for the few places outside of style sheets that must name one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLOCK = re.compile(r":root(\[data-theme=\"dark\"\])?\s*\{([^}]*)\}")
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8})\b")


@dataclass(frozen=True)
class Tokens:
    """Names to colours by theme; dark holds what differs from light. Later blocks win."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    @classmethod
    def read(cls, sheet: str) -> "Tokens":
        light: dict[str, str] = {}
        dark: dict[str, str] = {}
        for is_dark, block in _BLOCK.findall(sheet.partition("@layer print {")[0]):
            (dark if is_dark else light).update(_COLOUR.findall(block))
        return cls(light, light | dark)

    def colour(self, name: str, theme: str = "light") -> str:
        """The colour of a token in a theme; raises KeyError for an unknown one."""
        return (self.dark if theme == "dark" else self.light)[name]
