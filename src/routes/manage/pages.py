"""The list and the form that all kinds at /kelola share: shown, saved, retired, restored."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response

from src.domain import access
from src.domain.errors import Conflict, Invalid, NotFound
from src.queries import changes
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.manage import told_changes
from src.routes.manage.own_code import NEW, made_code, own_code
from src.routes.manage.subject import Listed, Subject
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.submission import line
from src.routes.surroundings import now_of, person_of, region_of, surroundings
from src.services import region_entries
from src.services.region_entries import Target

Asked = Request[Any, Any, Any]


def may_edit(request: Asked) -> bool:
    return access.allows("edit_region", person_of(request))


async def show_list(request: Asked, subject: Subject) -> Response[bytes]:
    """`?cari=` leaves those whose words hold all that was typed."""
    region, wanted_words = region_of(request), line(request.query_params.get("cari", ""))
    return page(
        request,
        "manage/list.html",
        subject=subject,
        found=_searched(subject.listed(region), wanted_words),
        past=_searched(subject.past(region), wanted_words),
        searched=wanted_words,
        may_edit=may_edit(request),
        done=request.query_params.get("baru", ""),
    )


async def show_form(request: Asked, subject: Subject, code: str) -> Response[bytes]:
    if code == NEW and subject.adds:
        said = {"made": made_code(subject)} | subject.form({}, region_of(request))
        return _form(request, subject, code, said, version=0)
    values = subject.read(region_of(request), code)
    if values is None:
        raise NotFound("thing_unknown")
    version = await region_entries.version_of(subject.kind, code)
    return _form(request, subject, code, subject.form(values, region_of(request)), version=version)


async def save(request: Asked, subject: Subject, code: str) -> Response[bytes]:
    said, region = await typed(request), region_of(request)
    try:
        own = own_code(subject, code, said, region)
        values = subject.typed(said, region)
        target = _target(subject, own, subject.title(values), said)
        await _saved(request, target, values, subject.pack(values, region))
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return _form(request, subject, code, said, version=_version(said), wrong=wrong)
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _refused(request, subject, code, said, trouble)
    return to(f"{subject.address}?baru={own}#{own}")


async def retire(request: Asked, subject: Subject, code: str) -> Response[bytes]:
    return await _turned(request, subject, code, region_entries.retire)


async def restore(request: Asked, subject: Subject, code: str) -> Response[bytes]:
    return await _turned(request, subject, code, region_entries.restore)


async def _turned(request: Asked, subject: Subject, code: str, does: Any) -> Response[bytes]:
    said, around = await typed(request), surroundings(request)
    values = subject.read(around.region, code)
    if values is None:
        raise NotFound("thing_unknown")
    target = _target(subject, code, subject.title(values), said)
    try:
        await does(
            target, by=person_of(request).id, folder=around.live_region.folder, now=now_of(request)
        )
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _refused(request, subject, code, subject.form(values, around.region), trouble)
    await around.live_region.refresh()
    return to(f"{subject.address}?baru={code}#{code}")


async def _saved(
    request: Asked, target: Target, values: Mapping[str, Any], content: Mapping[str, Any]
) -> None:
    around = surroundings(request)
    await region_entries.save(
        target,
        values,
        content=content,
        by=person_of(request).id,
        folder=around.live_region.folder,
        now=now_of(request),
    )
    await around.live_region.refresh()


def _target(subject: Subject, code: str, label: str, said: Mapping[str, str]) -> Target:
    return Target(subject.kind, code, label or code, _version(said), subject.read)


def _version(said: Mapping[str, str]) -> int:
    text = said.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


async def _refused(
    request: Asked, subject: Subject, code: str, said: Mapping[str, str], trouble: Conflict
) -> Response[bytes]:
    """The form as it was typed; pressing once more saves over what the other one changed."""
    last = None
    version = _version(said)
    if trouble.reason == "changed_meanwhile":
        last = await changes.last(subject.kind, code)
        version = await region_entries.version_of(subject.kind, code)
    return _form(request, subject, code, said, version=version, trouble=trouble, last=last)


def _form(
    request: Asked,
    subject: Subject,
    code: str,
    said: Mapping[str, str],
    *,
    version: int,
    wrong: Invalid | None = None,
    trouble: Conflict | None = None,
    last: changes.Change | None = None,
) -> Response[bytes]:
    region = region_of(request)
    known = subject.read(region, code)
    problem = wrong or trouble
    return page(
        request,
        "manage/form.html",
        status=STATUS[problem.kind] if problem else 200,
        subject=subject,
        code=code,
        title=subject.title(known) if known else f"{subject.one.capitalize()} baru",
        form=Form.of(said, wrong) if wrong else Form(said),
        version=version,
        trouble=sentence(trouble) if trouble else "",
        last=told_changes.shown(last, region) if last else None,
        is_past=code in {each.code for each in subject.past(region)},
        known=known is not None,
        may_edit=may_edit(request),
    )


def _searched(listed: list[Listed], words: str) -> list[Listed]:
    wanted_words = words.casefold().split()
    return [
        each
        for each in listed
        if all(
            word in " ".join((each.code, each.label, *each.about)).casefold()
            for word in wanted_words
        )
    ]


def to(address: str) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": address})
