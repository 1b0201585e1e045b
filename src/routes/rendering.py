"""Templates to bytes, and bytes to an answer: the one way a page leaves the house."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Request, Response
from litestar.datastructures import Cookie
from markupsafe import Markup

import src.words
from src.assets import Assets
from src.domain import local_time
from src.domain.category import Kind
from src.domain.region import Region
from src.routes.compression import pack
from src.routes.icons import Icons
from src.routes.region_style import LOGO
from src.routes.tokens import Tokens

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class Pages:
    """The templates of one installation: its region, its files, its words."""

    def __init__(
        self,
        *,
        region: Region,
        assets: Assets,
        public_url: str = "",
        templates: Path = TEMPLATES,
    ) -> None:
        self.region = region
        self.assets = assets
        self.icons = Icons.read(assets.files["icons.svg"].content.decode())
        self.tokens = Tokens.read(assets.files["css/look.css"].content.decode())
        self._kinds: dict[str, str] = {kind: kind for kind in get_args(Kind)} | {
            group.code: group.kind for group in region.groups
        }
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals |= {
            "region": region,
            "t": src.words,
            "asset": assets.address,
            "script": self._scripts,
            "icon": self.icons.icon,
            "kind": lambda category: self.icons.kind(self.kind_class(category)),
            "kind_class": self.kind_class,
            "logo": assets.address(LOGO if LOGO in assets.files else "icons/logo.svg"),
            "colour": self.tokens.colour,
            "in_chrome": partial(in_chrome, public_url),
        }
        zone, label = region.timezone, region.zone_label
        self._environment.filters |= {
            "jam": partial(local_time.clock, zone=zone),
            "jam_zona": partial(local_time.clock_zone, zone=zone, label=label),
            "tanggal": partial(local_time.date, zone=zone),
            "waktu": partial(local_time.moment, zone=zone, label=label),
        }

    def render(self, template: str, /, **context: Any) -> bytes:
        """A page or a fragment; only pages carry drawings, fragments use those of their page."""
        return self.icons.gather(self._environment.get_template(template).render(context)).encode()

    def kind_class(self, category: str) -> str:
        """`fire.house` → fire, `public_order` → order: the class that sets hue and shape."""
        return self._kinds.get(category.partition(".")[0], "other")

    def _scripts(self, *paths: str) -> Markup:
        """Modules and, at once, all they import: found late, each costs a round trip."""
        found = dict.fromkeys(each for path in paths for each in self.assets.with_imports(path))
        entries = [self.assets.address(path) for path in paths]
        preloads = [
            f'<link rel="modulepreload" href="{each}">' for each in found if each not in entries
        ]
        scripts = [f'<script type="module" src="{entry}"></script>' for entry in entries]
        return Markup("\n".join(preloads + scripts))  # noqa: S704 - addresses of our own files


def in_chrome(public_url: str, path: str) -> str:
    """The same page in Chrome, for Android phones that show it inside another app."""
    scheme, _, host = public_url.partition("://")
    return f"intent://{host}{path}#Intent;scheme={scheme};package=com.android.chrome;end"


def page(
    request: Request[Any, Any, Any],
    template: str,
    /,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    cookies: tuple[Cookie, ...] = (),
    **context: Any,
) -> Response[bytes]:
    """Answer with a page or fragment, packed as this browser likes it."""
    pages = cast(Pages, request.app.state.pages)
    body = pages.render(
        template, user=request.scope.get("user"), path=request.scope["path"], **context
    )
    return packed(request, body, MediaType.HTML, status=status, headers=headers, cookies=cookies)


def packed(
    request: Request[Any, Any, Any],
    body: bytes,
    media_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    cookies: tuple[Cookie, ...] = (),
) -> Response[bytes]:
    """Answer with bytes, packed as this browser likes it."""
    body, encoding = pack(body, request.headers.get("accept-encoding", ""))
    sent = dict(headers or {})
    sent["Vary"] = "Accept-Encoding, Accept, Cookie"
    if encoding:
        sent["Content-Encoding"] = encoding
    return Response(
        body, media_type=media_type, status_code=status, headers=sent, cookies=list(cookies)
    )
