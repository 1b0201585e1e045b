"""The addresses of every kind at /kelola that has a list and a form."""

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from src.routes.manage import pages
from src.routes.manage.catalogue import SUBJECTS
from src.routes.manage.pages import Asked
from src.routes.manage.subject import Subject


def _handlers(subject: Subject) -> list[HTTPRouteHandler]:
    here, one = subject.address, f"{subject.address}/{{code:str}}"

    @get(here, opt={"action": "see_region"})
    async def show_list(request: Asked) -> Response[bytes]:
        return await pages.show_list(request, subject)

    @get(one, opt={"action": "see_region"})
    async def show_form(request: Asked, code: FromPath[str]) -> Response[bytes]:
        return await pages.show_form(request, subject, code)

    @post(one, opt={"action": "edit_region"}, status_code=200)
    async def save(request: Asked, code: FromPath[str]) -> Response[bytes]:
        return await pages.save(request, subject, code)

    @post(f"{one}/pensiun", opt={"action": "edit_region"}, status_code=200)
    async def retire(request: Asked, code: FromPath[str]) -> Response[bytes]:
        return await pages.retire(request, subject, code)

    @post(f"{one}/pemulihan", opt={"action": "edit_region"}, status_code=200)
    async def restore(request: Asked, code: FromPath[str]) -> Response[bytes]:
        return await pages.restore(request, subject, code)

    found: list[HTTPRouteHandler] = [show_list, show_form, save]
    return [*found, retire, restore] if subject.retires else found


HANDLERS: list[HTTPRouteHandler] = [each for subject in SUBJECTS for each in _handlers(subject)]
