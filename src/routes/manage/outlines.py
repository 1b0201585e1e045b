"""/kelola/batas-desa: outlines of villages from a file: sent, looked at, then used."""

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from src.domain.errors import Conflict, Invalid
from src.queries.outline_state import outline_state
from src.routes.body_limit import MB, limit_of
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.manage.pages import Asked, may_edit, to
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.submission import submitted
from src.routes.surroundings import now_of, person_of, region_of, settings_of, surroundings
from src.services import outline_import
from src.services.outline_import import Look

HERE = "/kelola/batas-desa"


@get(HERE, opt={"action": "see_region"})
async def show_outlines(request: Asked) -> Response[bytes]:
    return await _page(request)


@post(HERE, opt={"action": "edit_region"}, status_code=200)
async def look_at_outlines(request: Asked) -> Response[bytes]:
    """Tells what the file would bring; nothing is changed yet."""
    sent = await submitted(request)
    try:
        if not sent.files.get("file"):
            raise Invalid({"file": "file_missing"})
        content = await sent.files["file"][0].read()
        look = await outline_import.look(
            content,
            region=region_of(request),
            data=settings_of(request).data_directory,
            now=now_of(request),
        )
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, wrong=wrong)
    return await _page(request, look=look)


@post(HERE + "/pemakaian", opt={"action": "edit_region"}, status_code=200)
async def use_outlines(request: Asked) -> Response[bytes]:
    said = await typed(request)
    try:
        await outline_import.use(
            said.get("key", ""),
            by=person_of(request).id,
            region=region_of(request),
            data=settings_of(request).data_directory,
            now=now_of(request),
        )
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, trouble=trouble)
    await surroundings(request).live_region.refresh()
    return to(HERE)


async def _page(
    request: Asked,
    *,
    look: Look | None = None,
    wrong: Invalid | None = None,
    trouble: Conflict | None = None,
) -> Response[bytes]:
    problem = wrong or trouble
    region = region_of(request)
    return page(
        request,
        "manage/outlines.html",
        status=STATUS[problem.kind] if problem else 200,
        state=await outline_state(),
        villages=len(region.villages),
        look=look,
        form=Form.of({}, wrong) if wrong else Form(),
        trouble=sentence(trouble) if trouble else "",
        most_mb=limit_of(HERE) // MB,
        may_edit=may_edit(request),
    )


HANDLERS: list[HTTPRouteHandler] = [show_outlines, look_at_outlines, use_outlines]
