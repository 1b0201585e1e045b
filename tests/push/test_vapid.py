"""Each push service gets a token of its own, in time (RFC 8292)."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from src.push.vapid import MOST_ORIGINS, Vapid
from tests.clock import Clock
from tests.push_receiver import Refused, sender_of

GOOGLE, APPLE = "https://fcm.googleapis.com", "https://web.push.apple.com"


@pytest.fixture
def vapid() -> Vapid:
    return Vapid(ec.generate_private_key(ec.SECP256R1()), "mailto:piket@satpolpp.test")


def test_each_service_reads_its_own_name_in_the_token(vapid: Vapid, clock: Clock) -> None:
    for origin in (GOOGLE, APPLE, "http://127.0.0.1:9000", GOOGLE):
        header = vapid.header(origin, now=clock())
        assert sender_of(header, origin=origin, now=clock()) == vapid.public_key


def test_a_token_for_one_service_is_worth_nothing_at_another(vapid: Vapid, clock: Clock) -> None:
    header = vapid.header(GOOGLE, now=clock())
    with pytest.raises(Refused, match="aud"):
        sender_of(header, origin=APPLE, now=clock())


def test_a_token_is_kept_for_half_its_life_and_never_runs_out(vapid: Vapid, clock: Clock) -> None:
    first = vapid.header(GOOGLE, now=clock())
    clock.passes(hours=5, minutes=59)
    assert vapid.header(GOOGLE, now=clock()) == first
    clock.passes(minutes=1)
    second = vapid.header(GOOGLE, now=clock())
    assert second != first
    for _ in range(100):
        clock.passes(minutes=37)
        sender_of(vapid.header(GOOGLE, now=clock()), origin=GOOGLE, now=clock())


def test_a_clock_set_back_does_not_leave_a_token_from_the_future(
    vapid: Vapid, clock: Clock
) -> None:
    vapid.header(GOOGLE, now=clock() + timedelta(days=400))
    sender_of(vapid.header(GOOGLE, now=clock()), origin=GOOGLE, now=clock())


def test_tokens_of_many_hosts_do_not_pile_up(vapid: Vapid, clock: Clock) -> None:
    for number in range(2 * MOST_ORIGINS):
        vapid.header(f"https://h{number}.notify.windows.com", now=clock())
    assert len(vapid._kept) <= MOST_ORIGINS
