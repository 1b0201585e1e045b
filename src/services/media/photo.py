"""Makes a small upright JPEG of whatever photo was sent, or says why not.

Only pixels pass: EXIF, GPS, XMP, colour profiles, and anything hidden before or behind the picture
stay behind (UU 27/2022). A tail is no reason to refuse, because phones hang films and gain maps on
ordinary photos.
"""

import io
import warnings

from PIL import Image, ImageFile

from src.services.media.cleaned import Photo
from src.services.media.refusal import MAX_PHOTO_PIXELS, Fault, Refused
from src.services.media.sniffing import photo_format

LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 320
TARGET_BYTES = 250_000
SMALLEST_TARGET = 40_000
QUALITIES = (82, 74, 66, 58, 50)
SIDES = (LONGEST_SIDE, 1280, 1024, 800, 640)

EXIF_ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def clean_photo(data: bytes) -> Photo:
    """Decode hostile bytes and encode them anew; raises Refused. Needs up to about 400 MB."""
    kind = photo_format(data)
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = _opened(data, kind)
            upright = _upright(_flat(_shrunk(picture)), _orientation(picture))
    except Refused:
        raise
    except (Image.DecompressionBombError, MemoryError) as bomb:
        raise Refused(Fault.PHOTO_TOO_MANY_PIXELS) from bomb
    except Exception as broken:  # decoders of hostile bytes raise whatever they like
        raise Refused(Fault.PHOTO_BROKEN) from broken
    upright.info.clear()  # a JPEG comment would be copied from here
    body, size = _encoded(upright, _target(data, kind))
    return Photo(body, _thumbnail(upright), *size)


def _opened(data: bytes, kind: str) -> ImageFile.ImageFile:
    """Read the header only, and refuse by it before a pixel is decoded."""
    picture = Image.open(io.BytesIO(data), formats=(kind,))
    if picture.width * picture.height > MAX_PHOTO_PIXELS:
        raise Refused(Fault.PHOTO_TOO_MANY_PIXELS)
    if kind in {"PNG", "WEBP"} and getattr(picture, "is_animated", False):
        raise Refused(Fault.PHOTO_MOVING)
    return picture


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(EXIF_ORIENTATION, 1))
    except Exception:  # a mangled EXIF block is no reason to lose the photo
        return 1


def _shrunk(picture: Image.Image) -> Image.Image:
    """At most 1600 px a side; a JPEG is already decoded smaller, which saves most of the work."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point([step // 256 for step in range(65536)], "L")
    elif picture.mode in {"1", "P", "PA"}:
        picture = picture.convert("RGBA" if _see_through(picture) else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white."""
    if not _see_through(picture):
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    turn = UPRIGHT.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _target(data: bytes, kind: str) -> int:
    """What the phone has shrunk already does not grow much again."""
    came_in = len(data) * 5 // 4 if kind == "JPEG" else TARGET_BYTES
    return min(TARGET_BYTES, max(SMALLEST_TARGET, came_in))


def _encoded(picture: Image.Image, target: int) -> tuple[bytes, tuple[int, int]]:
    """The best quality that fits the target; at last a smaller picture, if 250 kB demand it."""
    for side in SIDES:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            body = _jpeg(picture, quality)
            if len(body) <= target:
                return body, picture.size
        if len(body) <= TARGET_BYTES:
            break
    return body, picture.size


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(small, 70)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()
