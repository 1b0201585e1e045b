"""Staff at their screens: signed in as somebody of the town, pressing what a page offers."""

import re
from html import unescape
from uuid import uuid4

import httpx

from src import database
from src.domain.access import Role
from src.domain.numbers import number_of
from src.routes.session_cookie import NAME
from src.services import sessions
from tests.town import Town

JSON = {"Accept": "application/json", "X-Lacak": "1"}


async def signs_in(client: httpx.AsyncClient, town: Town, name: str, role: Role) -> None:
    """From now on `client` is a device of this person."""
    async with database.transaction():
        token = await sessions.create(town.people[name], role, now=town.clock())
    client.cookies.clear()
    client.cookies.set(NAME, token)


def number(town: Town, incident: int) -> str:
    return number_of(incident, town.region.number_prefix)


def action(**fields: object) -> dict[str, str]:
    """A tap's form, with an id of its own."""
    return {"action_id": str(uuid4()), **{name: str(value) for name, value in fields.items()}}


def words(page: str) -> str:
    """What a person reads of a page, tags and templates left out."""
    seen = re.sub(r"<(template|head|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", seen)).split())


def offered(page: str) -> list[str]:
    """Addresses of the forms that stand open on a page, hidden ones left out."""
    forms = re.findall(r"<form\b[^>]*>", page)
    return [
        match[1]
        for form in forms
        if not re.search(r"\shidden\b", form) and (match := re.search(r'action="([^"]+)"', form))
    ]
