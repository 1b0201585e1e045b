"""From the planned row to the ringing phone."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from src import database
from src.push import claims, planning, subscriptions
from src.push.delivery import MOST_AT_ONCE, Sender
from src.push.payload import Message
from tests.certificates import self_signed
from tests.fake_push_service import FakePushService
from tests.push.belltower import FIRE, Belltower


async def test_a_planned_alarm_rings(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.rings("rahim")
    phone = tower.phone("rahim")
    assert phone.rang == ["KEBAKARAN: Salakan"]
    row = await tower.delivery("rahim")
    assert (row["state"], row["attempts"], row["failure"]) == ("accepted", 1, "")
    assert (row["accepted_at"], row["due_at"], row["lease_until"]) == (tower.clock(), None, None)
    assert phone.messages[0]["lacak"] == {
        "delivery": str(row["id"]),
        "kind": "alarm",
        "url": "/tugas",
    }


async def test_an_alarm_is_urgent_and_worth_15_minutes(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    tower.clock.passes(minutes=5)
    await tower.sends()
    [headers] = tower.phone("rahim").headers
    assert headers["ttl"] == "600"
    assert headers["urgency"] == "high"
    assert headers["content-encoding"] == "aes128gcm"
    assert "topic" not in headers
    assert "cookie" not in headers


async def news(tower: Belltower, name: str, *titles: str) -> None:
    """What somebody who follows an incident is told of it, one line of its log after the other."""
    incident = await tower.incident()
    for step, title in enumerate(titles):
        await tells(tower, name, title, incident=incident, step=step)
        await tower.sends()


async def tells(tower: Belltower, name: str, title: str, *, incident: int, step: int) -> None:
    async with database.transaction():
        await planning.plan(
            await subscriptions.of_people([tower.people[name]], now=tower.clock()),
            Message(title=title, body="", path="/pantau/x", tag="aduan-1"),
            kind="follow",
            alarm=None,
            incident=incident,
            step=step,
            now=tower.clock(),
        )


async def test_newer_news_takes_the_place_of_older_while_a_phone_is_off(tower: Belltower) -> None:
    await tower.has("warga")
    await news(tower, "warga", "Petugas berangkat", "Petugas di lokasi")
    phone = tower.phone("warga")
    assert phone.rang == ["Petugas berangkat", "Petugas di lokasi"]
    assert [(h["topic"], h["urgency"]) for h in phone.headers] == [("incident-1", "normal")] * 2


async def test_news_that_was_overtaken_is_not_sent_any_more(tower: Belltower) -> None:
    """On the phone the later of the two would stand, whichever it is."""
    await tower.has("warga", "tetangga")
    incident, other = await tower.incident(), await tower.incident()
    tower.service.answers(503, for_phone="warga")
    for name in ("warga", "tetangga"):
        await tells(tower, name, "Petugas berangkat", incident=incident, step=1)
    await tower.sends()
    tower.service.answers(for_phone="warga")
    await tells(tower, "warga", "Petugas di lokasi", incident=incident, step=2)
    await tells(tower, "warga", "Selesai", incident=incident, step=3)
    await tells(tower, "warga", "Diterima", incident=other, step=1)
    tower.clock.passes(minutes=1)
    await tower.sends()
    assert sorted(tower.phone("warga").rang) == ["Diterima", "Selesai"]
    assert tower.phone("tetangga").rang == ["Petugas berangkat"]
    kept = await database.rows("SELECT state, failure FROM delivery ORDER BY incident, step, state")
    failed = [(row["state"], row["failure"]) for row in kept if row["failure"]]
    assert failed == [("failed", "overtaken")] * 2


async def test_nothing_due_sends_nothing(tower: Belltower) -> None:
    await tower.has("rahim")
    assert await tower.sends() == 0
    await tower.plans("rahim")
    assert await tower.sender.send_due(tower.clock() - timedelta(seconds=1)) == 0
    assert await tower.sends() == 1
    assert await tower.sends() == 0


async def test_a_thousand_phones_ring_once_each(tower: Belltower) -> None:
    await tower.signs_in("rahim")
    phones = [tower.phone(f"hp-{number}") for number in range(1_000)]
    await tower.has_phones("rahim", phones)
    await tower.plans("rahim")
    assert await tower.sends() == 1_000
    assert {len(phone.messages) for phone in phones} == {1}
    assert tower.service.most_at_once <= MOST_AT_ONCE
    assert await database.rows("SELECT id FROM delivery WHERE state <> 'accepted'") == []


async def test_each_push_service_gets_a_token_with_its_own_name(tower: Belltower) -> None:
    await tower.has("rahim")
    async with FakePushService(clock=tower.clock) as other:
        both = replace(tower.settings, push_hosts=(tower.service.host, other.host))
        await tower.signs_in("yusuf")
        await subscriptions.subscribe(
            **other.phone("yusuf").subscription,
            person=tower.people["yusuf"],
            session=tower.sessions["yusuf"],
            report=None,
            now=tower.clock(),
            further_hosts=both.push_hosts,
        )
        sender = Sender(both, clock=tower.clock)
        await sender.start()
        for step in range(3):
            await tower.plans("rahim", "yusuf", step=step)
            await sender.send_due(tower.clock())
        await sender.stop()
        assert other.problems == tower.service.problems == []
        assert len(other.phone("yusuf").rang) == len(tower.phone("rahim").rang) == 3


async def test_a_person_who_signed_out_after_the_planning_is_not_rung(tower: Belltower) -> None:
    await tower.has("rahim", "yusuf")
    await tower.plans("rahim", "yusuf")
    async with database.transaction():
        await database.rows(
            "UPDATE session SET revoked_at = {} WHERE id = {}",
            tower.clock(),
            tower.sessions["rahim"],
        )
    await tower.sends()
    assert tower.phone("rahim").messages == []
    assert tower.phone("yusuf").rang == ["KEBAKARAN: Salakan"]
    row = await tower.delivery("rahim")
    assert (row["state"], row["failure"]) == ("failed", "signed_out")


async def test_a_message_older_than_its_worth_is_not_sent(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    tower.clock.passes(seconds=900)
    await tower.sends()
    assert tower.phone("rahim").headers == []
    row = await tower.delivery("rahim")
    assert (row["state"], row["failure"], row["due_at"]) == ("failed", "expired", None)


async def test_alarms_go_before_other_news(tower: Belltower) -> None:
    await tower.has("rahim", "warga")
    news = Message(title="Petugas berangkat", body="", path="/pantau/x", tag="aduan-1")
    await tower.plans("warga", kind="follow", message=news)
    tower.clock.passes(seconds=1)
    await tower.plans("rahim")
    taken = await claims.claim(
        tower.clock(),
        now=tower.clock(),
        room={tower.service.host: 1},
        otherwise=1,
        further_hosts=tower.settings.push_hosts,
    )
    assert [row.kind for row in taken] == ["alarm"]


async def test_a_kept_connection_that_was_closed_costs_no_time(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.rings("rahim")
    tower.service.hangs_up()
    await tower.rings("rahim")
    assert len(tower.phone("rahim").rang) == 2
    assert (await tower.delivery("rahim"))["attempts"] == 1


async def test_messages_go_over_tls_with_a_certificate_we_trust(
    tower: Belltower, tmp_path: Path
) -> None:
    certificate = self_signed(tmp_path)
    async with FakePushService(clock=tower.clock, certificate=certificate) as service:
        settings = replace(tower.settings, push_hosts=(service.host,))
        tower.service, tower.settings = service, settings
        await tower.has("rahim")
        await tower.plans("rahim")
        distrusting = Sender(settings, clock=tower.clock, chance=lambda: 0.5)
        await distrusting.start()
        await distrusting.send_due(tower.clock())
        await distrusting.stop()
        row = await tower.delivery("rahim")
        assert (row["state"], row["failure"]) == ("planned", "unreachable")
        assert service.requests == 0

        tower.clock.passes(seconds=2)
        trusting = Sender(replace(settings, push_ca=str(certificate[0])), clock=tower.clock)
        await trusting.start()
        await trusting.send_due(tower.clock())
        await trusting.stop()
        assert tower.phone("rahim").rang == ["KEBAKARAN: Salakan"]


async def test_what_is_planned_while_others_are_on_their_way_goes_too(tower: Belltower) -> None:
    await tower.has("rahim", "yusuf")
    tower.service.answers(delay=0.2, for_phone="rahim")
    await tower.plans("rahim")
    first = asyncio.create_task(tower.sends())
    await asyncio.sleep(0.05)
    await tower.plans("yusuf")
    await tower.sends()
    await first
    assert tower.phone("rahim").rang == tower.phone("yusuf").rang == [FIRE.title]
