"""Whose paper it is: logo, region, office and service, above a line; the same on every document."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from src.domain.region import Region
from src.paper import fonts, logo
from src.paper.svg_paths import Undrawable

HEIGHT = 24 * mm
MARK = 17 * mm


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`logo` is an SVG, b"" for none; `colour` of bands and lines, "#0b4757"."""

    region: str
    office: str
    service: str
    phone: str
    colour: str
    logo: bytes = b""


def of_region(region: Region) -> Letterhead:
    """The region's own."""
    mark = region.logo.read_bytes() if region.logo.is_file() else b""
    return Letterhead(
        region=region.name,
        office=region.office_name,
        service=region.service_name,
        phone=f"{region.phone.label} {region.phone.number_display}",
        colour=region.colours.light.get("sea", "#333333"),
        logo=mark,
    )


def draw(canvas: Canvas, head: Letterhead, *, left: float, right: float, top: float) -> None:
    """Between two margins, downwards from `top`; HEIGHT tall with the line below it."""
    at = left
    if draw_mark(canvas, head, x=left, y=top - MARK, size=MARK):
        at += MARK + 5 * mm
    width = right - at
    lines = ((head.region, fonts.PLAIN, 10), (head.office, fonts.BOLD, 13), (_below(head), "", 8.5))
    y = top - 4.5 * mm
    for text, font, size in lines:
        text, font = fonts.printable(text), font or fonts.PLAIN
        canvas.setFont(font, fonts.fitted(text, font, size, width))
        canvas.drawString(at, y, text)
        y -= 5.6 * mm
    canvas.setStrokeColor(HexColor(head.colour))
    canvas.setLineWidth(1.6)
    canvas.line(left, top - HEIGHT + 4 * mm, right, top - HEIGHT + 4 * mm)


def draw_mark(canvas: Canvas, head: Letterhead, *, x: float, y: float, size: float) -> bool:
    """The logo alone; False where there is none that can be drawn."""
    if not head.logo:
        return False
    try:
        logo.draw(canvas, head.logo, x=x, y=y, size=size)
    except Undrawable:
        return False
    return True


def _below(head: Letterhead) -> str:
    return f"{head.service} · {head.phone}"
