"""/lapor: the form, for one kind of event or for all, empty or with what has to be mended."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post

from src.domain.errors import Invalid
from src.domain.region import Group, Region
from src.routes.forms import Form
from src.routes.rendering import page
from src.routes.surroundings import region_of

# Parts of the address that are carried into the form: word there → field.
PREFILLED = {"pangkalan": "stand", "bentor": "bentor"}
LONGEST = 40


@get("/lapor", opt={"action": "report"})
async def show_form(request: Request[Any, Any, Any]) -> Response[bytes]:
    """`?jenis=kebakaran` for one kind; `?pangkalan=` and `?bentor=` come from posters."""
    asked = request.query_params.get
    values = {field: (asked(word) or "")[:LONGEST] for word, field in PREFILLED.items()}
    kind = asked("jenis") or ""
    group = region_of(request).group(kind)
    notice = "kind_unknown" if kind and group is None else ""
    if asked("dibagikan") == "tidak":
        notice = "shared_not_kept"
    return _form(request, group, Form(values), notice=notice)


@post("/lapor/bagikan", status_code=303, opt={"action": "report"})
async def take_shared(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Photos shared to the app reach the server only where no service worker caught them."""
    return Response(b"", status_code=303, headers={"Location": "/lapor?dibagikan=tidak"})


def to_be_mended(
    request: Request[Any, Any, Any], fields: Mapping[str, str], invalid: Invalid, *, photos: bool
) -> Response[bytes]:
    """The form as it was sent, with a sentence at each field; photos have to be chosen again."""
    region = region_of(request)
    leaf = region.category(fields.get("category", ""))
    named = fields.get("jenis") or (leaf.group if leaf else "")
    values = {name: value for name, value in fields.items() if name != "website"}
    if "id" in invalid.fields:
        values.pop("id", None)
    notice = "photos_again" if photos else ""
    return _form(request, region.group(named), Form.of(values, invalid), 422, notice=notice)


def _form(
    request: Request[Any, Any, Any],
    group: Group | None,
    form: Form,
    status: int = 200,
    *,
    notice: str = "",
) -> Response[bytes]:
    region = region_of(request)
    return page(
        request,
        "report/form.html",
        status=status,
        group=group,
        form=form,
        report_id=form.value("id") or uuid4(),
        choices=region.choices(group) if group else (),
        stand=region.stands.get(form.value("stand")),
        villages=villages_of(region),
        notice=notice,
    )


def villages_of(region: Region) -> list[tuple[str, str]]:
    """Codes and labels, as people look for them: by name."""
    named = sorted(region.villages.values(), key=lambda village: village.label)
    return [(village.code, village.label) for village in named]
