"""POST /aduan/{number}/…: about one message: iseng or hoaks, kept secret, and who may look."""

from litestar import Response, post
from litestar.params import FromPath

from src.routes.deciding import Asked, decide
from src.services import confidentiality, findings


@post("/aduan/{number:str}/temuan", opt={"action": "triage"}, status_code=200)
async def find_false(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(
        request,
        number,
        lambda d: findings.find_false(d.case.id, d.report(), d.word("finding"), **d.by),
    )


@post("/aduan/{number:str}/pencabutan-temuan", opt={"action": "triage"}, status_code=200)
async def withdraw(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(request, number, lambda d: findings.withdraw(d.case.id, d.report(), **d.by))


@post("/aduan/{number:str}/kerahasiaan", opt={"action": "triage"}, status_code=200)
async def keep_secret(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(
        request, number, lambda d: confidentiality.keep_secret(d.case.id, d.report(), **d.by)
    )


@post("/aduan/{number:str}/kontak", opt={"action": "see_contact"}, status_code=200)
async def show_contact(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(
        request,
        number,
        lambda d: confidentiality.show_contact(d.case.id, d.report(), **d.by),
        may=lambda case: case.office,
    )


HANDLERS = (find_false, withdraw, keep_secret, show_contact)
