"""Priorities: their words, and what each promises."""

from typing import Any

from src.domain.priority import Deadline
from src.domain.region import Region
from src.routes.manage.fields import Area, Text, Whole
from src.routes.manage.promise import Promise
from src.routes.manage.subject import Listed, Subject

PROMISES = ("first_answer", "dispatch", "on_scene", "resolve", "escalate", "refer")


def _read(region: Region, code: str) -> dict[str, Any] | None:
    level = region.priorities.get(code)
    if level is None:
        return None
    values: dict[str, Any] = {"word": level.word, "meaning": level.meaning}
    values |= {name: _told(getattr(level, name)) for name in PROMISES}
    return values | {"auto_close_days": level.auto_close_days}


def _told(promise: Deadline) -> dict[str, int] | None:
    if promise.minutes is not None:
        return {"minutes": promise.minutes}
    return {"working_days": promise.working_days} if promise.working_days is not None else None


def _listed(region: Region) -> list[Listed]:
    answer = PRIORITIES.field("first_answer")
    assert answer is not None
    return [
        Listed(
            each.code,
            f"{each.code} · {each.word}",
            (each.meaning, f"Dijawab dalam {answer.word(_told(each.first_answer), region)}"),
        )
        for each in region.priorities.values()
    ]


PRIORITIES = Subject(
    kind="priority",
    address="/kelola/tingkat",
    icon="clock",
    one="tingkat",
    many="Tingkat dan tenggat",
    purpose="Berapa cepat dijawab, ditugaskan, dan diselesaikan.",
    note="Tenggat baru berlaku saat aduan berubah lagi. Aduan yang diam tetap.",
    adds=False,
    retires=False,
    fields=(
        Text(name="word", label="Nama", longest=30),
        Area(name="meaning", label="Artinya bagi warga", longest=200, rows=2),
        Promise(name="first_answer", label="Dijawab dalam"),
        Promise(name="dispatch", label="Ditugaskan dalam", hint="boleh kosong", required=False),
        Promise(name="on_scene", label="Tiba dalam", hint="boleh kosong", required=False),
        Promise(name="resolve", label="Selesai dalam"),
        Promise(
            name="escalate", label="Naik ke pimpinan setelah", hint="boleh kosong", required=False
        ),
        Promise(name="refer", label="Instansi menjawab dalam", hint="boleh kosong", required=False),
        Whole(
            name="auto_close_days",
            label="Ditutup bila pelapor diam",
            hint="hari",
            least=1,
            most=60,
        ),
    ),
    read=_read,
    listed=_listed,
    title=lambda values: str(values.get("word", "")),
)
