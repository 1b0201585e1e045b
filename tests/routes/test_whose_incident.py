"""Every address that names an incident, knocked at by everybody: who gets in, written out by hand.

Getting in means an answer, or a form that comes back to be mended; everybody else is told that it
is forbidden or not there. The guard's own table is `test_access.py`; here it is asked whose.
"""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from tests.routes.staff import action
from tests.routes.test_access import routes
from tests.routes.three_incidents import (
    WHICH,
    Knocker,
    Thing,
    Which,
    World,
    three_incidents,
)
from tests.streaming import watching
from tests.town import Town

# Letters say which incidents open: o(urs), t(heirs), s(ecret); a column for each knocker.
COLUMNS: tuple[Knocker, ...] = (
    "nobody",
    "driver",
    "responder",
    "stranger",
    "station",
    "operator",
    "leader",
    "administrator",
    "agency",
    "partner",
    "reporter",
)
SEES = "- - o t - ot ots ot - - -"
WRITES = "- - o t - ot ot ot - - -"  # a complaint owes no record
DECIDES = "- - - - - ot s ot - - -"
PRESENT = "- - - - - ot ots ot - - -"
COMPARES = "- - - - - ot - ot - - -"  # a complaint is compared with nothing
LINKS = "- - - - - ot - ot - - -"  # nor is it referred
WORKS = "- - o t - - - - - - -"
REFERRED = "- - - - - - - - o t -"
GUESTS = "ot ot ot ot ot ot ot ot ot ot ot"  # the token is the key
WATCHES = "ots ots ots ots ots ots ots ots ots ots ots"
REPORTS = "- - - - - - - - - - o"

EXPECTED = {
    "GET /aduan/{number:str}": SEES,
    "GET /aduan/{number:str}/isi": SEES,
    "GET /aduan/{number:str}/aliran": SEES,
    "GET /aduan/{number:str}/laporan": WRITES,
    "POST /aduan/{number:str}/laporan": WRITES,
    "GET /aduan/{number:str}/laporan.pdf": WRITES,
    "GET /aduan/{number:str}/banding/{other:str}": COMPARES,
    "POST /aduan/{number:str}/hadir": PRESENT,
    "POST /aduan/{number:str}/kontak": PRESENT,
    "POST /aduan/{number:str}/catatan": DECIDES,
    "POST /aduan/{number:str}/jawaban": DECIDES,
    "POST /aduan/{number:str}/kerahasiaan": DECIDES,
    "POST /aduan/{number:str}/keterangan": DECIDES,
    "POST /aduan/{number:str}/komandan": DECIDES,
    "POST /aduan/{number:str}/latihan": DECIDES,
    "POST /aduan/{number:str}/panggilan": DECIDES,
    "POST /aduan/{number:str}/pembatalan": DECIDES,
    "POST /aduan/{number:str}/pembatalan-gabungan": DECIDES,
    "POST /aduan/{number:str}/pemeriksaan": DECIDES,
    "POST /aduan/{number:str}/pemisahan": DECIDES,
    "POST /aduan/{number:str}/penarikan": DECIDES,
    "POST /aduan/{number:str}/pencabutan-bahaya": DECIDES,
    "POST /aduan/{number:str}/pencabutan-temuan": DECIDES,
    "POST /aduan/{number:str}/penggabungan": DECIDES,
    "POST /aduan/{number:str}/penggolongan": DECIDES,
    "POST /aduan/{number:str}/penolakan": DECIDES,
    "POST /aduan/{number:str}/penugasan": DECIDES,
    "POST /aduan/{number:str}/permintaan-keterangan": DECIDES,
    "POST /aduan/{number:str}/perpanjangan": DECIDES,
    "POST /aduan/{number:str}/rujukan": DECIDES,
    "POST /aduan/{number:str}/telepon-balik": DECIDES,
    "POST /aduan/{number:str}/telepon-balik/hasil": DECIDES,
    "POST /aduan/{number:str}/temuan": DECIDES,
    "POST /aduan/{number:str}/tempat": DECIDES,
    "POST /tugas/{assignment:str}/{noun:str}": WORKS,
    "GET /instansi/{referral:uuid}": REFERRED,
    "GET /instansi/{referral:uuid}/foto/{attachment:uuid}": REFERRED,
    "POST /instansi/{referral:uuid}/{noun:str}": REFERRED,
    "GET /rujukan/{token:str}": GUESTS,
    "GET /rujukan/{token:str}/foto/{attachment:str}": GUESTS,
    "POST /rujukan/{token:str}/{noun:str}": GUESTS,
    "GET /lampiran/{attachment_id:str}/foto": SEES,
    "GET /lampiran/{attachment_id:str}/suara": SEES,
    "GET /lampiran/{attachment_id:str}": REPORTS,
    "PUT /lampiran/{attachment_id:str}": REPORTS,
    "POST /aduan/{report_id:str}/posisi": REPORTS,
    "GET /milik/{own_token:str}": WATCHES,
    "GET /pantau/{token:str}": WATCHES,
    "GET /pantau/{token:str}/aliran": WATCHES,
    "GET /pantau/{token:str}/keadaan": WATCHES,
    "POST /pantau/{token:str}/jawaban": REPORTS,
    "POST /pantau/{token:str}/keterangan": REPORTS,
    "POST /pantau/{token:str}/penilaian": REPORTS,
    # Last, for they end what is knocked at above.
    "POST /aduan/{number:str}/rujukan/{referral:uuid}/penarikan": DECIDES,
    "POST /aduan/{number:str}/rujukan/{referral:uuid}/pencabutan": DECIDES,
    "POST /aduan/{number:str}/rujukan/{referral:uuid}/pengingat": DECIDES,
    "POST /aduan/{number:str}/rujukan/{referral:uuid}/tautan": LINKS,
}
NAMES = {
    "number",
    "other",
    "referral",
    "attachment",
    "attachment_id",
    "assignment",
    "token",
    "own_token",
    "report_id",
}
INVITATIONS = ("/aktivasi/", "/kata-sandi/")  # their tokens are of no incident
LET_IN = (200, 201, 206, 303, 409, 422)
REFUSED = (401, 403, 404)
NOT_TAKEN = (404, 409, 422)
NOT_YOURS = (409,)  # to the phone's outbox, the same for a report there is not


@pytest.fixture
async def world(town: Town, app: Litestar) -> World:
    return await three_incidents(town, app)


async def test_every_address_that_names_an_incident_is_written_out_here(app: Litestar) -> None:
    named = {
        f"{method} {path}"
        for path, method, _ in routes(app)
        if NAMES & set(re.findall(r"{(\w+):", path)) and not path.startswith(INVITATIONS)
    }
    assert named == EXPECTED.keys()
    assert all(len(row.split()) == len(COLUMNS) for row in EXPECTED.values())


@pytest.mark.parametrize("who", COLUMNS)
async def test_everybody_gets_in_where_it_was_meant_and_nowhere_else(
    world: World, client: httpx.AsyncClient, who: Knocker
) -> None:
    await world.knocks(client, who)
    held = dict(client.cookies)
    wrong = []
    for row, cells in EXPECTED.items():
        method, pattern = row.split()
        meant = cells.split()[COLUMNS.index(who)]
        for which in WHICH:
            world.town.clock.passes(seconds=20)  # so that nothing is refused for being asked often
            client.cookies.clear()  # an own link that was opened marks the browser
            client.cookies.update(held)
            status = await knock(world, client, method, pattern, which)
            refused = NOT_YOURS if row.endswith("/posisi") else REFUSED
            expected = LET_IN if which[0] in meant else refused
            if status not in expected:
                wrong.append((row, which, status))
    assert not wrong


async def test_an_agency_is_told_of_a_voice_note_that_it_does_not_hear(
    world: World, client: httpx.AsyncClient
) -> None:
    await world.knocks(client, "agency")
    ours = world.things["ours"]
    page = (await client.get(f"/instansi/{ours.referral}")).text
    assert "Ada rekaman suara: tanya isinya ke piket" in page
    assert "<audio" not in page and str(ours.voice) not in page


async def test_an_incident_does_not_answer_for_what_is_anothers(
    world: World, client: httpx.AsyncClient
) -> None:
    """The office, which may see both, sends the one's number with the other's referral."""
    await world.knocks(client, "operator")
    ours, theirs = world.things["ours"], world.things["theirs"]
    before = await world.town.log(ours.serial), await world.town.log(theirs.serial)
    for noun in ("penarikan", "pencabutan", "pengingat", "tautan"):
        address = f"/aduan/{ours.number}/rujukan/{theirs.referral}/{noun}"
        assert (await client.post(address, data=action())).status_code in NOT_TAKEN, noun
    for noun, name, meant in (
        ("pemisahan", "report", theirs.report),
        ("temuan", "report", theirs.report),
        ("kerahasiaan", "report", theirs.report),
        ("kontak", "report", theirs.report),
        ("penarikan", "assignment", theirs.assignment),
    ):
        form = action(finding="prank", **{name: meant})
        answer = await client.post(f"/aduan/{ours.number}/{noun}", data=form)
        assert answer.status_code in NOT_TAKEN, noun
    assert before == (await world.town.log(ours.serial), await world.town.log(theirs.serial))


async def knock(
    world: World, client: httpx.AsyncClient, method: str, pattern: str, which: Which
) -> int:
    """Where this was answered; a page to sign in at counts as being refused."""
    thing = world.things[which]
    address = re.sub(r"{(\w+):\w+}", lambda found: part(world, pattern, found[1], which), pattern)
    if method == "PUT":
        address = f"/lampiran/{uuid4()}"
    if pattern.endswith("/aliran"):
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        async with watching(world.app, address, headers={"cookie": cookies}) as stream:
            stream.goes_away()
            return 401 if stream.status == 303 else stream.status
    answer = await client.request(method, address, **asked(method, pattern, thing))
    signs_in = answer.status_code == 303 and answer.headers["location"] == "/masuk"
    return 401 if signs_in else answer.status_code


def part(world: World, pattern: str, name: str, which: Which) -> str:
    thing = world.things[which]
    token = thing.guest if "/rujukan/" in pattern else thing.share
    attachment = thing.voice if pattern.endswith("/suara") else thing.photo
    noun = "catatan" if pattern.startswith("/tugas") else "kesanggupan"
    known = {
        "number": thing.number,
        "other": world.things["theirs" if which == "ours" else "ours"].number,
        "referral": thing.referral,
        "attachment": thing.photo,
        "attachment_id": attachment,
        "assignment": thing.assignment,
        "token": token,
        "own_token": thing.own,
        "report_id": thing.report,
        "noun": noun,
    }
    return str(known[name])


def asked(method: str, pattern: str, thing: Thing) -> dict[str, Any]:
    """What goes with the address: a sound form where one is needed to come past the door."""
    if method == "PUT":
        return {"params": {"untuk": str(thing.report), "jenis": "photo", "jumlah": "3"}}
    if method == "GET":
        return {}
    if pattern.endswith("/posisi"):
        return {"data": {"latitude": "-1.3", "longitude": "123.3", "accuracy_m": "9"}}
    return {"data": action(note="Aman", officer="Budi", eta_min=9)}
