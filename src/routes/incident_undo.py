"""POST /aduan/{number}/pembatalan: the newest decision taken back, while nothing builds on it."""

from litestar import Response, post
from litestar.params import FromPath

from src.domain.errors import Conflict
from src.routes.deciding import Asked, Decision, decide
from src.services import undoing

MOST_DIGITS = 6


@post("/aduan/{number:str}/pembatalan", opt={"action": "triage"}, status_code=200)
async def undo(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """`line` names the decision that was on the screen: another one is not taken back by it."""

    async def act(d: Decision) -> None:
        line = d.word("line")
        if not (line.isascii() and line.isdecimal() and len(line) <= MOST_DIGITS):
            raise Conflict("nothing_to_undo")
        await undoing.undo_decision(d.case.id, int(line), **d.by)

    return await decide(request, number, act)
