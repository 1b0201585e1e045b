"""What lets the app start without a network: the service worker's entry and the offline page."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, cast

import msgspec
from litestar import MediaType, Request, Response, get

import src.words
from src.assets import Assets
from src.domain.region import Region
from src.routes.rendering import TEMPLATES, Pages, packed, page
from src.words import PUSH_UNREADABLE

CHECKED = {"Cache-Control": "public, no-cache"}
ENTRIES = ("js/app.js", "js/home.js", "js/live.js", "js/report.js", "js/share.js", "js/tasks.js")


@get("/sw.js", opt={"action": "open_shell"})
async def show_service_worker(request: Request[Any, Any, Any]) -> Response[bytes]:
    """A new version of any file, sentence or region is a new worker: browsers compare these bytes,
    and phones renew the pages they keep only with a new worker."""
    pages = cast(Pages, request.app.state.pages)
    assets = pages.assets
    start = {
        "version": assets.version,
        "edition": f"{_sentences()}.{pages.region.shell_version[:8]}",
        "shell": shell(pages),
        "words": {"title": pages.region.service_name, "body": PUSH_UNREADABLE},
    }
    script = (
        f'import {{ start }} from "{assets.address("service_worker/sw.js")}";\n'
        f"start({msgspec.json.encode(start).decode()});\n"
    )
    return packed(request, script.encode(), "text/javascript", headers=CHECKED)


@cache
def _sentences() -> str:
    """Changes with every template and every word: what pages say, apart from region and files."""
    words = Path(str(src.words.__file__)).parent
    digest = hashlib.sha256()
    for file in sorted([*TEMPLATES.rglob("*.html"), *words.glob("*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


@get("/luring", opt={"action": "open_shell"})
async def show_offline_page(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Kept on the phone by the service worker; the same for everybody."""
    return page(request, "luring.html", headers=CHECKED)


def shell(pages: Pages) -> list[str]:
    """Addresses kept on every phone from the first visit, fetched without cookies."""
    return [*_shell_pages(pages.region), "/manifest.webmanifest", *shell_files(pages.assets)]


def shell_files(assets: Assets) -> list[str]:
    """Style, scripts with all they import, and the few pictures the pages of the shell show."""
    paths = ["css/look.css", "icons/logo.svg", "icons/icon-192.png", "icons/badge-96.png"]
    if "icons/region.svg" in assets.files:
        paths.append("icons/region.svg")
    addresses = [assets.address(path) for path in paths]
    for entry in ENTRIES:
        if entry in assets.files:
            addresses += assets.with_parts(entry)
    return list(dict.fromkeys(addresses))


def _shell_pages(region: Region) -> list[str]:
    forms = [f"/lapor?jenis={group.slug}" for group in region.home_groups]
    return ["/", "/lapor", *forms, "/luring", "/desa.json"]


@get("/robots.txt", opt={"action": "open_shell"})
async def show_robots() -> Response[str]:
    """One-time and own addresses; the others say for themselves whether they may be listed."""
    words = "User-agent: *\nDisallow: /milik/\nDisallow: /aktivasi/\n"
    return Response(words, media_type=MediaType.TEXT, headers=CHECKED)
