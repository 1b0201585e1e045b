"""How the app sits on a phone's home screen: names, icons, shortcuts, and photos shared to it."""

from collections.abc import Iterator
from typing import Any, cast

import msgspec
from litestar import Request, Response, get

from src.assets import Assets
from src.domain.region import Group, Region
from src.routes.rendering import Pages, packed

SHORTCUTS = 3


@get("/manifest.webmanifest", opt={"action": "open_shell"})
async def show_manifest(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Changes with the version of the files; browsers ask again."""
    pages = cast(Pages, request.app.state.pages)
    body = msgspec.json.encode(manifest(pages))
    headers = {"Cache-Control": "public, no-cache"}
    return packed(request, body, "application/manifest+json", headers=headers)


def manifest(pages: Pages) -> dict[str, Any]:
    """The members of the W3C web app manifest, and the share target."""
    region, assets, colour = pages.region, pages.assets, pages.tokens.colour
    return {
        "id": "/",
        "scope": "/",
        "start_url": "/?dari=layar",
        "name": region.service_name,
        "short_name": region.short_name,
        "description": region.service_long_name,
        "lang": "id",
        "dir": "ltr",
        "display": "standalone",
        "orientation": "any",
        "theme_color": colour("band"),
        "background_color": colour("bg"),
        "categories": ["government", "utilities"],
        "prefer_related_applications": False,
        "icons": list(_icons(assets)),
        "shortcuts": [_shortcut(group, assets) for group in region.home_groups[:SHORTCUTS]],
        "screenshots": list(_screenshots(assets, region)),
        "share_target": {
            "action": "/lapor/bagikan",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photo", "accept": ["image/*"]}]},
        },
    }


def _icons(assets: Assets) -> Iterator[dict[str, str]]:
    for size in (192, 512):
        yield _icon(assets, f"icons/icon-{size}.png", size) | {"purpose": "any"}
        yield _icon(assets, f"icons/maskable-{size}.png", size) | {"purpose": "maskable"}
    yield _icon(assets, "icons/badge-96.png", 96) | {"purpose": "monochrome"}


def _shortcut(group: Group, assets: Assets) -> dict[str, Any]:
    return {
        "name": group.action,
        "short_name": group.word,
        "description": group.examples,
        "url": f"/lapor?jenis={group.slug}",
        "icons": [_icon(assets, f"icons/shortcut-{group.kind}.png", 96)],
    }


def _icon(assets: Assets, path: str, size: int) -> dict[str, str]:
    return {"src": assets.address(path), "sizes": f"{size}x{size}", "type": "image/png"}


def _screenshots(assets: Assets, region: Region) -> Iterator[dict[str, str]]:
    """Whatever lies in `screenshots/`; its name says the rest: `narrow-360x740-beranda.png`."""
    for path, file in assets.files.items():
        if path.startswith("screenshots/"):
            form, size, subject = path.removeprefix("screenshots/").rpartition(".")[0].split("-", 2)
            yield {
                "src": assets.address(path),
                "sizes": size,
                "type": file.media_type,
                "form_factor": form,
                "label": f"{region.service_name}: {subject.replace('-', ' ')}",
            }
