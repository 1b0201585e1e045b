"""/kelola: what can be changed here, found by plain words; each role sees what leads on for it."""

from dataclasses import dataclass

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from src.domain import access
from src.domain.region import Region
from src.routes.manage.catalogue import SUBJECTS
from src.routes.manage.facts import FACTS
from src.routes.manage.pages import Asked
from src.routes.manage.subject import Subject
from src.routes.rendering import page
from src.routes.submission import line
from src.routes.surroundings import person_of, region_of, surroundings
from src.words.changes import KINDS


@dataclass(frozen=True, slots=True)
class Entry:
    """A link; `action` is what the guard will ask for behind it."""

    address: str
    icon: str
    word: str
    purpose: str
    action: str


def _of(subject: Subject) -> Entry:
    return Entry(subject.address, subject.icon, subject.many, subject.purpose, "see_region")


_BY_KIND = {subject.kind: _of(subject) for subject in SUBJECTS}

SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Orang",
        (
            Entry(
                "/kelola/orang",
                "lock",
                "Orang dan HP",
                "Semua akun: peran, undangan, kata sandi, HP yang masuk.",
                "see_people",
            ),
            Entry(
                "/petugas",
                "team",
                "Petugas",
                "Keahlian, piket, dan HP petugas.",
                "manage_responders",
            ),
            Entry(
                "/pengemudi",
                "bentor",
                "Pengemudi",
                "Daftar, cocokkan, dan cetak kartu QR.",
                "manage_drivers",
            ),
            Entry(
                "/akun-instansi",
                "share",
                "Akun instansi dan mitra",
                "Jalan masuk bagi kantor lain dan relawan.",
                "manage_agencies",
            ),
            Entry(
                "/pos/undangan",
                "siren",
                "Layar pos",
                "Ikat tablet atau TV di pos.",
                "manage_screens",
            ),
        ),
    ),
    (
        "Yang menjawab",
        (_BY_KIND["team"], _BY_KIND["station"], _BY_KIND["vehicle"], _BY_KIND["agency"]),
    ),
    ("Bentor", (_BY_KIND["stand"],)),
    (
        "Aduan dan janji",
        (
            _BY_KIND["category"],
            _BY_KIND["group"],
            _BY_KIND["priority"],
            Entry(
                "/kelola/alarm",
                "bell",
                "Aturan alarm",
                "Siapa harus datang, dan bagaimana alarm naik.",
                "see_alarm_rules",
            ),
            _BY_KIND["response"],
            Entry(
                "/kelola/libur",
                "clock",
                "Hari libur",
                "Pada hari ini tenggat hari kerja berhenti.",
                "see_region",
            ),
        ),
    ),
    (
        "Wilayah",
        (
            _of(FACTS),
            Entry(
                "/kelola/batas-desa",
                "map",
                "Batas desa",
                "Peta batas, supaya desa ditebak dengan tepat.",
                "see_region",
            ),
        ),
    ),
    (
        "Pengawasan",
        (
            Entry(
                "/kelola/catatan",
                "list",
                "Catatan perubahan",
                "Siapa mengubah apa, kapan, dari apa menjadi apa.",
                "see_changes",
            ),
        ),
    ),
)


@get("/kelola", opt={"action": "see_administration"})
async def show_index(request: Asked) -> Response[bytes]:
    """`?cari=nomor` leaves what speaks of it."""
    searched = line(request.query_params.get("cari", ""))[:80]
    words = searched.casefold().split()
    person, region = person_of(request), region_of(request)
    sections = []
    for heading, entries in SECTIONS:
        shown = [
            each
            for each in entries
            if access.allows(each.action, person) and _speaks(each, heading, words)
        ]
        if shown:
            sections.append((heading, shown))
    return page(
        request,
        "manage/index.html",
        sections=sections,
        searched=searched,
        demo=_demo(region) if access.allows("see_region", person) else 0,
        left_out=[
            f"{KINDS[edit.kind]} {edit.values.get('name') or edit.code}"
            for edit in surroundings(request).live_region.left_out
        ],
    )


def _speaks(entry: Entry, heading: str, words: list[str]) -> bool:
    said = f"{heading} {entry.word} {entry.purpose}".casefold()
    return all(word in said for word in words)


def _demo(region: Region) -> int:
    """How much of the region is still invented."""
    kinds = (region.teams, region.stations, region.vehicles, region.stands, region.agencies)
    found = sum(each.demo for kind in kinds for each in kind.values())
    return found + sum(phone.demo for phone in (*region.phones, *region.emergency))


HANDLERS: list[HTTPRouteHandler] = [show_index]
