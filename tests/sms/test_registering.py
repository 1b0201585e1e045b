"""The gateway is told where to call, for every event, as often as one likes."""

from argparse import Namespace
from dataclasses import replace

import pytest

from src import cli
from src.settings import Settings
from src.sms.hooks import EVENTS
from tests.fake_sms_gateway import KEY, PASSWORD, USER, FakeSmsGateway


@pytest.fixture
def own(settings: Settings, gateway: FakeSmsGateway) -> Settings:
    return replace(
        settings,
        public_url="https://lacak.test",
        sms_url=gateway.url,
        sms_user=USER,
        sms_password=PASSWORD,
        sms_key=KEY,
    )


async def test_every_event_is_registered_once(own: Settings, gateway: FakeSmsGateway) -> None:
    for _ in range(2):
        assert await cli.register_hooks(Namespace(), own) == 0
    told = [(hook["event"], hook["url"]) for hook in gateway.webhooks.values()]
    assert told == [(event, "https://lacak.test/kait/sms") for event in EVENTS]


async def test_a_refusal_is_said(
    own: Settings, gateway: FakeSmsGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await cli.register_hooks(Namespace(), replace(own, sms_password="salah")) == 1
    assert "password_refused" in capsys.readouterr().out
    assert await cli.register_hooks(Namespace(), replace(own, sms_key="")) == 1
    assert await cli.register_hooks(Namespace(), replace(own, public_url="http://lacak.test")) == 1
    assert gateway.webhooks == {}
