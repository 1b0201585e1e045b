"""Photos as phones, jokers and attackers send them."""

import io
import os
from typing import Any

from PIL import Image

SALAKAN = ((1.0, 18.0, 0.72), (123.0, 17.0, 15.0))


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def scene(width: int = 4000, height: int = 3000) -> Image.Image:
    """Soft shapes with fine grain on them, about as heavy as a photo of a street."""
    shapes = Image.effect_noise((16, 12), 90).resize((width, height), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((width, height), 12)
    grey = Image.blend(shapes, grain, 0.35)
    return Image.merge("RGB", (grey, shapes, grain))


def photo(width: int = 4000, height: int = 3000, **options: Any) -> bytes:
    return encoded(scene(width, height), "JPEG", quality=88, **options)


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside the picture: make, owner, place, and which way up."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "RAHASIA-MERK"
    notes[0xA430] = "RAHASIA-PEMILIK"
    south, east = SALAKAN
    notes.get_ifd(0x8825).update({1: "S", 2: south, 3: "E", 4: east})
    return notes


def corners(width: int = 400, height: int = 200) -> Image.Image:
    """Red above left, green above right, blue below left, white below right."""
    picture = Image.new("RGB", (width, height), "white")
    half = (width // 2, height // 2)
    picture.paste("red", (0, 0, *half))
    picture.paste("lime", (half[0], 0, width, half[1]))
    picture.paste("blue", (0, half[1], half[0], height))
    return picture


def noise(side: int) -> Image.Image:
    """What no encoder can make small."""
    return Image.frombytes("RGB", (side, side), os.urandom(side * side * 3))


def scan_bomb(scans: int) -> bytes:
    """A small progressive JPEG of many pixels that asks for one more pass over them, and again."""
    data = encoded(Image.new("L", (6000, 6000), 128), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + data[-2:]
