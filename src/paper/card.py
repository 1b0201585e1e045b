"""Cards for drivers, ten on a sheet of A4: who drives, and a code that begins a report."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from src.paper import code, fonts, letterhead
from src.paper.letterhead import Letterhead
from src.words.paper import BODY_NUMBER, CARD_USE, CARD_USE_OF_STAND, DRIVER, NOT_FOR_FINES

CARD_WIDTH, CARD_HEIGHT = 85.6 * mm, 54 * mm  # ISO/IEC 7810, ID-1: fits every wallet
COLUMNS, ROWS = 2, 5
GAP = 4 * mm
WIDTH, HEIGHT = A4
LEFT = (WIDTH - COLUMNS * CARD_WIDTH - GAP) / 2
TOP = HEIGHT - (HEIGHT - ROWS * CARD_HEIGHT - (ROWS - 1) * 1 * mm) / 2
BAND = 12 * mm
CODE = 33 * mm


@dataclass(frozen=True, slots=True)
class Card:
    """One driver; `link` begins a report that knows stand and body number."""

    name: str
    body_number: str
    stand: str
    link: str


def cards(head: Letterhead, told: Sequence[Card], *, title: str) -> bytes:
    """As many pages of A4 as needed, with thin lines to cut along."""
    fonts.ready()
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle(title)
    canvas.setAuthor(head.office)
    a_page = COLUMNS * ROWS
    for number, card in enumerate(told):
        if number and number % a_page == 0:
            canvas.showPage()
        row, column = divmod(number % a_page, COLUMNS)
        x = LEFT + column * (CARD_WIDTH + GAP)
        y = TOP - (row + 1) * CARD_HEIGHT - row * 1 * mm
        _card(canvas, head, card, x, y)
    canvas.save()
    return drawn.getvalue()


def _card(canvas: Canvas, head: Letterhead, card: Card, x: float, y: float) -> None:
    canvas.setFillColor(HexColor(head.colour))
    canvas.rect(x, y + CARD_HEIGHT - BAND, CARD_WIDTH, BAND, stroke=0, fill=1)
    top = y + CARD_HEIGHT - BAND
    mark = BAND - 3 * mm
    letterhead.draw_mark(canvas, head, x=x + 2.5 * mm, y=top + 1.5 * mm, size=mark)
    left = x + 2.5 * mm + mark + 2.5 * mm
    room = x + CARD_WIDTH - 3 * mm - left
    canvas.setFillGray(1)
    _text(canvas, head.service, fonts.BOLD, 11, left, top + 6.4 * mm, room)
    _text(canvas, head.office, fonts.PLAIN, 6.5, left, top + 2.8 * mm, room)
    canvas.setFillGray(0)
    right = x + CARD_WIDTH - CODE - 2 * mm
    code.draw(canvas, card.link, x=right, y=top - CODE - 1 * mm, size=CODE)
    left, room = x + 4 * mm, right - x - 5 * mm
    if card.name:
        _text(canvas, DRIVER, fonts.PLAIN, 6.5, left, top - 5 * mm, room)
    first, second = fonts.in_two(card.name, fonts.BOLD, 9, room)
    _text(canvas, first, fonts.BOLD, 9 if second else 11, left, top - 9.6 * mm, room)
    _text(canvas, second, fonts.BOLD, 9, left, top - 13.2 * mm, room)
    _text(canvas, card.stand, fonts.PLAIN, 8, left, top - (17 if second else 14.5) * mm, room)
    if card.body_number:
        _text(canvas, BODY_NUMBER, fonts.PLAIN, 6.5, left, top - 21.5 * mm, room)
        _plate(canvas, card.body_number, left, top - 30.5 * mm, room)
    use = CARD_USE if card.body_number else CARD_USE_OF_STAND
    _text(canvas, use, fonts.PLAIN, 6, left, y + 5.6 * mm, CARD_WIDTH - 8 * mm)
    _text(canvas, NOT_FOR_FINES, fonts.PLAIN, 6, left, y + 2.6 * mm, CARD_WIDTH - 8 * mm)
    canvas.setLineWidth(0.3)
    canvas.setStrokeGray(0.6)
    canvas.rect(x, y, CARD_WIDTH, CARD_HEIGHT, stroke=1, fill=0)


def _plate(canvas: Canvas, number: str, x: float, y: float, room: float) -> None:
    """The painted hull number."""
    number = fonts.printable(number)
    size = fonts.fitted(number, fonts.BOLD, 14, room - 5 * mm)
    wide = canvas.stringWidth(number, fonts.BOLD, size) + 5 * mm
    canvas.setLineWidth(1.2)
    canvas.setStrokeGray(0)
    canvas.roundRect(x, y, wide, 7.4 * mm, 1.4 * mm, stroke=1, fill=0)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawString(x + 2.5 * mm, y + 2.1 * mm, number)


def _text(
    canvas: Canvas, text: str, font: str, size: float, x: float, y: float, room: float
) -> None:
    text = fonts.printable(text)
    canvas.setFont(font, fonts.fitted(text, font, size, room))
    canvas.drawString(x, y, text)
