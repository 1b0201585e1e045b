"""Who is asking: the address limits are counted for, and what this device is called."""

from dataclasses import replace

import httpx
import pytest
from litestar import Litestar, Request

from src.routes.device import device_name
from src.routes.surroundings import address_of

FORGED = "6.6.6.6"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, FORGED, "127.0.0.1"),
        (1, "36.68.1.2", "36.68.1.2"),
        (1, f"{FORGED}, 36.68.1.2", "36.68.1.2"),
        (2, f"{FORGED}, 36.68.1.2, 10.0.0.1", "36.68.1.2"),
        (2, "36.68.1.2", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
async def test_only_our_own_proxies_are_believed(
    app: Litestar, proxies: int, forwarded: str, address: str
) -> None:
    around = app.state.surroundings
    app.state.surroundings = replace(
        around, settings=replace(around.settings, trusted_proxies=proxies)
    )
    assert address_of(_request(app, {"x-forwarded-for": forwarded})) == address


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/140.0.0.0 Mobile Safari/537.36",
            "Android 10, Chrome",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "iPhone, Safari",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Linux, Firefox",
        ),
        (
            "Mozilla/5.0 (Linux; Android 11; Redmi Note 8 Build/RKQ1.201004.002) AppleWebKit/537.36"
            " (KHTML, like Gecko) Chrome/96.0.0.0 Mobile Safari/537.36",
            "Redmi Note 8, Android 11, Chrome",
        ),
        (
            "Mozilla/5.0 (Android 13; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            "Android 13, Firefox",
        ),
        ("curl/8", ""),
        ("", ""),
    ],
)
async def test_a_device_is_called_by_its_system_and_browser(
    app: Litestar, agent: str, name: str
) -> None:
    assert device_name(_request(app, {"user-agent": agent})) == name


async def test_a_phone_that_is_asked_names_its_model(app: Litestar) -> None:
    agent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile"
    asked = {"user-agent": agent, "sec-ch-ua-model": '"SM-A135F"'}
    assert device_name(_request(app, asked)) == "SM-A135F, Android 10, Chrome"


async def test_an_answer_names_no_server_software(client: httpx.AsyncClient) -> None:
    assert "server" not in (await client.get("/masuk")).headers


def _request(app: Litestar, headers: dict[str, str]) -> Request:  # type: ignore[type-arg]
    scope = {
        "type": "http",
        "app": app,
        "litestar_app": app,
        "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    return Request(scope)  # type: ignore[arg-type]
