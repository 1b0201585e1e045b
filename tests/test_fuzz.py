"""Every route, every method, every role, strange bytes everywhere: a plain answer each time.

The seed is fixed, so that a failure comes again; what is sent stands in the failure's message.
"""

import json
import random
import re
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from src import database
from src.domain.access import ROLES, Role
from src.services import referral_links, referrals
from src.services.health import Pulse
from src.services.referrals import Asking
from tests.cast import Cast
from tests.clock import Clock
from tests.raw_request import Raw, raw
from tests.routes.reporting import DEVICE, SALAKAN, fields, path_of, receipt

SEED = 20261012
AT_RANDOM = 2_000  # besides one for each route, method and role
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW")
NAMES = (
    "id category text latitude longitude accuracy_m village landmark created_at sent_at at"
    " reporter_name reporter_phone confidential stand bentor attachments website update_id benar"
    " reason nilai kata endpoint p256dh auth for pantau delivery what action_id eta_min outcome"
    " note photo_reason login name phone team body_number leads on sent why priority"
    " within officer referral_kind agency-PLN contacts deadline message agency helps"
    " into report question own untuk jenis awal jumlah nomor saring pangkalan ukuran sejak"
).split()
WORDS = (
    "", "ya", "tidak", "P1", "fire.house", "fire", SALAKAN, "-1.3", "123.4", "1e999", "nan", "-0",
    "9" * 400, "9223372036854775808", "-1", "0x1", "١٢٣", "\x00", "a\x00b", "\u202ea", "\ufeff",
    "🔥" * 50, "<script>x</script>", "{{7*7}}", "{0.__class__}", "%s%n", "' OR 1=1 --", "../../etc",
    "x" * 10_000, "2026-10-12T13:58:00+08:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
    "2026-99-99", "completed", "accepted", "a@b", "62" * 8, "081234567890", "1", "4", "received",
    "shown", "http://127.0.0.1/x", "https://fcm.googleapis.com/fcm/send/x", "B" * 87, "A" * 22,
)  # fmt: skip
BYTES = (b"%ff%fe", b"%00", b"%ed%a0%80", b"%", b"%zz", b"+", b"%f0%9f", b"\xff\xfe", b"\xc3\xa9")
PATHS = (
    "x", "", "\x00", "\ufffd", "\u202e", "..", "%2e%2e%2f", "../../etc/passwd", "é", "🔥",
    "x" * 9000,
    "LB-0000", "LB-YYYYYYYYYYYY", "00000000-0000-0000-0000-000000000000", "-1", "nul\nline\r", " ",
)  # fmt: skip
KINDS = (
    b"application/x-www-form-urlencoded", b"application/x-www-form-urlencoded; charset=utf-16",
    b"multipart/form-data; boundary=x", b"multipart/form-data", b"multipart/form-data; boundary=",
    b"application/json", b"text/plain", b"image/jpeg", b"", b"\xff", b"x/y; boundary=\x00",
)  # fmt: skip
STRANGE_HEADERS = (
    (b"origin", b"http://["), (b"origin", b"null"), (b"origin", b"\xff"),
    (b"content-length", b"9" * 5_000), (b"content-length", b"-5"), (b"content-length", b"abc"),
    (b"range", b"bytes=" + b"9" * 5_000 + b"-"), (b"range", b"bytes=-"), (b"range", b"\xff"),
    (b"range", b"bytes=5-1"), (b"if-none-match", b"\xff\x00"), (b"if-none-match", b"*"),
    (b"last-event-id", b"9" * 5_000), (b"last-event-id", b"\xb2"), (b"last-event-id", b"-1"),
    (b"cookie", b"lacak_sesi=\xff; lacak_milik=\x01; =; ;;"),
    (b"cookie", b"lacak_milik=" + b"x" * 9000),
    (b"cookie", b'lacak_sesi="a\\"b"; lacak_sesi=c'), (b"accept-encoding", b"br;q=x, \xff"),
    (b"x-lacak-device", b"\xff" * 300), (b"x-lacak-device", b""), (b"hx-request", b"true"),
    (b"x-lacak", b"1"), (b"user-agent", b"Android " + b"9" * 9000), (b"user-agent", b"\xff\x00"),
    (b"x-forwarded-for", b"\xff, , 1"), (b"host", b"evil\x00"), (b"accept", b"\xff/;q=\x00"),
    (b"accept-language", b"x" * 9000), (b"expect", b"100-continue"), (b"content-encoding", b"gzip"),
    (b"transfer-encoding", b"chunked"), (b"x-http-method-override", b"DELETE"),
)  # fmt: skip


@dataclass
class Doors:
    """What one may knock at, with real ids and tokens to mix into the garbage."""

    app: Litestar
    chance: random.Random
    real: dict[str, list[str]] = field(default_factory=dict)
    people: dict[Role, UUID] = field(default_factory=dict)
    tokens: dict[Role | None, str] = field(default_factory=dict)

    def address(self, pattern: str) -> str:
        return re.sub(r"\{(\w+):\w+\}", lambda found: self._part(found[1]), pattern)

    def _part(self, name: str) -> str:
        if self.chance.random() < 0.6 and name in self.real:
            return self.chance.choice(self.real[name])
        return self.chance.choice([*PATHS, str(uuid4())])

    def value(self) -> str:
        known = [each for values in self.real.values() for each in values]
        return self.chance.choice(WORDS if self.chance.random() < 0.7 else known)

    def pairs(self) -> bytes:
        """Fields as a form or a query carries them: garbage, or a sound form with some in it."""
        some = {name: self.value() for name in self.chance.sample(NAMES, self.chance.randint(0, 9))}
        if self.chance.random() < 0.4:
            spoilt = self.chance.sample(list(some), min(len(some), self.chance.randint(0, 2)))
            some = self.sound() | {name: some[name] for name in spoilt}
        if self.chance.random() < 0.8:
            return str(httpx.QueryParams(some)).encode()
        return b"&".join(
            name.encode() + b"=" + self.chance.choice(BYTES) + value.encode()
            for name, value in some.items()
        )

    def sound(self) -> dict[str, str]:
        """All that every form asks for, as it should be."""
        said = {"update_id": uuid4(), "action_id": uuid4(), "outcome": "other", "note": "catatan"}
        said |= {"photo_reason": "gelap", "reason": "alasan", "why": "salah pilih", "eta_min": 9}
        said |= {"nilai": 4, "benar": self.chance.choice(("ya", "belum")), "priority": "P2"}
        said |= {"latitude": -1.31, "longitude": 123.3, "accuracy_m": self.chance.randint(1, 900)}
        said |= {
            "delivery": uuid4(),
            "what": "shown",
            "name": "Rahim",
            "stand": "PLB-01",
            "on": "ya",
        }
        said |= {"team": self.chance.choice(self.real["team"]), "untuk": self.real["report_id"][0]}
        said |= {"within": "d1", "officer": "Budi", "referral_kind": "help", "agency-PLN": "ya"}
        said |= {"jenis": "photo", "awal": 0, "jumlah": 3000, "question": "Di mana?"}
        said |= {"into": self.chance.choice(self.real["number"]), "text": "asap"}
        return fields(**said)

    def body(self) -> tuple[bytes, bytes]:
        """(content type, bytes), mostly but not always fitting each other."""
        dice = self.chance.random()
        if dice < 0.5:
            return KINDS[0], self.pairs()
        if dice < 0.8:
            return b"multipart/form-data; boundary=x", self._parts()
        if dice < 0.9:
            return self.chance.choice(KINDS), self.pairs()
        return self.chance.choice(KINDS), self.chance.randbytes(self.chance.randint(0, 3_000))

    def _parts(self) -> bytes:
        """Sound and broken parts, some of them photos, at times far too many."""
        told = b""
        for _ in range(self.chance.choice((0, 1, 3, 8, 8, 120))):
            name = self.chance.choice([*NAMES, "photo", "", '"', "\n", "[0]"]).encode()
            file = self.chance.choice(
                (b"", b'; filename="a.jpg"', b'; filename="', b"; filename*=x")
            )
            kind = self.chance.choice(
                (b"", b"Content-Type: image/jpeg\r\n", b"Content-Type: \xff\r\n")
            )
            value = self.chance.choice([*BYTES, self.value().encode(), self.chance.randbytes(40)])
            told += b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n' % (name, file)
            told += kind + b"\r\n" + value + b"\r\n"
        return told + self.chance.choice((b"--x--\r\n", b"--x", b"", b"--x\r\n--x--"))

    def headers(self, role: Role | None, kind: bytes) -> list[tuple[bytes, bytes]]:
        accept = self.chance.choice(
            (b"application/json", b"text/html", b"*/*", b"text/event-stream")
        )
        sent = [(b"accept", accept), (b"content-type", kind)]
        if self.chance.random() < 0.9:
            sent.append((b"sec-fetch-site", b"same-origin"))
        if self.chance.random() < 0.4:
            sent.append((b"x-lacak-device", DEVICE.encode()))
        cookies = [f"lacak_sesi={self.tokens[role]}"] if role else []
        if self.chance.random() < 0.4:
            cookies.append(f"lacak_milik={self.chance.choice(self.real['own_token'])}")
        if cookies:
            sent.append((b"cookie", "; ".join(cookies).encode()))
        strange = self.chance.sample(STRANGE_HEADERS, self.chance.choice((0, 0, 1, 3)))
        return [*sent, *strange]

    def network(self) -> str:
        """Always another: what is asked here is not how often one may."""
        return ".".join(str(self.chance.randint(1, 254)) for _ in range(4))


async def a_referral(app: Litestar, by: UUID, clock: Clock) -> tuple[UUID, str]:
    """One that an agency was asked for, and the token of its guest link."""
    asking = Asking(id=uuid4(), agencies=("PLN",), kind="handover")
    region, now = app.state.surroundings.region, clock()
    [referral] = await referrals.refer(1, asking, by=by, region=region, now=now)
    return referral, await referral_links.issue(referral, incident_id=1, by=by, now=now)


@pytest.fixture
async def doors(app: Litestar, client: httpx.AsyncClient, cast: Cast, clock: Clock) -> Doors:
    found = Doors(app, random.Random(SEED), tokens={None: ""})
    told, other = await receipt(client), await receipt(client)
    team = await database.row("SELECT id, team FROM assignment")
    assert team is not None
    people = {
        role: await cast.person(
            role, team=team["team"], stand="PLB-01", leads=role == "driver", agency="PLN"
        )
        for role in ROLES
    }
    found.people |= people
    found.tokens |= {role: await cast.token(person) for role, person in people.items()}
    others = [await cast.person("driver", stand="PLB-01"), await cast.person("responder", team="x")]
    referral, guest = await a_referral(app, people["operator"], clock)
    found.real = {
        "token": [path_of(told["share_url"]).rsplit("/", 1)[1], guest],
        "own_token": [path_of(told["own_url"]).rsplit("/", 1)[1]],
        "number": [told["number"], other["number"].lower()],
        "team": [team["team"]],
        "report_id": [told["id"]],
        "assignment": [str(team["id"])],
        "noun": "penerimaan penolakan keberangkatan kedatangan kendali penyelesaian".split(),
        "person": [str(other) for other in others],
        "attachment_id": [str(uuid4())],
        "referral": [str(referral)],
        "version": [app.state.assets.version],
        "path": ["css/look.css", "../../settings.py", "/etc/passwd"],
    }
    return found


async def knock(doors: Doors, role: Role | None, method: str, pattern: str) -> list[str]:
    """Send one strange request; what is wrong with the answer."""
    path = doors.address(pattern)
    kind, body = doors.body()
    headers, query = doors.headers(role, kind), doors.pairs()
    if path == "/masuk" and method == "POST" and doors.chance.random() < 0.7:
        return []  # a try costs 50 ms of hashing
    said = f"{role} {method} {path!r}?{query[:200]!r} {headers!r} {body[:400]!r}"
    try:
        answer = await raw(
            doors.app,
            method,
            path,
            query=query,
            headers=headers,
            body=body,
            address=doors.network(),
            cut=doors.chance.random() < 0.05,
        )
    except Exception as trouble:
        return [f"{type(trouble).__name__}: {trouble} for {said}"]
    return [f"{wrong} for {said}" for wrong in wrongs(answer, method, headers, path)]


def wrongs(answer: Raw, method: str, headers: list[tuple[bytes, bytes]], path: str) -> list[str]:
    found: list[str] = []
    if (path, answer.status) == ("/kesehatan", 503):
        return found  # on a slow machine the auditor looks, and finds that nobody's alarm climbs
    if not 200 <= answer.status < 500:
        found.append(f"status {answer.status}")
    if "Traceback" in answer.text or re.search(r'File ".+\.py"', answer.text):
        found.append("a stack trace")
    if any(sign in value for value in answer.headers.values() for sign in "\r\n\0"):
        found.append(f"a broken header {answer.headers}")
    if answer.status < 400 or method == "HEAD":
        return found
    asks_json = [value for name, value in headers if name == b"accept"] == [b"application/json"]
    if answer.status != 416 and not (_told_json(answer) if asks_json else answer.body):
        found.append(f"no sentence ({answer.status}) {answer.text[:200]}")
    return found


def _told_json(answer: Raw) -> bool:
    """A sentence, or how far a file has come, said to be ours."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return False
    return bool(told.get("message") or "received" in told) and answer.headers["x-lacak"] == "1"


async def the_worker_ticks(clock: Clock) -> None:
    """So that the house is well, which is what its health is asked about."""
    pulse = Pulse()
    for part in ("alarms", "deliveries"):
        await pulse.beat(part, now=clock())


async def test_no_strange_request_breaks_anything(doors: Doors, cast: Cast, clock: Clock) -> None:
    patterns = sorted({route.path for route in doors.app.routes})
    assert len(patterns) > 40
    asked = [(role, method, each) for each in patterns for method in METHODS for role in WHO]
    handled = [
        (role, method, route.path)
        for route in doors.app.routes
        for method in sorted(set(getattr(route, "methods", ())) - {"OPTIONS"})
        for role in WHO
    ]
    asked += doors.chance.choices(handled, k=AT_RANDOM)
    asked += [(None, method, path) for path in PATHS for method in METHODS]
    bad: list[str] = []
    for role, method, pattern in asked:
        clock.passes(seconds=2)  # so that nothing is refused for being asked too often
        if pattern == "/kesehatan":
            await the_worker_ticks(clock)
        bad += await knock(doors, role, method, pattern)
        if role is not None and pattern == "/keluar":
            doors.tokens[role] = await cast.token(doors.people[role])
    assert not bad, f"{len(bad)} of {len(asked)}:\n" + "\n".join(bad[:12])


async def test_no_control_character_in_an_address_reaches_the_database(doors: Doors) -> None:
    """PostgreSQL refuses a NUL in any text: each part of each address is tried, by everybody."""
    asked = [
        (role, method, pattern, part, spoilt)
        for pattern, method in sorted(handled(doors.app))
        for part in re.findall(r"{(\w+):\w+}", pattern)
        for spoilt in (CONTROLS if "{path" not in pattern else ("\x00",))
        for role in WHO
    ]
    assert len(asked) > 500
    bad = [await spoil(doors, *each) for each in asked]
    assert not any(bad), "\n".join(list(filter(None, bad))[:12])


async def test_no_control_character_in_a_query_reaches_the_database(
    doors: Doors, clock: Clock
) -> None:
    """All names at once by everybody, and one by one by those who see most."""
    await the_worker_ticks(clock)
    pages = sorted(pattern for pattern, method in handled(doors.app) if method == "GET")
    whole = [dict.fromkeys(QUERIES, spoilt) for spoilt in ("\x00", "a\x00", "\x7f\x01")]
    asked = [(role, pattern, query) for pattern in pages for query in whole for role in WHO]
    asked += [("operator", pattern, {n: "a\x00"}) for pattern in pages for n in QUERIES]
    assert len(asked) > 1_500
    bad = [
        await wrong_with(doors, role, "GET", filled(doors, pattern), query)
        for role, pattern, query in asked
    ]
    assert not any(bad), "\n".join(list(filter(None, bad))[:12])


async def spoil(
    doors: Doors, role: Role | None, method: str, pattern: str, part: str, spoilt: str
) -> str:
    """A request sound in all but one part of its address; what is wrong with the answer."""
    return await wrong_with(doors, role, method, filled(doors, pattern, {part: spoilt}), {})


def filled(doors: Doors, pattern: str, spoilt: dict[str, str] | None = None) -> str:
    """The address with something real in each part, put into what is `spoilt` by its name."""

    def part(found: re.Match[str]) -> str:
        real = doors.real.get(found[1], [str(uuid4())])[0]
        return (spoilt or {}).get(found[1], "{}").format(real)

    return re.sub(r"\{(\w+):\w+\}", part, pattern)


async def wrong_with(
    doors: Doors, role: Role | None, method: str, path: str, query: dict[str, str]
) -> str:
    """What is wrong with the answer to this request, with a sound form where it takes one."""
    headers = [(b"content-type", KINDS[0]), (b"sec-fetch-site", b"same-origin")]
    headers.append((b"x-lacak-device", DEVICE.encode()))
    if role:
        headers.append((b"cookie", f"lacak_sesi={doors.tokens[role]}".encode()))
    body = str(httpx.QueryParams(doors.sound())).encode() if method != "GET" else b""
    said = f"{role} {method} {path!r}?{query}"
    try:
        answer = await raw(
            doors.app,
            method,
            path,
            query=str(httpx.QueryParams(query)).encode(),
            headers=headers,
            body=body,
            address=doors.network(),
        )
    except Exception as trouble:
        return f"{type(trouble).__name__}: {trouble} for {said}"
    return "; ".join(f"{each} for {said}" for each in wrongs(answer, method, [], path))


def handled(app: Litestar) -> set[tuple[str, str]]:
    """(address, method) of all that is answered by a handler of ours."""
    return {
        (route.path, str(method))
        for route in app.routes
        for method in set(getattr(route, "methods", ())) - {"OPTIONS"}
    }


WHO: tuple[Role | None, ...] = (None, *ROLES)
QUERIES = (
    "jenis nomor saring pangkalan bentor regu hari jam desa hp sejak untuk ukuran awal jumlah"
    " dibagikan kata tingkat halaman urut kecamatan instansi peta saluran"
).split()
# A part of an address made of one, behind what is real, and before it.
CONTROLS = ("\x00", "{}\x00", "\x00{}", "\x01", "{}\x7f", "{}\r\n", "\ufffd")
