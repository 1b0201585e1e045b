"""Whether a phone can ring is known before it has to, and why it can't."""

from datetime import timedelta
from uuid import uuid4

from src import database
from src.domain.reachability import REASONS
from src.push import receipts, subscriptions
from src.queries.reachability import REACHABLE, Reach, reach_of, values
from src.tables import Session
from src.words.reach import REACH
from tests.town import Town


async def because(town: Town, name: str) -> str:
    person = town.people[name]
    found = (await reach_of([person], now=town.clock()))[person].because
    row = await database.row(
        f"SELECT p.id FROM person p WHERE p.id = {{}} AND {REACHABLE}",
        person,
        *values(town.clock()),
    )
    assert (row is not None) == (found == "")
    return found


async def test_a_phone_that_is_on_can_be_rung(town: Town) -> None:
    await town.responder("rahim")
    assert await because(town, "rahim") == ""


async def test_somebody_who_never_switched_the_alarm_on_has_no_phone(town: Town) -> None:
    await town.responder("rahim", phone=False)
    assert await because(town, "rahim") == "no_phone"


async def test_who_signed_out_everywhere_is_signed_out(town: Town) -> None:
    await town.responder("rahim")
    await town.signs_out("rahim")
    assert await because(town, "rahim") == "signed_out"


async def test_a_subscription_the_push_service_gave_up_is_gone(town: Town) -> None:
    await town.responder("rahim")
    town.phone("rahim").gone = True
    await town.report()
    assert await because(town, "rahim") == "gone"


async def test_a_lost_permission_counts_until_it_is_given_again(town: Town) -> None:
    await town.responder("rahim")
    await subscriptions.permission_lost(town.sessions["rahim"], "denied", now=town.clock())
    assert await because(town, "rahim") == "denied"
    await subscribes_again(town, "rahim")
    assert await because(town, "rahim") == ""


async def test_a_phone_that_says_nothing_for_a_week_is_silent_until_its_next_receipt(
    town: Town,
) -> None:
    await town.responder("rahim")
    town.clock.passes(days=7)
    assert await because(town, "rahim") == ""
    town.clock.passes(seconds=1)
    assert await because(town, "rahim") == "silent"

    await town.report()
    delivery = await database.row("SELECT id FROM delivery")
    assert delivery is not None
    await receipts.record(delivery["id"], "shown", None, now=town.clock())
    assert await because(town, "rahim") == ""
    assert await reach_of([town.people["rahim"]], now=town.clock()) == {
        town.people["rahim"]: Reach("", town.clock())
    }


async def test_the_best_of_several_phones_counts(town: Town) -> None:
    await town.responder("rahim")
    town.clock.passes(days=8)
    await signs_in_again(town, "rahim")
    assert await because(town, "rahim") == "silent"
    await subscribes_again(town, "rahim", "tablet")
    assert await because(town, "rahim") == ""


async def test_the_phone_of_an_ended_session_counts_for_nothing(town: Town) -> None:
    """The old phone is lost and signed out; on the new one the alarm was never switched on."""
    await town.responder("rahim")
    await town.signs_out("rahim")
    await signs_in_again(town, "rahim")
    assert await because(town, "rahim") == "no_phone"


async def test_nobody_asked_for_is_nobody_found(town: Town) -> None:
    assert await reach_of([], now=town.clock()) == {}
    assert await reach_of([uuid4()], now=town.clock()) == {}


def test_every_reason_has_its_words() -> None:
    assert set(REACH) == set(REASONS) - {""}


async def subscribes_again(town: Town, name: str, phone: str = "") -> None:
    await subscriptions.subscribe(
        **town.phone(phone or name).subscription,
        person=town.people[name],
        session=town.sessions[name],
        report=None,
        now=town.clock(),
        further_hosts=town.settings.push_hosts,
    )


async def signs_in_again(town: Town, name: str) -> None:
    session, now = uuid4(), town.clock()
    await Session.insert(
        Session(
            id=session,
            token_hash=session.hex,
            person=town.people[name],
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(days=90),
        )
    )
    town.sessions[name] = session
