"""Groups of categories: the first choices, with their words."""

from typing import Any

from src.domain.region import Region
from src.routes.manage.fields import Area, Text
from src.routes.manage.subject import Listed, Subject


def _read(region: Region, code: str) -> dict[str, Any] | None:
    group = next((each for each in region.groups if each.code == code), None)
    if group is None:
        return None
    return {
        "word": group.word,
        "action": group.action,
        "examples": group.examples,
        "question": group.question,
        "advice": group.advice,
    }


def _listed(region: Region) -> list[Listed]:
    return [
        Listed(each.code, each.word, (each.action, each.examples, f"{len(each.categories)} jenis"))
        for each in region.groups
    ]


GROUPS = Subject(
    kind="group",
    address="/kelola/golongan",
    icon="list",
    one="golongan",
    many="Golongan kejadian",
    purpose="Kata di tombol pertama, contoh, dan anjuran keselamatan.",
    note="HP warga mengambil kata baru saat dibuka dengan sinyal.",
    adds=False,
    retires=False,
    fields=(
        Text(name="word", label="Nama", longest=40),
        Text(name="action", label="Tulisan di tombol", longest=40),
        Text(name="examples", label="Contoh di bawah tombol", longest=80),
        Text(name="question", label="Pertanyaan di formulir", longest=80),
        Area(
            name="advice",
            label="Anjuran keselamatan",
            hint="boleh kosong",
            required=False,
            longest=200,
        ),
    ),
    read=_read,
    listed=_listed,
    title=lambda values: str(values.get("word", "")),
)
