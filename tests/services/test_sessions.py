"""Sessions: only a hash is kept, use keeps them alive, revoking ends them at once."""

from datetime import timedelta

import pytest

from src import database as open_database
from src.database import Engine
from src.domain.access import ROLES, Role
from src.services import sessions
from src.tables import Subscription
from tests.cast import Cast
from tests.clock import Clock


async def test_the_token_opens_the_session_and_is_nowhere_kept(cast: Cast, clock: Clock) -> None:
    person = await cast.person("driver", name="Rahim", stand="PLB-01", leads=True)
    token = await cast.token(person)
    found = await sessions.look_up(token, now=clock())
    assert found is not None
    assert (found.id, found.name, found.role, found.leads) == (person, "Rahim", "driver", True)
    row = await open_database.row("SELECT * FROM session")
    assert row is not None and token not in str(dict(row))


@pytest.mark.parametrize("token", ["", "x" * 22, "x" * 100_000, "\0", "é"])
async def test_a_token_that_was_never_given_opens_nothing(
    database: Engine, clock: Clock, token: str
) -> None:
    assert await sessions.look_up(token, now=clock()) is None


@pytest.mark.parametrize("role", ROLES)
async def test_unused_it_ends_and_used_it_slides(cast: Cast, clock: Clock, role: Role) -> None:
    lasts = sessions.OPENS.get(role, sessions.LASTS[role])
    token = await cast.token(await cast.person(role))
    for _ in range(3):
        clock.passes(seconds=lasts.total_seconds() - 1)
        assert await sessions.look_up(token, now=clock())
    clock.passes(seconds=lasts.total_seconds())
    assert await sessions.look_up(token, now=clock()) is None


async def test_being_seen_is_written_once_a_minute_at_most(cast: Cast, clock: Clock) -> None:
    token = await cast.token(await cast.person("driver"))
    began = clock()
    await sessions.look_up(token, now=clock.passes(seconds=59))
    assert await _seen() == began
    await sessions.look_up(token, now=clock.passes(seconds=1))
    assert await _seen() == began + timedelta(minutes=1)


async def test_one_device_is_signed_out_and_the_other_stays(cast: Cast, clock: Clock) -> None:
    person = await cast.person("responder")
    lost, kept = await cast.token(person), await cast.token(person)
    found = await sessions.look_up(lost, now=clock())
    assert found is not None
    await sessions.revoke(found.session, now=clock())
    assert await sessions.look_up(lost, now=clock()) is None
    assert await sessions.look_up(kept, now=clock())


async def test_a_signed_out_phone_is_pushed_nothing_more(cast: Cast, clock: Clock) -> None:
    person = await cast.person("responder")
    found = await sessions.look_up(await cast.token(person), now=clock())
    assert found is not None
    await Subscription(
        endpoint="https://push.test/1",
        p256dh="",
        auth="",
        person=person,
        session=found.session,
        created_at=clock(),
        seen_at=clock(),
    ).save()
    await sessions.revoke_all(person, now=clock())
    row = await open_database.row("SELECT gone_at FROM subscription")
    assert row is not None and row["gone_at"] == clock()


async def test_somebody_switched_off_is_out_at_once(cast: Cast, clock: Clock) -> None:
    person = await cast.person("operator")
    token = await cast.token(person)
    async with open_database.transaction():
        await open_database.rows("UPDATE person SET active = {} WHERE id = {}", False, person)
    assert await sessions.look_up(token, now=clock()) is None


async def _seen() -> object:
    row = await open_database.row("SELECT seen_at FROM session")
    assert row is not None
    return row["seen_at"]
