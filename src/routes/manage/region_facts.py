"""/kelola/wilayah: the facts of the region, one form without a list."""

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from src.routes.manage import pages
from src.routes.manage.facts import CODE, FACTS
from src.routes.manage.pages import Asked


@get(FACTS.address, opt={"action": "see_region"})
async def show_facts(request: Asked) -> Response[bytes]:
    return await pages.show_form(request, FACTS, CODE)


@post(FACTS.address, opt={"action": "edit_region"}, status_code=200)
async def save_facts(request: Asked) -> Response[bytes]:
    return await pages.save(request, FACTS, CODE)


HANDLERS: list[HTTPRouteHandler] = [show_facts, save_facts]
