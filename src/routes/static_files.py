"""Files as they stand: lasting addresses, packed once, 304 for those who have them already."""

from typing import Any, cast

from anyio import to_thread
from litestar import Request, Response, get
from litestar.params import FromPath

from src.assets import Asset, Assets
from src.domain.errors import NotFound

LASTING = "public, max-age=31536000, immutable"
CHECKED = "public, no-cache"


@get("/static/{version:str}/{path:path}", opt={"action": "open_shell"})
async def show_file(
    request: Request[Any, Any, Any], version: FromPath[str], path: FromPath[str]
) -> Response[bytes]:
    """A file of this version for ever; under an older version the present one, to be checked."""
    assets = cast(Assets, request.app.state.assets)
    file = assets.files.get(str(path).lstrip("/"))
    if file is None:
        raise NotFound()
    return await answer_file(request, file, LASTING if version == assets.version else CHECKED)


@get("/favicon.ico", opt={"action": "open_shell"})
async def show_favicon(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Browsers ask for it by habit."""
    assets = cast(Assets, request.app.state.assets)
    return await answer_file(request, assets.files["icons/favicon.png"], "public, max-age=86400")


async def answer_file(
    request: Request[Any, Any, Any], file: Asset, cache_control: str
) -> Response[bytes]:
    """The file, or the news that it has not changed."""
    headers = {"Cache-Control": cache_control, "ETag": file.etag, "Vary": "Accept-Encoding"}
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, media_type=file.media_type, headers=headers)
    encoding = file.encoding_for(request.headers.get("accept-encoding", ""))
    if encoding:
        headers["Content-Encoding"] = encoding
    if file.is_ready(encoding):
        body = file.body(encoding)
    else:
        body = await to_thread.run_sync(file.body, encoding)
    return Response(body, media_type=file.media_type, headers=headers)
