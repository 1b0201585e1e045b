"""/kelola/catatan: who changed what, newest first, by pages."""

from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from src.queries import changes
from src.routes.forms import Form
from src.routes.manage import told_changes
from src.routes.manage.pages import Asked
from src.routes.rendering import page
from src.routes.submission import identity
from src.routes.surroundings import region_of
from src.words.changes import KINDS

HERE = "/kelola/catatan"


@get(HERE, opt={"action": "see_changes"})
async def show_changes(request: Asked) -> Response[bytes]:
    """`?jenis=`, `?kode=` and `?oleh=` narrow it; `?sebelum=` goes on from a line."""
    said = request.query_params.get
    kind, code = said("jenis", ""), said("kode", "")[:80]
    kind = kind if kind in KINDS else ""
    actor: UUID | None = identity(said("oleh", ""))
    before = said("sebelum", "")
    found = await changes.page(
        kind=kind,
        code=code,
        actor=actor,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None,
    )
    asked = {"jenis": kind, "kode": code, "oleh": str(actor or "")}
    asked = {name: value for name, value in asked.items() if value}
    region = region_of(request)
    return page(
        request,
        "manage/changes.html",
        changes=[told_changes.shown(each, region) for each in found.changes],
        older=f"{HERE}?{urlencode(asked | {'sebelum': found.older})}" if found.older else "",
        form=Form(asked),
        kinds=sorted(KINDS.items(), key=lambda pair: pair[1]),
        people=[(str(person), name) for person, name in await changes.people()],
        code=code,
        filtered=bool(asked),
    )


HANDLERS: list[HTTPRouteHandler] = [show_changes]
