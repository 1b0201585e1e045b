"""The frame around a handful of routes that do what routes do: answer, fail, take a body."""

from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.params import FromPath

from src.assets import Assets
from src.domain.errors import Conflict, Invalid, NotFound, SignInNeeded, TooMany
from src.routes.app_shell import show_offline_page, show_robots, show_service_worker
from src.routes.edge import surround
from src.routes.errors import EXCEPTION_HANDLERS, receipt
from src.routes.manifest import show_manifest
from src.routes.region_style import region_files
from src.routes.rendering import Pages, page
from src.routes.static_files import show_favicon, show_file
from src.settings import ROOT
from tests.routes.small_region import small_region

TROUBLE: dict[str, Exception] = {
    "hilang": NotFound("link_unknown"),
    "masuk": SignInNeeded(),
    "sudah": Conflict(),
    "cepat": TooMany(retry_after=300),
    "isian": Invalid({"village": "village_unknown"}),
    "galat": ZeroDivisionError("rahasia 081244550199"),
}


@get("/", opt={"action": "open_shell"})
async def constant(request: Request[Any, Any, Any]) -> Response[bytes]:
    return page(request, "luring.html")


@get("/pantau/{token:str}", opt={"action": "open_shell"})
async def watched(token: FromPath[str]) -> Response[str]:
    return Response("aduan", headers={"Cache-Control": "private, no-cache"})


@get("/susah/{kind:str}", opt={"action": "open_shell"})
async def trouble(kind: FromPath[str]) -> None:
    raise TROUBLE[kind]


@post("/aduan", opt={"action": "open_shell"})
async def taken(request: Request[Any, Any, Any]) -> Response[bytes]:
    form = await request.form()
    return receipt({"text": form.get("text")}, 201)


@post("/kabar", opt={"action": "open_shell"})
async def small_taken(request: Request[Any, Any, Any]) -> Response[bytes]:
    return receipt({"bytes": len(await request.body())}, 201)


def assets() -> Assets:
    return Assets.read(
        ROOT / "src" / "static", ROOT / "src" / "service_worker", region_files(small_region())
    )


def small_app(public_url: str = "http://lacak.test") -> Litestar:
    app = Litestar(
        [
            constant,
            watched,
            trouble,
            taken,
            small_taken,
            show_file,
            show_favicon,
            show_service_worker,
            show_offline_page,
            show_robots,
            show_manifest,
        ],
        exception_handlers=EXCEPTION_HANDLERS,
        logging_config=None,
        openapi_config=None,
        request_max_body_size=None,
    )
    app.state.assets = assets()
    app.state.pages = Pages(region=small_region, assets=app.state.assets)
    surround(app, public_url=public_url)
    return app
