"""A region's logo on paper: the simple SVG drawings that region packs carry, and nothing more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree  # only the pack's own file is read, never one from outside

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from src.paper.svg_paths import Step, Undrawable, steps

_FUNCTION = re.compile(r"(\w+)\(([^)]*)\)")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a shape inherits from the groups around it."""

    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1.0
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0


def draw(canvas: Canvas, svg: bytes, *, x: float, y: float, size: float) -> None:
    """Into the square of `size` points whose lower left corner is x, y.

    Raises Undrawable, before anything is drawn.
    """
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - see the import
    except ElementTree.ParseError as trouble:
        raise Undrawable(str(trouble)) from trouble
    left, top, width, height = _numbers(root.get("viewBox", "0 0 100 100"), 4)
    shapes = list(_shapes(root, _Look()))
    scale = size / max(width, height)
    canvas.saveState()
    canvas.translate(x - left * scale, y + size + top * scale)
    canvas.scale(scale, -scale)  # SVG counts downwards
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for path, look in shapes:
        _shape(canvas, path, look)
    canvas.restoreState()


def _shapes(element: ElementTree.Element, look: _Look) -> Iterator[tuple[list[Step], _Look]]:
    kind = element.tag.rpartition("}")[2]
    look = _inherited(element, look)
    if kind in ("svg", "g"):
        for child in element:
            yield from _shapes(child, look)
    elif kind == "path":
        yield list(steps(element.get("d", ""))), look
    elif kind == "circle":
        yield _circle(*(float(element.get(name, "0")) for name in ("cx", "cy", "r"))), look
    elif kind == "rect":
        x, y, w, h = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
        yield list(steps(f"M{x} {y}h{w}v{h}h{-w}z")), look
    elif kind not in ("title", "desc", "metadata"):
        raise Undrawable(f"a drawing with <{kind}>")


def _inherited(element: ElementTree.Element, look: _Look) -> _Look:
    if element.get("style") or element.get("class"):
        raise Undrawable("a drawing with styles")
    x, y, scale = look.x, look.y, look.scale
    for name, given in _FUNCTION.findall(element.get("transform", "")):
        numbers = [float(each) for each in re.split(r"[\s,]+", given.strip())]
        if name == "translate":
            x, y = x + numbers[0] * scale, y + (numbers[1] if len(numbers) > 1 else 0.0) * scale
        elif name == "scale" and len(set(numbers)) == 1:
            scale *= numbers[0]
        else:
            raise Undrawable(f"a drawing with {name}")
    return replace(
        look,
        fill=_colour(element.get("fill"), look.fill),
        stroke=_colour(element.get("stroke"), look.stroke),
        width=float(element.get("stroke-width", look.width)),
        scale=scale,
        x=x,
        y=y,
    )


def _colour(told: str | None, inherited: str) -> str:
    if told is None or told == "none" or _COLOUR.fullmatch(told):
        return inherited if told is None else told
    raise Undrawable(f"a colour {told}")


def _circle(cx: float, cy: float, r: float) -> list[Step]:
    """Four curves; 0.5523 is how far their handles reach."""
    k = r * 0.5523
    return [
        Step("move", (cx + r, cy)),
        Step("curve", (cx + r, cy + k, cx + k, cy + r, cx, cy + r)),
        Step("curve", (cx - k, cy + r, cx - r, cy + k, cx - r, cy)),
        Step("curve", (cx - r, cy - k, cx - k, cy - r, cx, cy - r)),
        Step("curve", (cx + k, cy - r, cx + r, cy - k, cx + r, cy)),
        Step("close"),
    ]


def _shape(canvas: Canvas, path: list[Step], look: _Look) -> None:
    canvas.saveState()
    canvas.translate(look.x, look.y)
    canvas.scale(look.scale, look.scale)
    canvas.setLineWidth(look.width)
    filled, stroked = look.fill != "none", look.stroke != "none"
    if filled:
        canvas.setFillColor(HexColor(_long(look.fill)))
    if stroked:
        canvas.setStrokeColor(HexColor(_long(look.stroke)))
    canvas.drawPath(_drawn(canvas.beginPath(), path), stroke=stroked, fill=filled)
    canvas.restoreState()


def _drawn(line: PDFPathObject, path: list[Step]) -> PDFPathObject:
    for kind, points in path:
        match kind, points:
            case "move", (x, y):
                line.moveTo(x, y)
            case "line", (x, y):
                line.lineTo(x, y)
            case "curve", (x1, y1, x2, y2, x3, y3):
                line.curveTo(x1, y1, x2, y2, x3, y3)
            case _:
                line.close()
    return line


def _long(colour: str) -> str:
    """#abc as #aabbcc"""
    return colour if len(colour) == 7 else "#" + "".join(each * 2 for each in colour[1:])


def _numbers(text: str, count: int) -> list[float]:
    found = [float(each) for each in re.split(r"[\s,]+", text.strip())]
    if len(found) != count:
        raise Undrawable(f"{text!r} is not {count} numbers")
    return found
