"""The letters on paper: Vera, which reportlab brings along, and what it cannot write."""

from functools import cache
from pathlib import Path
from typing import cast

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "Vera", "VeraBd"
UNKNOWN = "?"
# Marks of the screens that Vera lacks, as paper writes them.
INSTEAD = {"→": ">", "←": "<", "\u202f": " ", "\u2011": "-", "≤": "<=", "≥": ">="}


@cache
def ready() -> None:
    """Make both known to reportlab, once."""
    folder = Path(str(reportlab.__file__)).parent / "fonts"
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def printable(text: str) -> str:
    """The text as these letters can write it: a heart or a flag becomes a question mark."""
    ready()
    known = cast(TTFont, pdfmetrics.getFont(PLAIN)).face.charToGlyph
    text = "".join(INSTEAD.get(letter, letter) for letter in text)
    return "".join(each if ord(each) in known or each == "\n" else UNKNOWN for each in text)


def in_two(text: str, font: str, size: float, width: float) -> tuple[str, str]:
    """A line that is too wide, broken where a word ends; the second part "" where it is not."""
    ready()
    first: list[str] = []
    rest = printable(text).split()
    while rest and (
        not first or pdfmetrics.stringWidth(" ".join([*first, rest[0]]), font, size) <= width
    ):
        first.append(rest.pop(0))
    return " ".join(first), " ".join(rest)


def fitted(text: str, font: str, size: float, width: float) -> float:
    """The size, `size` or smaller, in which a line of text is no wider than `width` (points)."""
    ready()
    wide = pdfmetrics.stringWidth(text, font, size)
    return size if wide <= width else size * width / wide
