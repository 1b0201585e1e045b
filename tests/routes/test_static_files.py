"""Files reach the phone once, small, and for ever; and nothing but files does."""

import re
import zlib

import brotli
import httpx
import pytest

from src.routes.app_shell import shell, shell_files
from src.routes.compression import SMALLEST, pack
from src.routes.rendering import Pages
from tests.routes.small_app import assets, small_app
from tests.routes.small_client import visiting

KB = 1024


async def get(path: str, **headers: str) -> httpx.Response:
    async with visiting() as visitor:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await visitor.get(path, headers=named)


async def test_a_file_of_this_version_is_kept_for_ever() -> None:
    answer = await get(assets().address("css/look.css"))
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "x-robots-tag" not in answer.headers


async def test_an_old_page_still_finds_its_files_but_does_not_keep_them() -> None:
    answer = await get("/static/0ld/css/look.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
async def test_files_travel_packed(encoding: str) -> None:
    path = assets().address("css/look.css")
    async with (
        visiting() as visitor,
        visitor.stream("GET", path, headers={"Accept-Encoding": encoding}) as answer,
    ):
        raw = b"".join([piece async for piece in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = brotli.decompress(raw) if encoding == "br" else zlib.decompress(raw, 31)
    assert plain == assets().files["css/look.css"].content


async def test_pictures_are_not_packed_twice() -> None:
    answer = await get(assets().address("icons/icon-192.png"), accept_encoding="br")
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "image/png"


async def test_who_has_it_already_is_told_so() -> None:
    path = "/static/0ld/icons/logo.svg"
    etag = (await get(path)).headers["etag"]
    again = await get(path, if_none_match=etag)
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/static/v/../settings.py",
        "/static/v/%2e%2e/settings.py",
        "/static/v/..%2fsettings.py",
        "/static/v//etc/passwd",
        "/static/v/css/",
        "/static/v/css/none.css",
        "/static/v/templates/base.html",
    ],
)
async def test_nothing_but_listed_files_is_served(path: str) -> None:
    assert (await get(path)).status_code == 404


async def test_the_worker_imports_this_version_and_is_always_checked() -> None:
    answer = await get("/sw.js")
    version = assets().version
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, no-cache"
    assert f'from "/static/{version}/service_worker/sw.js"' in answer.text
    assert f'"version":"{version}"' in answer.text
    assert '"/luring"' in answer.text


def test_the_shell_holds_what_its_pages_load() -> None:
    pages: Pages = small_app().state.pages
    kept = shell(pages)
    page = pages.render("luring.html", user=None, path="/luring").decode()
    loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    only_without_scripts = pages.assets.address("css/no-script.css")
    only_when_installing = pages.assets.address("icons/apple-touch-icon.png")
    assert set(loaded) - {only_without_scripts, only_when_installing} <= set(kept)
    assert len(kept) == len(set(kept))


def test_the_files_of_the_shell_weigh_at_most_100_kb() -> None:
    found = assets()
    kept = [file for path, file in found.files.items() if found.address(path) in shell_files(found)]
    weight = sum(len(file.body(file.encoding_for("gzip"))) for file in kept)
    # The pages of the shell are weighed where they are made; six of at most 7 kB fit beside.
    assert weight <= 58 * KB


async def test_the_offline_page_is_the_same_for_everybody_and_small() -> None:
    answer = await get("/luring")
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.text.count("<h1") == 1
    assert len(pack(answer.content, "gzip")[0]) <= 14 * KB


async def test_the_manifest_names_files_that_are_there() -> None:
    async with visiting() as visitor:
        manifest = (await visitor.get("/manifest.webmanifest")).json()
        pictures = manifest["icons"] + manifest["screenshots"]
        pictures += [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
        for picture in pictures:
            answer = await visitor.get(picture["src"])
            assert answer.status_code == 200
            width, height = (int(side) for side in picture["sizes"].split("x"))
            assert answer.content[16:24] == width.to_bytes(4) + height.to_bytes(4)
    assert manifest["id"] == manifest["scope"] == "/"
    assert manifest["lang"] == "id"
    assert [each["url"] for each in manifest["shortcuts"]] == [
        "/lapor?jenis=kebakaran",
        "/lapor?jenis=penyelamatan",
        "/lapor?jenis=ketertiban",
    ]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable", "monochrome"}
    assert manifest["share_target"]["action"] == "/lapor/bagikan"
    assert re.fullmatch(r"#[0-9a-f]{6}", manifest["theme_color"])


async def test_browsers_find_the_small_icon_by_habit() -> None:
    assert (await get("/favicon.ico")).headers["content-type"] == "image/png"


def test_small_answers_are_not_packed() -> None:
    assert pack(b"x" * (SMALLEST - 1), "br") == (b"x" * (SMALLEST - 1), "")
    assert pack(b"x" * 5000, "identity")[1] == ""
    assert pack(b"x" * 5000, "gzip, br")[1] == "br"


async def test_other_words_or_another_region_are_a_new_worker_too() -> None:
    assert re.search(r'"edition":"[0-9a-f]{8}\.[^"]+"', (await get("/sw.js")).text)
