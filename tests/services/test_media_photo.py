"""A photo comes out small, upright and bare, or it is refused with the right reason."""

import os

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from src.services.media.photo import clean_photo
from src.services.media.refusal import Fault, Refused
from tests.services.pictures import (
    SALAKAN,
    corners,
    encoded,
    exif,
    noise,
    opened,
    photo,
    scene,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def refused(data: bytes) -> Fault:
    with pytest.raises(Refused) as refusal:
        clean_photo(data)
    return refusal.value.fault


def test_a_phones_photo_becomes_small_enough_for_slow_lines() -> None:
    came = photo(4000, 3000)
    cleaned = clean_photo(came)
    picture = opened(cleaned.data)
    assert (cleaned.width, cleaned.height) == picture.size == (1600, 1200)
    assert picture.format == "JPEG"
    assert picture.info["progressive"]
    assert len(cleaned.data) <= 250_000 < len(came)
    assert max(opened(cleaned.thumbnail).size) == 320
    assert len(cleaned.thumbnail) < 30_000
    assert cleaned.media_type == "image/jpeg"


def test_what_no_quality_makes_light_becomes_smaller() -> None:
    cleaned = clean_photo(encoded(noise(1600), "JPEG", quality=95))
    assert len(cleaned.data) <= 250_000
    assert 640 <= cleaned.width < 1600


def test_a_photo_the_phone_has_shrunk_hardly_grows_and_keeps_its_size() -> None:
    came = encoded(scene(1200, 900), "JPEG", quality=60)
    cleaned = clean_photo(came)
    assert (cleaned.width, cleaned.height) == (1200, 900)
    assert len(cleaned.data) <= len(came) * 1.25


def test_place_owner_make_and_every_other_note_stay_behind() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    came = encoded(
        scene(800, 600),
        "JPEG",
        exif=exif(),
        icc_profile=profile,
        comment=b"RAHASIA-KOMENTAR",
        xmp=b"<x:xmpmeta>RAHASIA-XMP</x:xmpmeta>",
    )
    assert opened(came).getexif().get_ifd(0x8825)[2] == SALAKAN[0]
    cleaned = clean_photo(came)
    for part in (cleaned.data, cleaned.thumbnail):
        assert b"RAHASIA" not in part
        assert b"Exif" not in part
        picture = opened(part)
        assert not dict(picture.getexif())
        assert not {"icc_profile", "comment", "xmp", "exif"} & set(picture.info)


def test_notes_in_png_and_webp_stay_behind() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "RAHASIA-PEMILIK", zip=False)
    for came in (
        encoded(corners(), "PNG", pnginfo=notes, exif=exif()),
        encoded(corners(), "WEBP", exif=exif(), xmp=b"RAHASIA-XMP"),
    ):
        assert b"RAHASIA" in came
        assert b"RAHASIA" not in clean_photo(came).data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_held_any_way_stands_upright(kind: str, orientation: int) -> None:
    turns = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_90],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_270],
        8: [Image.Transpose.ROTATE_270],
    }
    held = corners()
    for turn in turns[orientation]:
        held = held.transpose(turn)
    upright = opened(clean_photo(encoded(held, kind, exif=exif(orientation))).data)
    assert upright.size == (400, 200)
    assert _seen(upright, (100, 50)) == "red"
    assert _seen(upright, (300, 50)) == "green"
    assert _seen(upright, (100, 150)) == "blue"


def test_a_mangled_note_does_not_cost_the_photo() -> None:
    came = encoded(corners(), "JPEG", exif=b"Exif\0\0II*\0" + b"\xff" * 40)
    assert clean_photo(came).width == 400


def test_every_colour_model_becomes_the_same_colours() -> None:
    for mode in ("RGB", "CMYK", "L", "1", "P", "RGBA", "LA"):
        kind = "JPEG" if mode == "CMYK" else "PNG"
        cleaned = opened(clean_photo(encoded(corners().convert(mode), kind)).data)
        assert cleaned.mode == "RGB"
        assert min(_pixel(cleaned, (300, 150))) > 240, mode
        if mode not in {"L", "1", "LA"}:
            assert _seen(cleaned, (100, 50)) == "red", mode


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    ramp = b"".join((step * 256).to_bytes(2, "little") for step in range(256)) * 256
    cleaned = opened(clean_photo(encoded(Image.frombytes("I;16", (256, 256), ramp), "PNG")).data)
    for shade in (10, 128, 240):
        assert abs(_pixel(cleaned, (shade, 100))[0] - shade) <= 3


def test_what_was_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    assert min(_pixel(opened(clean_photo(encoded(clear, "PNG")).data), (25, 25))) > 250
    palette = Image.new("P", (50, 50), 0)
    gif = encoded(palette, "GIF", transparency=0)
    assert min(_pixel(opened(clean_photo(gif).data), (25, 25))) > 250


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (40_000, 2)])
def test_the_smallest_and_the_thinnest_pictures_pass(size: tuple[int, int]) -> None:
    cleaned = clean_photo(encoded(Image.new("RGB", size, "red"), "PNG"))
    assert max(cleaned.width, cleaned.height) <= 1600
    assert min(cleaned.width, cleaned.height) >= 1


def test_of_a_moving_gif_the_first_picture_is_taken() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "lime")]
    gif = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert _seen(opened(clean_photo(gif).data), (30, 20)) == "red"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_moving_pictures_are_refused(kind: str) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    moving = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert refused(moving) is Fault.PHOTO_MOVING


def test_a_jpeg_of_several_pictures_gives_the_first_as_some_phones_store_them_so() -> None:
    came = encoded(corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 200))])
    assert _seen(opened(clean_photo(came).data), (100, 50)) == "red"


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "1"), ("WEBP", "RGB"), ("GIF", "P"), ("JPEG", "L")]
)
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(kind: str, mode: str) -> None:
    bomb = encoded(Image.new(mode, (8000, 5001)), kind)
    assert len(bomb) < 500_000
    assert refused(bomb) is Fault.PHOTO_TOO_MANY_PIXELS


def test_a_header_that_promises_more_than_memory_holds_is_refused() -> None:
    gif = encoded(Image.new("P", (1, 1)), "GIF")
    assert refused(gif[:6] + b"\xff\xff\xff\xff" + gif[10:]) is Fault.PHOTO_TOO_MANY_PIXELS
    png = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert refused(png) is Fault.PHOTO_TOO_MANY_PIXELS


def test_a_note_that_unpacks_to_a_mountain_is_refused() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("bom", "0" * 50_000_000, zip=True)
    assert refused(encoded(corners(), "PNG", pnginfo=notes)) is Fault.PHOTO_BROKEN


def test_thirty_megabytes_are_refused_unread() -> None:
    assert refused(photo(400, 300) + bytes(30_000_000)) is Fault.PHOTO_TOO_HEAVY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_cut_photo_is_refused(kind: str, share: float) -> None:
    whole = encoded(scene(640, 480), kind)
    assert refused(whole[: int(len(whole) * share)]) is Fault.PHOTO_BROKEN


@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF0000WEBP"]
)
def test_noise_behind_a_true_beginning_is_refused(start: bytes) -> None:
    for _ in range(20):
        assert refused(start + os.urandom(2000)) in {
            Fault.PHOTO_BROKEN,
            Fault.PHOTO_TOO_MANY_PIXELS,
        }


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.FILE_EMPTY),
        (SVG, Fault.PHOTO_UNKNOWN),
        (HTML, Fault.PHOTO_UNKNOWN),
        (b"%PDF-1.7 ...", Fault.PHOTO_UNKNOWN),
        (b"MZ\x90\0", Fault.PHOTO_UNKNOWN),
        (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic", Fault.PHOTO_HEIC),
        (b"\0\0\0\x1cftypisom\0\0\0\0", Fault.PHOTO_UNKNOWN),
        (encoded(Image.new("RGB", (9, 9)), "BMP"), Fault.PHOTO_UNKNOWN),
        (encoded(Image.new("RGB", (9, 9)), "TIFF"), Fault.PHOTO_UNKNOWN),
        (b"GIF89a/*" + HTML, Fault.PHOTO_BROKEN),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes, fault: Fault) -> None:
    assert refused(data) is fault


def test_of_a_photo_that_is_also_something_else_only_the_photo_is_left() -> None:
    hidden = HTML + b"PK\x03\x04" + b"<?php RAHASIA ?>"
    for came in (
        photo(400, 300) + hidden,
        encoded(corners(), "JPEG", comment=hidden),
        encoded(corners(), "PNG") + hidden,
    ):
        cleaned = clean_photo(came)
        for trace in (b"script", b"PK\x03\x04", b"RAHASIA"):
            assert trace not in cleaned.data + cleaned.thumbnail


def test_the_same_photo_gives_the_same_bytes_and_print() -> None:
    came = photo(800, 600)
    assert clean_photo(came).sha256 == clean_photo(came).sha256


def _pixel(picture: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    pixel = picture.convert("RGB").getpixel(at)
    assert isinstance(pixel, tuple)
    return pixel


def _seen(picture: Image.Image, at: tuple[int, int]) -> str:
    names = ("red", "green", "blue")
    pixel = _pixel(picture, at)
    return names[pixel.index(max(pixel))]
