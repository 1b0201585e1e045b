"""We send to push services we know, and to nobody else, however the address is written."""

import pytest

from src.push import hosts

OWN = ("127.0.0.1:9000", "push.test")
KNOWN = {
    "https://fcm.googleapis.com/fcm/send/abc:APA91b-x_y": "google",
    "https://jmt17.google.com/fcm/send/abc": "google",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA": "mozilla",
    "https://web.push.apple.com/QGuQyavXutnMH8": "apple",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYA%2bx%3d": "microsoft",
    "https://am3p.notify.windows.com/w/?token=1": "microsoft",
    "http://127.0.0.1:9000/kirim/x": "127.0.0.1:9000",
    "https://127.0.0.1:9000/kirim/x": "127.0.0.1:9000",
    "https://push.test/x": "push.test",
}
FOREIGN = [
    "",
    "fcm.googleapis.com/fcm/send/x",
    "//fcm.googleapis.com/x",
    "http://fcm.googleapis.com/fcm/send/x",
    "ftp://fcm.googleapis.com/x",
    "HTTPS://FCM.GOOGLEAPIS.COM/x",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com/",
    "https://fcm.googleapis.com:443/x",
    "https://fcm.googleapis.com:22/x",
    "https://fcm.googleapis.com./x",
    "https://fcm.googleapis.com.attacker.example/x",
    "https://attacker.example/fcm.googleapis.com/x",
    "https://attackerfcm.googleapis.com/x",
    "https://evil.fcm.googleapis.com/x",
    "https://web.push.apple.com@attacker.example/x",
    "https://user:pass@fcm.googleapis.com/x",
    "https://fcm.googleapis.com\\@attacker.example/x",
    "https://fcm.googleapis.com/x#@attacker.example",
    "https://fcm.googleapis.com/x y",
    "https://fcm.googleapis.com/x\n",
    "\thttps://fcm.googleapis.com/x",
    "https://fcm.google\tapis.com/x",
    "https://fcm.googleapis.com%2f.attacker.example/x",
    "https://fcm.googleapıs.com/x",
    "https://notify.windows.com/x",
    "https://.notify.windows.com/x",
    "https://a..notify.windows.com/x",
    "https://-a.notify.windows.com/x",
    "https://evilnotify.windows.com/x",
    "https://push.services.mozilla.com/x",
    "https://127.0.0.1/x",
    "https://127.0.0.1:9001/x",
    "http://127.0.0.1:90000/x",
    "https://2130706433/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/x",
    "http://push.test:80/x",
]


@pytest.mark.parametrize(("endpoint", "service"), KNOWN.items())
def test_known_push_services_are_recognised(endpoint: str, service: str) -> None:
    assert hosts.service(endpoint, OWN) == service
    assert hosts.allowed(endpoint, OWN)


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_nothing_else_is_sent_to(endpoint: str) -> None:
    assert not hosts.allowed(endpoint, OWN)


def test_test_hosts_are_allowed_only_where_settings_name_them() -> None:
    assert not hosts.allowed("http://127.0.0.1:9000/x")


def test_an_endpoint_has_at_most_a_thousand_characters() -> None:
    start = "https://fcm.googleapis.com/"
    assert hosts.allowed(start + "x" * (1_000 - len(start)))
    assert not hosts.allowed(start + "x" * (1_001 - len(start)))


def test_the_origin_is_scheme_host_and_port() -> None:
    assert hosts.origin("https://web.push.apple.com/abc/def?x=1") == "https://web.push.apple.com"
    assert hosts.origin("http://127.0.0.1:9000/x") == "http://127.0.0.1:9000"
    with pytest.raises(ValueError, match="push service"):
        hosts.origin("https://[::1]/x")
