"""The poster at a stand: a big word, a code to scan, a number to call; read across a road."""

import io
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from src.paper import code, fonts, letterhead
from src.paper.letterhead import Letterhead
from src.words.paper import FREE, OR_CALL, SCAN

WIDTH, HEIGHT = A4
MIDDLE, MARGIN = WIDTH / 2, 14 * mm
BAND = 78 * mm
CODE = 118 * mm


@dataclass(frozen=True, slots=True)
class Poster:
    """`word` is the one on the main button; `kinds` what can be reported; `link` what is scanned.

    `code` is the stand's own, small print for whoever puts posters up.
    """

    head: Letterhead
    word: str
    kinds: tuple[str, ...]
    stand: str
    code: str
    link: str
    phone_label: str
    phone: str


def poster(told: Poster) -> bytes:
    """One page of A4."""
    fonts.ready()
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle(f"{told.head.service}: {told.stand}")
    canvas.setAuthor(told.head.office)
    _band(canvas, told)
    y = HEIGHT - BAND - 10 * mm - CODE
    code.draw(canvas, told.link, x=MIDDLE - CODE / 2, y=y, size=CODE)
    _line(canvas, SCAN, fonts.BOLD, 22, y - 6 * mm)
    _line(canvas, FREE, fonts.PLAIN, 13, y - 14 * mm)
    _call(canvas, told)
    _line(canvas, f"{told.stand} · {told.code}", fonts.BOLD, 13, 20 * mm)
    _line(canvas, told.head.office, fonts.PLAIN, 10, 13 * mm)
    canvas.save()
    return drawn.getvalue()


def _band(canvas: Canvas, told: Poster) -> None:
    canvas.setFillColor(HexColor(told.head.colour))
    canvas.rect(0, HEIGHT - BAND, WIDTH, BAND, stroke=0, fill=1)
    mark = 22 * mm
    letterhead.draw_mark(canvas, told.head, x=MARGIN, y=HEIGHT - MARGIN - mark, size=mark)
    canvas.setFillGray(1)
    left = MARGIN + mark + 7 * mm
    canvas.setFont(fonts.BOLD, 20)
    canvas.drawString(left, HEIGHT - MARGIN - 10 * mm, fonts.printable(told.head.service))
    canvas.setFont(fonts.PLAIN, 11)
    canvas.drawString(left, HEIGHT - MARGIN - 17 * mm, fonts.printable(told.head.region))
    _line(canvas, told.word.upper(), fonts.BOLD, 74, HEIGHT - BAND + 20 * mm)
    _line(canvas, " · ".join(told.kinds), fonts.BOLD, 17, HEIGHT - BAND + 8 * mm)
    canvas.setFillGray(0)


def _call(canvas: Canvas, told: Poster) -> None:
    y = 31 * mm
    canvas.setLineWidth(2.4)
    canvas.roundRect(MARGIN, y, WIDTH - 2 * MARGIN, 27 * mm, 5 * mm, stroke=1, fill=0)
    _line(canvas, f"{OR_CALL} {told.phone_label}", fonts.PLAIN, 13, y + 19 * mm)
    _line(canvas, told.phone, fonts.BOLD, 36, y + 6 * mm)


def _line(canvas: Canvas, text: str, font: str, size: float, y: float) -> None:
    """Centred, smaller where the page is not wide enough."""
    text = fonts.printable(text)
    canvas.setFont(font, fonts.fitted(text, font, size, WIDTH - 2 * MARGIN - 6 * mm))
    canvas.drawCentredString(MIDDLE, y, text)
