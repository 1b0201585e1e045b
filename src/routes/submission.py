"""A form as it was sent: texts made clean, files beside them.

Nothing is thrown away that a person wrote: control characters go (PostgreSQL refuses NUL, and
marks that turn the direction of text can hide what is said), everything else stays just text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

MOST_FIELDS = 60

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Submission:
    """The first value of each field, and the files that are not empty, by field."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[UploadFile, ...]]


async def submitted(request: Request[Any, Any, Any]) -> Submission:
    """What came with this request; raises ClientException where it can't be read."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return await _multipart(request)
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), True, max_num_fields=MOST_FIELDS)
    except ValueError as problem:
        raise ClientException from problem
    return Submission({name: clean(value) for name, value in reversed(pairs)}, {})


async def _multipart(request: Request[Any, Any, Any]) -> Submission:
    try:
        data = await request.form()
    except (UnicodeDecodeError, LookupError) as problem:  # no browser's: our pages are UTF-8
        raise ClientException from problem
    fields: dict[str, str] = {}
    files: dict[str, list[UploadFile]] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            files.setdefault(name, []).append(value)
        elif isinstance(value, str):
            fields.setdefault(name, clean(value))
    return Submission(fields, {name: tuple(given) for name, given in files.items()})


def clean(text: str) -> str:
    """Text of several lines as it may be kept."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(text: str) -> str:
    """Text of one line."""
    return " ".join(text.split())


def identity(text: str) -> UUID | None:
    """A UUID as phones make them, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
