"""Whatever somebody outside the office puts into an address or a form, only the own comes back.

All identifiers of all incidents, made up ones and spoilt keys go into every part of every address;
no answer may hold a word, a number or a name of another incident, and no other log may move.
"""

import re
from itertools import product
from typing import Final
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from tests.routes.staff import action
from tests.routes.test_access import routes
from tests.routes.three_incidents import (
    FLOWERS,
    OTHER_TEAM,
    PHONES,
    WHICH,
    Knocker,
    Which,
    World,
    three_incidents,
)
from tests.town import Town

OWN: Final[dict[Knocker, frozenset[Which]]] = {
    "nobody": frozenset(),
    "driver": frozenset(),
    "responder": frozenset({"ours"}),
    "stranger": frozenset({"theirs"}),
    "station": frozenset({"ours"}),
    "agency": frozenset({"ours"}),
    "partner": frozenset({"theirs"}),
    "reporter": frozenset({"ours"}),
    "guest": frozenset({"ours"}),
}
NOT_ASKED = ("/masuk", "/keluar", "/static/", "/sw.js")
FORM_FIELDS = ("report", "into", "from", "assignment", "person", "callback", "untuk", "number")
NOUNS = ("catatan", "penerimaan", "kesanggupan", "penyelesaian")


@pytest.fixture
async def world(town: Town, app: Litestar) -> World:
    return await three_incidents(town, app)


@pytest.mark.parametrize("who", OWN)
async def test_no_identifier_opens_what_is_anothers(
    world: World, client: httpx.AsyncClient, who: Knocker
) -> None:
    await world.knocks(client, who)
    held, foreign = dict(client.cookies), [each for each in WHICH if each not in OWN[who]]
    logs = {each: await world.town.log(world.things[each].serial) for each in foreign}
    leaks, asked, own = [], 0, set[Which]()
    for method, address in addresses(world, who):
        world.town.clock.passes(seconds=1)
        client.cookies.clear()
        client.cookies.update(held)
        form = forms(world, asked) if method != "GET" else None
        answer = await client.request(method, address, data=form)
        asked += 1
        assert answer.status_code < 500, address
        own |= {each for each in OWN[who] if tells(answer, world, each)}
        leaks += [(method, address, each) for each in foreign if tells(answer, world, each)]
    assert asked > 400
    assert not leaks
    assert own == OWN[who]  # what is asked for here would have been seen
    assert logs == {each: await world.town.log(world.things[each].serial) for each in foreign}


def addresses(world: World, who: Knocker) -> list[tuple[str, str]]:
    """Every route with every identifier in every part of its address."""
    found = []
    for path, method, _ in routes(world.app):
        if path.startswith(NOT_ASKED):
            continue
        names = re.findall(r"{(\w+):", path)
        values = [candidates(world, who, name) for name in names]
        for chosen in product(*values):
            parts = iter(chosen)
            address = re.sub(r"{\w+:\w+}", lambda _, parts=parts: next(parts), path)  # type: ignore[misc]
            if not path.endswith("/aliran"):  # what streams says only that something happened
                found.append((method, address))
    return found


def candidates(world: World, who: Knocker, name: str) -> list[str]:
    """What is tried in the part of an address that is called so."""
    things = world.things
    if name in ("number", "other"):
        newest = things["secret"].serial
        told = [each.number for each in things.values()]
        return [*told, told[1].lower(), told[2].replace("-", ""), str(newest), "LB-0000"]
    if name == "noun":
        return list(NOUNS)
    if name in ("token", "own_token"):
        keys = [each.guest for each in things.values()] + [each.own for each in things.values()]
        made = [spoilt(key) for key in keys] + [str(each.referral) for each in things.values()]
        key = {"guest": things["ours"].guest, "reporter": things["ours"].share}.get(who)
        return [*made, key] if key else made
    if name == "team":
        return [OTHER_TEAM, world.town.first_team]
    if name in ("code", "day"):
        return ["baru", OTHER_TEAM]
    if name == "person":
        return [str(each) for each in world.town.people.values()][:4]
    return [*(each for thing in things.values() for each in thing.ids()), str(uuid4())]


def spoilt(key: str) -> str:
    """Off by one letter in the middle: near enough for a comparison that is too kind."""
    at = len(key) // 2
    return key[:at] + ("A" if key[at] != "A" else "B") + key[at + 1 :]


def forms(world: World, turn: int) -> dict[str, str]:
    """A form that names another incident wherever a form names anything, each in its turn."""
    meant = world.things[WHICH[turn % 3]]
    ids = [meant.number, *meant.ids()]
    named = {name: ids[(turn + at) % len(ids)] for at, name in enumerate(FORM_FIELDS)}
    return {**action(note="Aman", eta_min=9, officer="Budi"), **named}


def tells(answer: httpx.Response, world: World, which: Which) -> bool:
    """Whether a body holds a word, a name or a number of this incident, or is its photo or note."""
    if answer.headers.get("content-type", "").startswith(("image/jpeg", "audio/", "video/")):
        thing = world.things[which]
        return str(thing.photo) in str(answer.url) or str(thing.voice) in str(answer.url)
    if not answer.headers.get("content-type", "").startswith(("text/", "application/json")):
        return False
    told = answer.text.lower()
    # Ten digits, however they are parted: fewer are found in identifiers by chance.
    number = r"[\s.()-]?".join(PHONES[which][-10:])
    return FLOWERS[which] in told or re.search(number, told) is not None
