"""Every route has a guard: who gets in is asked of the running application, route by route."""

import re
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from src.domain import access
from src.domain.access import ACTIONS, ROLES, Person, Role
from tests.cast import Cast

ASK_THEMSELVES = {"subscribe"}  # public for followers; for staff the handler asks for a session

WHO: tuple[Role | None, ...] = (None, *ROLES)


def routes(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    """Address pattern, method and handler of everything the application answers."""
    return [
        (route.path, method, handler)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        for method in sorted(handler.http_methods - {"OPTIONS"})
    ]


async def test_every_route_names_an_action_of_the_table(app: Litestar) -> None:
    assert routes(app)
    nameless = [
        (path, method)
        for path, method, handler in routes(app)
        if handler.opt.get("action") not in ACTIONS
    ]
    assert not nameless


async def test_no_action_of_the_table_is_left_over(app: Litestar) -> None:
    assert {handler.opt["action"] for _, _, handler in routes(app)} == set(ACTIONS)


@pytest.mark.parametrize("role", WHO)
async def test_the_guard_keeps_the_table_on_every_route(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, role: Role | None
) -> None:
    person = None
    if role is not None:
        member = await cast.person(role, stand="PLB-01")
        token = await cast.token(member)
        person = Person(id=member, session=uuid4(), name="", role=role, stand="PLB-01")
    wrong = []
    for path, method, handler in routes(app):
        action = handler.opt["action"]
        if path.endswith("/aliran") and access.allows(action, person):
            continue  # a stream does not end
        if action in ASK_THEMSELVES:
            continue
        client.cookies.clear()
        if role is not None:
            client.cookies.set("lacak_sesi", token)
        answer = await client.request(method, _address(path))
        refused = answer.status_code in (401, 403) or _asks_to_sign_in(answer)
        if refused == access.allows(action, person):
            wrong.append((path, method, action, answer.status_code))
        if role is not None and action == "sign_out":
            token = await cast.token(member)
    assert not wrong


@pytest.mark.parametrize("role", WHO)
async def test_a_route_without_an_action_answers_nobody(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, role: Role | None
) -> None:
    handler = next(handler for path, _, handler in routes(app) if path == "/kesehatan")
    action = handler.opt.pop("action")
    try:
        if role is not None:
            await cast.signs_in(client, await cast.person(role))
        answer = await client.get("/kesehatan")
        assert answer.status_code == (403 if role else 303)
    finally:
        handler.opt["action"] = action


def _address(path: str) -> str:
    """An address of this pattern that leads nowhere."""
    path = re.sub(r"\{[^:}]+:uuid\}", str(uuid4()), path)
    return re.sub(r"\{[^}]+\}", "nowhere", path)


def _asks_to_sign_in(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"] == "/masuk"
