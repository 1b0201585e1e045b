"""The line that a phone writes for an SMS, found again in what the office pastes; never guessed."""

import json
from pathlib import Path

import pytest

from src.domain import numbers, sms_report
from src.domain.region import Region
from src.domain.sms_report import SmsReport
from src.domain.village import Point

VECTORS = Path(__file__).parent.parent / "vectors" / "sms_code.json"
HERE, SALAKAN = Point(-1.29671, 123.4567), "72.07.04.1015"
LINE = "LAPOR K -1.29671,123.45670 35m 7F3K9Q2A api besar"


def found(text: str, region: Region) -> SmsReport:
    told = sms_report.read(text, region)
    assert told is not None
    return told


def test_what_the_phone_writes_is_read_back(region: Region) -> None:
    for vector in json.loads(VECTORS.read_text(encoding="utf-8"))["texts"]:
        fields, told = vector["fields"], sms_report.read(vector["text"], region)
        if vector["letter"] not in {group.letter for group in region.groups}:
            assert told is None
            continue
        assert told is not None
        assert (told.group.letter, told.code) == (vector["letter"], numbers.sms_code(fields["id"]))
        assert told.village == fields.get("village")
        if "latitude" in fields:
            assert told.point == Point(float(fields["latitude"]), float(fields["longitude"]))
            assert told.accuracy_m == int(fields.get("accuracy_m", 0))
        else:
            assert (told.point, told.accuracy_m) == (None, None)
        assert vector["text"].endswith(told.words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LINE, "api besar"),
        ("lapor  k  -1.29671, 123.45670  35 M  7f3k9q2a   api besar ", "api besar"),
        (f"> *{LINE}", "api besar"),
        (f"[12/10 13.50] Om Rudi: {LINE}", "api besar"),
        (f"SMS dari 0812 4455 0199\n\n{LINE}\ncepat", "SMS dari 0812 4455 0199\napi besar\ncepat"),
        (f"{LINE}\n{LINE}", f"api besar\n{LINE}"),
        ("LAPOR K\n-1.29671,123.45670 35m\n7F3K9Q2A, api\nbesar", "api\nbesar"),
        ("LAPOR K -1.29671,123.45670 35m 7F3K9Q2A", ""),
    ],
)
def test_case_spaces_and_what_stands_around_do_not_matter(
    text: str, words: str, region: Region
) -> None:
    told = found(text, region)
    assert (told.group.code, told.code, told.words) == ("fire", "7F3K9Q2A", words)
    assert (told.point, told.accuracy_m) == (HERE, 35)


@pytest.mark.parametrize(
    ("text", "village"),
    [
        (f"LAPOR P {SALAKAN} 7F3K9Q2A ular", SALAKAN),
        ("LAPOR P 99.99.99.9999 7F3K9Q2A ular", None),
        ("LAPOR P 7F3K9Q2A ular", None),
        ("LAPOR P 12345678 TABRAKAN ular", None),
    ],
)
def test_a_village_or_no_place_at_all(text: str, village: str | None, region: Region) -> None:
    told = found(text, region)
    assert (told.group.code, told.village, told.point) == ("rescue", village, None)
    assert told.code in ("7F3K9Q2A", "12345678")


def test_a_code_without_a_figure_is_one_behind_a_place_only(region: Region) -> None:
    assert found(f"LAPOR K {SALAKAN} TABRAKAN", region).code == "TABRAKAN"
    assert sms_report.read("LAPOR K TABRAKAN di pasar", region) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LAPOR",
        "LAPOR K",
        "LAPOR K ",
        "Mau LAPOR K -1.29671,123.45670 35m 7F3K9Q2A api",
        "MELAPOR K -1.29671,123.45670 35m 7F3K9Q2A api",
        "LAPORAN K -1.29671,123.45670 35m 7F3K9Q2A api",
        "-1.29671,123.45670 35m 7F3K9Q2A api",
        "LAPOR X -1.29671,123.45670 35m 7F3K9Q2A api",  # no group has this letter
        "LAPOR KP -1.29671,123.45670 35m 7F3K9Q2A api",
        "LAPOR K -1.29671,123.45670 35m api besar",
        "LAPOR K -1.29671,123.45670 35m 7F3K9Q2 api",  # seven
        "LAPOR K -1.29671,123.45670 35m 7F3K9Q2AB api",  # nine
        "LAPOR K -1.29671,123.45670 35m 7F3K9QIO api",  # I and O are no signs of it
        "LAPOR K -1.29671,123.45670 35m 7F3K 9Q2A api",
        "LAPOR K -1.29671 123.45670 35m 7F3K9Q2A api",
        "LAPOR K -91.29671,123.45670 35m 7F3K9Q2A api",
        "LAPOR K -1.29671,223.45670 35m 7F3K9Q2A api",
        "LAPOR K Salakan 7F3K9Q2A api",
        "lapor ada kebakaran di belakang pasar",
        f"{LINE}\nLAPOR K {SALAKAN} 8F3K9Q2A ular",  # two reports: which?
        "LAPOR \u212a -1.29671,123.45670 35m 7F3K9Q2A api",
    ],
)
def test_nothing_is_guessed(text: str, region: Region) -> None:
    assert sms_report.read(text, region) is None


@pytest.mark.parametrize("text", ["LAPOR K " * 600, " " * 5000, "LAPOR K " + "1" * 5000])
def test_long_nonsense_takes_no_time(text: str, region: Region) -> None:
    assert sms_report.read(text, region) is None
