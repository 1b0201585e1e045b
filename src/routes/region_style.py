"""What a region changes in the look: its colours as a style sheet, its logo as a file."""

import re
from collections.abc import Mapping

from src.domain.region import Colours, Region

LOGO = "icons/region.svg"
STYLE = "css/region.css"

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")


def region_files(region: Region) -> dict[str, bytes]:
    """The region's own files among the assets, by their path."""
    files = {STYLE: style_sheet(region.colours).encode()}
    if region.logo.suffix == ".svg" and region.logo.is_file():
        files[LOGO] = region.logo.read_bytes()
    return files


def style_sheet(colours: Colours) -> str:
    """Colours over those of tokens.css, in the same three blocks."""
    light, dark = _declarations(colours.light), _declarations(colours.dark)
    return (
        "/* Colours of the region pack. */\n@layer tokens {\n"
        f"  :root {{ {light} }}\n"
        "  @media screen and (prefers-color-scheme: dark) {\n"
        f'    :root:not([data-theme="light"]) {{ {dark} }}\n  }}\n'
        f'  @media screen {{ :root[data-theme="dark"] {{ {dark} }} }}\n}}\n'
    )


def _declarations(colours: Mapping[str, str]) -> str:
    for name, colour in colours.items():
        if not (_NAME.fullmatch(name) and _COLOUR.fullmatch(colour)):
            raise ValueError(f"region colour {name!r}: {colour!r} is not a name and #rrggbb")
    return "; ".join(f"--{name}: {colour}" for name, colour in colours.items())
