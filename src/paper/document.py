"""A document of the office that flows over pages: letterhead, title, parts, page numbers."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from src.paper import fonts, letterhead
from src.paper.letterhead import Letterhead
from src.words.paper import PAGE_OF

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 22 * mm, WIDTH - 18 * mm, HEIGHT - 14 * mm, 20 * mm
ROOM = RIGHT - LEFT
RULE = HexColor("#9aa5a9")
SHADE = HexColor("#eef1f1")

_TEXT = ParagraphStyle("text", fontName=fonts.PLAIN, fontSize=9.5, leading=13.5)
_SMALL = ParagraphStyle("small", _TEXT, fontSize=8, leading=11)
_STRONG = ParagraphStyle("strong", _TEXT, fontName=fonts.BOLD)
_HEADING = ParagraphStyle("heading", _STRONG, fontSize=11, leading=15, spaceBefore=9, spaceAfter=3)
_TITLE = ParagraphStyle("title", _HEADING, fontSize=14, leading=18, alignment=TA_CENTER)
_CENTRED = ParagraphStyle("centred", _TEXT, alignment=TA_CENTER)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `small` for remarks and sources."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of "what: how much", each with where the figure comes from, or ""."""

    lines: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are shares of the page's width, the head is repeated on each page."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo (JPEG or PNG), not taller than `height_mm`, with a line below it."""

    content: bytes
    caption: str
    height_mm: float = 80


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, side by side: (above the line, name below it)."""

    place_and_day: str
    people: Sequence[tuple[str, str]]


Part = Heading | Words | Facts | Grid | Picture | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """`number` stands under the title, `foot` beside the page number on every page."""

    head: Letterhead
    title: str
    parts: Sequence[Part]
    number: str = ""
    foot: str = ""


def document(told: Document) -> bytes:
    """The PDF; the same words give the same bytes."""
    fonts.ready()
    drawn = io.BytesIO()
    template = BaseDocTemplate(
        drawn, pagesize=A4, invariant=1, title=told.title, author=told.head.office, lang="id"
    )
    below = letterhead.HEIGHT
    first = Frame(LEFT, BOTTOM, ROOM, TOP - BOTTOM - below, 0, 0, 0, 0, id="first")
    later = Frame(LEFT, BOTTOM, ROOM, TOP - BOTTOM, 0, 0, 0, 0, id="later")

    def head(canvas: Canvas, _template: object) -> None:
        letterhead.draw(canvas, told.head, left=LEFT, right=RIGHT, top=TOP)

    template.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=head, autoNextPageTemplate="later"),
            PageTemplate("later", [later]),
        ]
    )
    flow: list[Flowable] = [_words(told.title, _TITLE)]
    if told.number:
        flow.append(_words(told.number, _CENTRED))
    flow.append(Spacer(0, 3 * mm))
    for part in told.parts:
        flow += _flow(part)
    template.build(flow, canvasmaker=lambda *given, **more: _Counting(told.foot, *given, **more))
    return drawn.getvalue()


def _flow(part: Part) -> list[Flowable]:
    match part:
        case Heading(text):
            return [_words(text, _HEADING)]
        case Words(text, small):
            return [_words(text, _SMALL if small else _TEXT), Spacer(0, 1.5 * mm)]
        case Facts(lines):
            return [_facts(lines), Spacer(0, 2 * mm)]
        case Grid(head, rows, widths):
            return [_grid(head, rows, widths), Spacer(0, 2 * mm)]
        case Picture(content, caption, height_mm):
            return [KeepTogether([_image(content, height_mm), _words(caption, _SMALL)])]
        case Signatures(place_and_day, people):
            return [KeepTogether(_signatures(place_and_day, people))]


def _words(text: str, style: ParagraphStyle) -> Paragraph:
    lines = escape(fonts.printable(text)).replace("\n", "<br/>")
    return Paragraph(lines, style)


def _facts(lines: Sequence[tuple[str, str, str]]) -> Table:
    rows = [
        [_words(what, _TEXT), _words(much, _STRONG), _words(source, _SMALL)]
        for what, much, source in lines
    ]
    sourced = any(source for _, _, source in lines)
    shares = (0.36, 0.40, 0.24) if sourced else (0.36, 0.63, 0.01)
    table = Table(rows, colWidths=[ROOM * share for share in shares])
    table.setStyle(
        TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE)]
        )
    )
    return table


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    cells = [[_words(each, _STRONG) for each in head]]
    cells += [[_words(each, _TEXT) for each in row] for row in rows]
    whole = sum(widths)
    table = Table(cells, colWidths=[ROOM * width / whole for width in widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("GRID", (0, 0), (-1, -1), 0.4, RULE),
                ("BACKGROUND", (0, 0), (-1, 0), SHADE),
            ]
        )
    )
    return table


def _image(content: bytes, height_mm: float) -> Image:
    wide, high = ImageReader(io.BytesIO(content)).getSize()
    scale = min(ROOM / wide, height_mm * mm / high)
    return Image(io.BytesIO(content), wide * scale, high * scale, hAlign="LEFT")


def _signatures(place_and_day: str, people: Sequence[tuple[str, str]]) -> list[Flowable]:
    above = [_words(role, _CENTRED) for role, _ in people]
    names = [_words(name, _CENTRED) for _, name in people]
    room = ROOM / max(2, len(people))
    table = Table(
        [above, [""] * len(people), names],
        colWidths=[room] * len(people),
        rowHeights=[None, 20 * mm, None],
    )
    return [Spacer(0, 8 * mm), _words(place_and_day, _TEXT), Spacer(0, 3 * mm), table]


class _Counting(Canvas):
    """Writes "Halaman 1 dari 3" when it is known how many there are."""

    def __init__(self, foot: str, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self._foot = fonts.printable(foot)
        self._pages: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # as its own does

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(fonts.PLAIN, 8)
            self.drawString(LEFT, 11 * mm, self._foot)
            told = PAGE_OF.format(number=number, of=len(self._pages))
            self.drawRightString(RIGHT, 11 * mm, told)
            super().showPage()
        super().save()
