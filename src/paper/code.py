"""A QR code as black squares, read from a cracked screen or a wet card."""

import segno
from reportlab.pdfgen.canvas import Canvas

QUIET = 4  # empty squares around it, as ISO/IEC 18004 asks


def draw(canvas: Canvas, link: str, *, x: float, y: float, size: float) -> None:
    """Into the square of `size` points whose lower left corner is x, y, quiet zone included."""
    rows = [list(row) for row in segno.make(link, error="q", micro=False).matrix]
    unit = size / (len(rows) + 2 * QUIET)
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(x, y, size, size, stroke=0, fill=1)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        below = y + size - (number + 1 + QUIET) * unit
        for start, length in _runs(row):
            path.rect(x + (start + QUIET) * unit, below, length * unit, unit * 1.02)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Where dark squares stand together: (first, how many)."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
