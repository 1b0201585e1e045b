"""What an installation may say in its environment, and what it may not."""

import pytest

from src.settings import Settings


@pytest.mark.parametrize(
    "url",
    [
        "https://api.sms-gate.app/3rdparty/v1",
        "http://127.0.0.1:8080",
        "http://localhost:8080",
        "http://192.168.1.20:8080/",
        "http://10.3.0.7:8080",
        "http://[fd00::7]:8080",
        "",
    ],
)
def test_a_gateway_is_near_or_asked_by_https(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LACAK_SMS_URL", url)
    assert Settings.from_environment().sms_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.sms-gate.app/3rdparty/v1",
        "http://8.8.8.8:8080",
        "http://gerbang.local:8080",
        "https://sms:rahasia@gerbang.test",
        "https://gerbang.test/?kunci=1",
        "ftp://192.168.1.20",
        "192.168.1.20:8080",
        "https://",
    ],
)
def test_numbers_and_passwords_do_not_cross_the_internet_in_the_open(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("LACAK_SMS_URL", url)
    with pytest.raises(ValueError, match="LACAK_SMS_URL"):
        Settings.from_environment()


def test_settings_shown_by_accident_tell_no_secret() -> None:
    settings = Settings.from_environment()
    told = repr(settings.__class__(data_directory=settings.data_directory, sms_password="rahasia"))
    assert "rahasia" not in told
