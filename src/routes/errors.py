"""The one translator: trouble of any kind to a status and a plain Indonesian sentence.

A script is answered in JSON, a page that swaps parts with a note, a person with a page that has
a way out. Nothing typed is in any of them, and no stack trace.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any, cast

import asyncpg
import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.types import ExceptionHandlersMap

from src.domain.errors import Busy, Invalid, SignInNeeded, Told, TooMany
from src.logs import where
from src.routes.rendering import Pages, packed
from src.routes.sentences import field_sentences, sentence
from src.words import ERROR_TITLES

STATUS = {
    "invalid": 422,
    "sign_in_needed": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "too_large": 413,
    "unsupported": 415,
    "too_many": 429,
    "busy": 503,
    "unexpected": 500,
}

OURS = {"X-Lacak": "1"}
"""Says that it was us who answered, and not the login page of a hotel or a ship."""

PASSING = (
    OSError,
    sqlite3.OperationalError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.DeadlockDetectedError,
)

_log = structlog.stdlib.get_logger()


def receipt(
    data: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """A JSON answer that a script on the phone can take for ours."""
    return Response(
        msgspec.json.encode(data),
        status_code=status,
        media_type=MediaType.JSON,
        headers=OURS | dict(headers or {}),
    )


def told(request: Request[Any, Any, Any], error: Told, status: int | None = None) -> Response[Any]:
    """Answer with what the person can do about it; `status` where it is not that of the kind."""
    status = status or STATUS[error.kind]
    wants = wanted(request.headers)
    words = sentence(error)
    headers = _retry(error)
    errors = field_sentences(error) if isinstance(error, Invalid) else {}
    if error.reason == error.kind and (len(errors) == 1 or (errors and wants != "json")):
        # Without a form around it, a general word would not say what to mend.
        words = " ".join(dict.fromkeys(errors.values()))
    if wants == "json":
        more = {"errors": errors} if isinstance(error, Invalid) else {}
        return receipt({"message": words, **more}, status, headers)
    if wants == "text":
        return _plain(words, status, headers)
    if isinstance(error, SignInNeeded) and wants == "page" and request.method == "GET":
        return Redirect("/masuk", status_code=303)
    try:
        body = _rendered(request, error, words, wants)
    except Exception as mistake:  # the page about the trouble must not become the trouble
        _log.error("error_page", error=type(mistake).__name__, where=where(mistake))
        return _plain(words, status, headers)
    return packed(request, body, MediaType.HTML, status=status, headers=headers)


def refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Trouble the framework found: unknown routes, wrong methods, bodies it cannot read."""
    answer = told(request, _as_told(error), error.status_code)
    answer.headers |= dict(error.headers or {})
    return answer


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Our own mistake: the log gets its kind and place (no values: they may be personal).

    What passes without anybody mending the code (a full disk, a database that restarts) is Busy.
    """
    _log.error("unexpected", error=type(error).__name__, where=where(error))
    return told(request, Busy(retry_after=30) if isinstance(error, PASSING) else Told())


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    Told: told,
    HTTPException: refused,
    Exception: unexpected,
}


def wanted(headers: Mapping[str, str]) -> str:
    """What the asker can show: json, part (of a page), page, or text."""
    accept = headers.get("accept", "")
    if "application/json" in accept or "x-lacak" in headers or "x-lacak-device" in headers:
        return "json"
    if "hx-request" in headers:
        return "part"
    return "page" if not accept or "text/html" in accept or "*/*" in accept else "text"


def _rendered(request: Request[Any, Any, Any], error: Told, words: str, wants: str) -> bytes:
    pages = cast(Pages, request.app.state.pages)
    return pages.render(
        "errors/_note.html" if wants == "part" else "errors/show.html",
        user=None,
        path=request.url.path,
        method=request.method,
        heading=ERROR_TITLES.get(error.reason) or ERROR_TITLES[error.kind],
        sentence=words,
        kind_of_trouble=error.kind,
        reason=error.reason,
    )


def _as_told(error: HTTPException) -> Told:
    for kind in Told.__subclasses__():
        if STATUS[kind.kind] == error.status_code and kind is not Invalid:
            return kind(retry_after=60) if issubclass(kind, (TooMany, Busy)) else kind()
    if error.status_code == 405:
        return Told("method_not_allowed")
    return Told("unreadable" if error.status_code < 500 else "")


def _retry(error: Told) -> dict[str, str]:
    if isinstance(error, (TooMany, Busy)):
        return {"Retry-After": str(error.retry_after)}
    return {}


def _plain(words: str, status: int, headers: Mapping[str, str]) -> Response[bytes]:
    return Response(
        words.encode(), status_code=status, media_type=MediaType.TEXT, headers=dict(headers)
    )
