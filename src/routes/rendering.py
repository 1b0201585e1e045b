"""Templates to bytes, and bytes to an answer: the one way a page leaves the house."""

from collections.abc import Callable, Mapping, Sequence
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
from src.queries.troubles import TroubleShown
from src.routes.compression import pack
from src.routes.icons import Icons
from src.routes.region_style import LOGO
from src.routes.tokens import Tokens

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class KeptSources(FileSystemLoader):
    """Reads each template once: an edit of the region, while a new edition is being put in place,
    must not mix that edition's pages with the code that runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._kept: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._kept:
            self._kept[template] = super().get_source(environment, template)
        return self._kept[template]


class Pages:
    """The templates of one installation: its region as it holds now, its files, its words."""

    def __init__(
        self,
        *,
        region: Callable[[], Region],
        assets: Assets,
        public_url: str = "",
        troubles: Callable[[], Sequence[TroubleShown]] = tuple,
        templates: Path = TEMPLATES,
    ) -> None:
        self._ask = region
        self._loader = KeptSources(templates)
        self._troubles, self._public_url = troubles, public_url
        self.assets = assets
        self.icons = Icons.read(assets.files["icons.svg"].content.decode())
        self.tokens = Tokens.read(assets.files["css/look.css"].content.decode())
        self._shown = region()
        self._environment = self._made_for(self._shown)

    @property
    def region(self) -> Region:
        """As it holds now; templates made for an older one are made anew."""
        now = self._ask()
        if now.version != self._shown.version:
            self._shown, self._environment = now, self._made_for(now)
        return now

    def _made_for(self, region: Region) -> Environment:
        """Macros keep what was global when they were first used: so each region has its own."""
        self._kinds: dict[str, str] = {kind: kind for kind in get_args(Kind)} | {
            group.code: group.kind for group in region.groups
        }
        made = Environment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        made.globals |= {
            "region": region,
            "t": src.words,
            "asset": self.assets.address,
            "script": self._scripts,
            "icon": self.icons.icon,
            "kind": lambda category: self.icons.kind(self.kind_class(category)),
            "kind_class": self.kind_class,
            "logo": self.assets.address(LOGO if LOGO in self.assets.files else "icons/logo.svg"),
            "colour": self.tokens.colour,
            "troubles": self._troubles,
            "in_chrome": partial(in_chrome, self._public_url),
        }
        zone, label = region.timezone, region.zone_label
        made.filters |= {
            "jam": partial(local_time.clock, zone=zone),
            "jam_zona": partial(local_time.clock_zone, zone=zone, label=label),
            "tanggal": partial(local_time.date, zone=zone),
            "waktu": partial(local_time.moment, zone=zone, label=label),
        }
        return made

    def render(self, template: str, /, **context: Any) -> bytes:
        """A page or a fragment; only pages carry drawings, fragments use those of their page."""
        _ = self.region
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
