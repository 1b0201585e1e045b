"""/langganan: browsers that want to be rung, for the own tasks or for one followed report."""

from typing import Any

from litestar import Request, Response, delete, post

from src import database
from src.domain.access import HOMES
from src.domain.errors import Invalid, NotFound, SignInNeeded
from src.push import planning, subscriptions
from src.push.payload import Message
from src.queries import share_page
from src.routes.errors import receipt
from src.routes.senders import slow_down
from src.routes.submission import submitted
from src.routes.surroundings import now_of, settings_of
from src.services.rate_limits import SUBSCRIPTIONS_OF_ADDRESS
from src.words import TEST_PUSH

LONGEST = 2_000


@post("/langganan", status_code=200, opt={"action": "subscribe"})
async def subscribe(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Take a browser on: `for=petugas` needs a session, `pantau` the token of a report.

    With `permission` it is the news that this browser may show nothing any more.
    """
    slow_down(request, "subscription", address=SUBSCRIPTIONS_OF_ADDRESS)
    said = (await submitted(request)).fields
    user = request.scope["user"]
    if permission := said.get("permission"):
        if user is not None:
            await subscriptions.permission_lost(user.session, permission, now=now_of(request))
        return receipt({"permission": permission})
    report = None
    if token := said.get("pantau"):
        report = (await share_page.find(token)).report
        user = None
    elif user is None:
        raise SignInNeeded()
    taken = await subscriptions.subscribe(
        _endpoint(said.get("endpoint", "")),
        said.get("p256dh", ""),
        said.get("auth", ""),
        person=user.id if user else None,
        session=user.session if user else None,
        report=report,
        now=now_of(request),
        further_hosts=settings_of(request).push_hosts,
    )
    return receipt({"id": str(taken)})


@delete("/langganan", status_code=200, opt={"action": "subscribe"})
async def unsubscribe(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Give it up, or with `pantau` one report's news; the endpoint is known to its browser only."""
    said = (await submitted(request)).fields
    endpoint = _endpoint(said.get("endpoint", ""))
    if token := said.get("pantau"):
        report = (await share_page.find(token)).report
        await subscriptions.unfollow(endpoint, report=report, now=now_of(request))
    else:
        await subscriptions.unsubscribe(endpoint, now=now_of(request))
    return receipt({"endpoint": endpoint})


@post("/langganan/uji", status_code=200, opt={"action": "subscribe"})
async def test(request: Request[Any, Any, Any]) -> Response[bytes]:
    """One push to this very browser, which then asks: heard? A tap leads home."""
    slow_down(request, "subscription", address=SUBSCRIPTIONS_OF_ADDRESS)
    said = (await submitted(request)).fields
    endpoint = _endpoint(said.get("endpoint", ""))
    title, body = TEST_PUSH
    user = request.scope["user"]
    home = HOMES[user.role] if user else "/"
    async with database.transaction():
        to = await subscriptions.at(endpoint)
        if to is None:
            raise NotFound("push_unknown")
        made = await planning.plan(
            [to],
            Message(title=title, body=body, path=home, tag="uji"),
            kind="test",
            alarm=None,
            incident=None,
            step=0,
            now=now_of(request),
        )
    return receipt({"delivery": str(made[0])})


def _endpoint(said: str) -> str:
    if not said or len(said) > LONGEST:
        raise Invalid({"endpoint": "push_unknown"})
    return said
