"""Documents on paper: each a pure function from what it says to the bytes of a PDF.

The same words give the same bytes, whenever and wherever they are drawn. Nothing here reads a
database or a clock.
"""
