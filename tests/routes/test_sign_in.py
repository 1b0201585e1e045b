"""Signing in and out: with a password, and by an invitation that binds a phone."""

import asyncio

import httpx
import pytest

from src import database as open_database
from src.services import activation, passwords, sessions
from tests.cast import Cast
from tests.clock import Clock

PASSWORD = "ombak-tenang-pagi"


async def test_an_operator_signs_in_by_phone_number_as_people_write_it(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    await cast.person("operator", name="Nona", phone="+6281244550199", password=PASSWORD)
    answer = await client.post("/masuk", data={"login": "0812 4455 0199", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/papan")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "max-age" not in cookie


async def test_the_name_will_do_as_well(client: httpx.AsyncClient, cast: Cast) -> None:
    await cast.person("operator", name="Nona Salakan", password=PASSWORD)
    answer = await client.post("/masuk", data={"login": "nona salakan", "password": PASSWORD})
    assert answer.status_code == 303


async def test_an_own_phone_stays_signed_in(client: httpx.AsyncClient, cast: Cast) -> None:
    await cast.person("operator", name="Nona", password=PASSWORD)
    form = {"login": "Nona", "password": PASSWORD, "own": "ya"}
    answer = await client.post("/masuk", data=form)
    assert "max-age=34560000" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("login", ["Nona", "Nobody", "", "\0", "0812"])
async def test_a_wrong_password_is_told_with_the_tries_left(
    client: httpx.AsyncClient, cast: Cast, login: str
) -> None:
    await cast.person("operator", name="Nona", password=PASSWORD)
    answer = await client.post("/masuk", data={"login": login, "password": "wrong"})
    assert answer.status_code == 422
    assert "Nomor atau kata sandi salah. Sisa 4 kali coba." in answer.text
    assert "set-cookie" not in answer.headers and "wrong" not in answer.text


async def test_after_five_wrong_tries_even_the_right_one_waits(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    await cast.person("operator", name="Nona", password=PASSWORD)
    for _ in range(5):
        await client.post("/masuk", data={"login": "Nona", "password": "wrong"})
    right = {"login": "Nona", "password": PASSWORD}
    answer = await client.post("/masuk", data=right)
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) <= 180
    clock.passes(minutes=3)
    assert (await client.post("/masuk", data=right)).status_code == 303


async def test_somebody_switched_off_does_not_get_in(client: httpx.AsyncClient, cast: Cast) -> None:
    await cast.person("operator", name="Nona", password=PASSWORD, active=False)
    answer = await client.post("/masuk", data={"login": "Nona", "password": PASSWORD})
    assert answer.status_code == 422


async def test_an_invitation_binds_the_phone_that_opens_it(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver", name="Rahim Laode", body_number="017")
    token = await activation.invite(driver, by=None, now=clock())
    page = await client.get(f"/aktivasi/{token}")
    assert page.status_code == 200 and "Rahim Laode" in page.text and "Pakai HP ini" in page.text
    answer = await client.post(f"/aktivasi/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/beranda")
    assert "max-age=34560000" in answer.headers["set-cookie"].lower()
    assert (await client.get("/masuk")).headers["location"] == "/beranda"


async def test_opening_an_invitation_does_not_use_it_up(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver")
    token = await activation.invite(driver, by=None, now=clock())
    for _ in range(3):
        assert (await client.get(f"/aktivasi/{token}")).status_code == 200


async def test_of_ten_phones_at_once_one_is_bound(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver")
    token = await activation.invite(driver, by=None, now=clock())
    tries = [activation.bind(token, now=clock()) for _ in range(10)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(not isinstance(outcome, BaseException) for outcome in outcomes) == 1
    row = await open_database.row("SELECT count(*) AS n FROM session")
    assert row is not None and row["n"] == 1


async def test_a_used_an_expired_and_an_unknown_invitation_say_so(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver")
    used = await activation.invite(driver, by=None, now=clock())
    await activation.bind(used, now=clock())
    expired = await activation.invite(driver, by=None, now=clock())
    clock.passes(days=7)
    for token, sentence in [
        (used, "sudah dipakai"),
        (expired, "sudah lewat waktunya"),
        ("x" * 22, "tidak dikenal"),
    ]:
        for answer in (
            await client.get(f"/aktivasi/{token}"),
            await client.post(f"/aktivasi/{token}"),
        ):
            assert answer.status_code == 404 and sentence in answer.text


async def test_a_used_invitation_leads_home_who_is_signed_in(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    token = await activation.invite(await cast.person("driver"), by=None, now=clock())
    await client.post(f"/aktivasi/{token}")
    answer = await client.get(f"/aktivasi/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/beranda")


async def test_a_new_invitation_ends_the_one_before(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver")
    first = await activation.invite(driver, by=None, now=clock())
    await activation.invite(driver, by=None, now=clock())
    assert (await client.get(f"/aktivasi/{first}")).status_code == 404


async def test_signing_out_ends_the_session_and_keeps_waiting_reports(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    assert (await client.get("/masuk")).status_code == 303
    token = client.cookies["lacak_sesi"]
    answer = await client.post("/keluar")
    assert answer.status_code == 303 and answer.headers["x-lacak-keluar"] == "1"
    assert "clear-site-data" not in answer.headers
    client.cookies.set("lacak_sesi", token)
    assert (await client.get("/masuk")).status_code == 200


async def test_a_long_password_costs_no_time_and_a_short_one_is_not_taken(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    await cast.person("operator", name="Nona", password=PASSWORD)
    answer = await client.post("/masuk", data={"login": "Nona", "password": "x" * 50_000})
    assert answer.status_code == 422
    with pytest.raises(Exception, match="invalid"):
        await passwords.hashed("short")


async def test_a_device_signed_out_elsewhere_learns_it_with_its_next_answer(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver")
    await cast.signs_in(client, driver)
    assert "x-lacak-keluar" not in (await client.get("/masuk")).headers
    await sessions.revoke_all(driver, now=clock())
    answer = await client.get("/masuk")
    assert answer.headers["x-lacak-keluar"] == "1"
    assert "max-age=0" in answer.headers["set-cookie"].lower()


async def test_the_door_tells_a_phone_that_nobody_is_signed_in(client: httpx.AsyncClient) -> None:
    """Who was signed out elsewhere comes here by a redirect, whose headers no worker sees."""
    assert (await client.get("/masuk")).headers["x-lacak-keluar"] == "1"


async def test_a_new_session_is_not_dropped_with_the_old_one(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    driver = await cast.person("driver")
    client.cookies.set("lacak_sesi", "an-old-one", domain="lacak.test")
    token = await activation.invite(driver, by=None, now=clock())
    await client.post(f"/aktivasi/{token}")
    assert (await client.get("/masuk")).headers["location"] == "/beranda"
