"""/kelola/orang: every account, found by name, number or role, and the form of a new one."""

from collections.abc import Mapping
from uuid import uuid4

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from src.domain.errors import Invalid
from src.queries import people as people_query
from src.queries.people import A_PAGE
from src.routes.errors import wanted
from src.routes.forms import Form, typed
from src.routes.ids import id_from
from src.routes.manage.pages import Asked, to
from src.routes.manage.person_form import HERE, YES, may_edit, places, roles, typed_account
from src.routes.rendering import page
from src.routes.submission import line
from src.routes.surroundings import now_of, person_of, region_of
from src.services import people
from src.services.account_fields import KEPT_ROLES


@get(HERE, opt={"action": "see_people"})
async def show_people(request: Asked) -> Response[bytes]:
    """`?cari=` a name or the last digits, `?peran=`, `?keluar=ya` those who left, `?mulai=`."""
    said = request.query_params.get
    words, role = line(said("cari", ""))[:80], said("peran", "")
    after = said("mulai", "0")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    left = said("keluar", "") == YES
    found = await people_query.accounts(
        words=words,
        role=role if role in KEPT_ROLES else "",
        active=not left,
        after=start,
        region=region_of(request),
        now=now_of(request),
    )
    return page(
        request,
        "manage/people.html",
        found=found[:A_PAGE],
        more=start + A_PAGE if len(found) > A_PAGE else 0,
        form=Form({"cari": words, "peran": role, "keluar": YES if left else ""}),
        roles=roles(),
        may_edit=may_edit(request),
    )


@get(HERE + "/baru", opt={"action": "manage_people"})
async def show_new(request: Asked) -> Response[bytes]:
    return _new_form(request, {"id": str(uuid4())})


@post(HERE, opt={"action": "manage_people"}, status_code=200)
async def add_person(request: Asked) -> Response[bytes]:
    said = await typed(request)
    new = id_from(said.get("id", ""))
    try:
        await people.add(
            new,
            typed_account(said),
            by=person_of(request),
            region=region_of(request),
            now=now_of(request),
        )
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return _new_form(request, said, wrong)
    return to(f"{HERE}/{new}")


def _new_form(
    request: Asked, said: Mapping[str, str], wrong: Invalid | None = None
) -> Response[bytes]:
    return page(
        request,
        "manage/new_person.html",
        status=422 if wrong else 200,
        form=Form.of(said, wrong) if wrong else Form(said),
        roles=roles(),
        **places(request),
    )


HANDLERS: list[HTTPRouteHandler] = [
    show_people,
    show_new,
    add_person,
]
