"""Browsers come, go, come back and change hands; only those signed in at this moment are rung."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from src import database
from src.domain.errors import Invalid
from src.push import subscriptions
from tests.push.belltower import Belltower


async def devices(tower: Belltower, *names: str) -> list[UUID]:
    people = [tower.people[name] for name in names]
    found = await subscriptions.of_people(people, now=tower.clock())
    return [recipient.subscription for recipient in found]


async def report(tower: Belltower) -> UUID:
    """A report of somebody without an account."""
    report_id, now = uuid4(), tower.clock()
    async with database.transaction():
        await database.rows(
            "INSERT INTO report (id, incident, channel, created_at, received_at, share_token)"
            f" VALUES {database.marks(1, 6)}",
            report_id,
            await tower.incident(),
            "web",
            now,
            now,
            report_id.hex,
        )
    return report_id


async def follows(tower: Belltower, name: str, report_id: UUID) -> UUID:
    return await subscriptions.subscribe(
        **tower.phone(name).subscription,
        person=None,
        session=None,
        report=report_id,
        now=tower.clock(),
        further_hosts=tower.settings.push_hosts,
    )


async def test_the_same_browser_at_every_start_is_one_subscription(tower: Belltower) -> None:
    await tower.signs_in("rahim")
    first = await tower.subscribes("rahim", tower.phone("rahim"))
    tower.clock.passes(days=1)
    again = await tower.subscribes("rahim", tower.phone("rahim"))
    assert first == again
    assert await devices(tower, "rahim") == [first]
    row = await tower.subscription("rahim")
    assert row["seen_at"] - row["created_at"] == timedelta(days=1)


async def test_a_shared_phone_rings_for_whoever_signed_in_last(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.signs_in("yusuf")
    moved = await tower.subscribes("yusuf", tower.phone("rahim"))
    assert await devices(tower, "rahim") == []
    assert await devices(tower, "yusuf") == [moved]


async def test_a_new_endpoint_takes_the_place_of_the_old_one_of_that_session(
    tower: Belltower,
) -> None:
    await tower.has("rahim")
    replaced = tower.phone("rahim-2")
    new = await tower.subscribes("rahim", replaced)
    assert await devices(tower, "rahim") == [new]
    old = await tower.subscription("rahim")
    assert (old["gone_at"], old["p256dh"], old["auth"]) == (tower.clock(), "", "")
    assert old["gone_because"] == "replaced"


async def test_two_phones_of_one_person_both_ring(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.signs_in("rahim")
    await tower.subscribes("rahim", tower.phone("tablet"))
    assert len(await devices(tower, "rahim")) == 2


async def test_signed_out_expired_and_inactive_people_are_not_rung(tower: Belltower) -> None:
    await tower.has("rahim", "yusuf", "sitti", "imran")
    async with database.transaction():
        await database.rows(
            "UPDATE session SET revoked_at = {} WHERE id = {}",
            tower.clock(),
            tower.sessions["rahim"],
        )
        await database.rows(
            "UPDATE session SET expires_at = {} WHERE id = {}",
            tower.clock(),
            tower.sessions["yusuf"],
        )
        await database.rows(
            "UPDATE person SET active = {} WHERE id = {}", False, tower.people["sitti"]
        )
    everybody = await subscriptions.of_people(list(tower.people.values()), now=tower.clock())
    assert [recipient.person for recipient in everybody] == [tower.people["imran"]]


async def test_nobody_has_no_devices(tower: Belltower) -> None:
    assert await subscriptions.of_people([], now=tower.clock()) == ()
    assert await subscriptions.of_report(uuid4()) == ()


async def test_a_browser_that_unsubscribed_is_forgotten_until_it_comes_back(
    tower: Belltower,
) -> None:
    await tower.has("rahim")
    await subscriptions.unsubscribe(tower.phone("rahim").endpoint, now=tower.clock())
    assert await devices(tower, "rahim") == []
    row = await tower.subscription("rahim")
    assert (row["p256dh"], row["auth"], row["gone_because"]) == ("", "", "removed")
    await tower.subscribes("rahim", tower.phone("rahim"))
    assert len(await devices(tower, "rahim")) == 1
    assert (await tower.subscription("rahim"))["gone_because"] == ""


async def test_a_permission_that_was_lost_is_noted_until_the_browser_signs_on_again(
    tower: Belltower,
) -> None:
    await tower.has("rahim", "yusuf")
    now = tower.clock.passes(hours=1)
    await subscriptions.permission_lost(tower.sessions["rahim"], "denied", now=now)
    row = await tower.subscription("rahim")
    assert (row["permission"], row["seen_at"], row["gone_at"]) == ("denied", now, None)
    assert (await tower.subscription("yusuf"))["permission"] == "granted"
    assert len(await devices(tower, "rahim")) == 1  # rung all the same: the word may be old
    await tower.subscribes("rahim", tower.phone("rahim"))
    assert (await tower.subscription("rahim"))["permission"] == "granted"


async def test_a_permission_is_lost_in_the_browser_s_own_words(tower: Belltower) -> None:
    await tower.has("rahim")
    with pytest.raises(Invalid):
        await subscriptions.permission_lost(tower.sessions["rahim"], "granted", now=tower.clock())


async def test_following_a_report_does_not_cost_a_responder_the_alarm(tower: Belltower) -> None:
    await tower.has("rahim")
    followed = await report(tower)
    same = await follows(tower, "rahim", followed)
    assert await devices(tower, "rahim") == [same]
    assert [to.subscription for to in await subscriptions.of_report(followed)] == [same]


async def test_signing_in_does_not_end_following_a_report(tower: Belltower) -> None:
    followed = await report(tower)
    same = await follows(tower, "rahim", followed)
    await tower.has("rahim")
    assert [to.subscription for to in await subscriptions.of_report(followed)] == [same]
    assert await devices(tower, "rahim") == [same]


async def test_a_responder_who_stops_following_keeps_the_alarm(tower: Belltower) -> None:
    await tower.has("rahim")
    followed = await report(tower)
    same = await follows(tower, "rahim", followed)
    endpoint = tower.phone("rahim").endpoint
    await subscriptions.unfollow(endpoint, report=followed, now=tower.clock())
    assert await subscriptions.of_report(followed) == ()
    assert await devices(tower, "rahim") == [same]


async def test_a_citizen_who_stops_following_is_forgotten(tower: Belltower) -> None:
    followed = await report(tower)
    await follows(tower, "warga", followed)
    endpoint = tower.phone("warga").endpoint
    await subscriptions.unfollow(endpoint, report=uuid4(), now=tower.clock())
    assert await subscriptions.at(endpoint) is not None
    await subscriptions.unfollow(endpoint, report=followed, now=tower.clock())
    assert await subscriptions.at(endpoint) is None
    assert (await tower.subscription("warga"))["p256dh"] == ""


async def test_one_browser_follows_many_reports_and_stops_with_each_alone(
    tower: Belltower,
) -> None:
    fire, flood = await report(tower), await report(tower)
    same = await follows(tower, "warga", fire)
    for followed in (flood, fire, flood):  # told anew at every start
        assert await follows(tower, "warga", followed) == same
    for followed in (fire, flood):
        assert [to.subscription for to in await subscriptions.of_report(followed)] == [same]
    endpoint = tower.phone("warga").endpoint
    await subscriptions.unfollow(endpoint, report=fire, now=tower.clock())
    assert await subscriptions.of_report(fire) == ()
    assert [to.subscription for to in await subscriptions.of_report(flood)] == [same]
    await subscriptions.unfollow(endpoint, report=flood, now=tower.clock())
    assert await subscriptions.at(endpoint) is None


async def test_a_follower_is_nobody_we_know(tower: Belltower) -> None:
    followed = await report(tower)
    await follows(tower, "warga", followed)
    assert [to.person for to in await subscriptions.of_report(followed)] == [None]


@pytest.mark.parametrize(
    "endpoint",
    ["https://attacker.example/x", "http://169.254.169.254/x", "", "https://fcm.googleapis.com"],
)
async def test_an_address_that_is_no_push_service_is_refused(
    tower: Belltower, endpoint: str
) -> None:
    given = {**tower.phone("rahim").subscription, "endpoint": endpoint}
    with pytest.raises(Invalid) as refused:
        await subscriptions.subscribe(
            **given, person=None, session=None, report=None, now=tower.clock()
        )
    assert refused.value.fields == {"endpoint": "push_unknown"}


@pytest.mark.parametrize(("field", "value"), [("p256dh", "x"), ("auth", "x"), ("auth", "")])
async def test_keys_that_no_browser_made_are_refused(
    tower: Belltower, field: str, value: str
) -> None:
    given = {**tower.phone("rahim").subscription, field: value}
    with pytest.raises(Invalid):
        await subscriptions.subscribe(
            **given,
            person=None,
            session=None,
            report=None,
            now=tower.clock(),
            further_hosts=tower.settings.push_hosts,
        )
    assert await database.rows("SELECT id FROM subscription") == []
