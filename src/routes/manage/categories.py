"""Categories: word, urgency, who leads and helps, and how much of it is public."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from src.domain.category import Category
from src.domain.region import Region
from src.routes.manage import choices
from src.routes.manage.fields import Choice, Text, Ticks, Wrong
from src.routes.manage.subject import Listed, Subject

VISIBLE = {
    "full": "Desa, patokan, dan foto bukti",
    "area": "Desa saja, tanpa foto",
    "hidden": "Dirahasiakan, hanya nama golongan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderGroup(Choice):
    """Where a new one stands; with its word that makes a code people can read."""

    def read(self, said: Mapping[str, str], region: Region) -> str:
        """ "Pohon tumbang" under `rescue`: `rescue.pohon_tumbang`."""
        group, word = Choice.read(self, said, region), said.get("word", "")
        plain = unicodedata.normalize("NFKD", word).casefold().encode("ascii", "ignore").decode()
        parts = re.findall(r"[a-z]+", plain)
        if word.strip() and not parts:
            raise Wrong("word_without_letters")
        return f"{group}.{'_'.join(parts)}"


def _read(region: Region, code: str) -> dict[str, Any] | None:
    leaf = region.category_named(code)
    if leaf is None:
        return None
    return {
        "word": leaf.word,
        "priority": leaf.priority,
        "lead": leaf.lead,
        "support": sorted(leaf.support),
        "visibility": leaf.visibility,
    }


def _of(region: Region, leaves: Iterable[Category]) -> list[Listed]:
    found = []
    for leaf in leaves:
        lead = region.agency_named(leaf.lead)
        about = (
            region.group_of(leaf).word,
            region.priorities[leaf.priority].word,
            lead.short_name if lead else leaf.lead,
            VISIBLE[leaf.visibility],
        )
        found.append(Listed(leaf.code, leaf.word, about))
    return found


CATEGORIES = Subject(
    kind="category",
    address="/kelola/jenis",
    icon="filter",
    one="jenis kejadian",
    many="Jenis kejadian",
    purpose="Kata, tingkat darurat, penanggung jawab, dan apa yang dilihat umum.",
    note="Aduan lama mengikuti kata baru. Kodenya tidak pernah berubah.",
    code_field=UnderGroup(
        name="group",
        label="Golongan",
        options=choices.groups,
        help="Tidak bisa diubah nanti: dari sini warna, gambar, dan regunya.",
    ),
    taken="word_taken",
    fields=(
        Text(name="word", label="Kata di formulir", longest=60),
        Choice(name="priority", label="Tingkat bawaan", options=choices.priorities),
        Choice(name="lead", label="Penanggung jawab", options=choices.agencies),
        Ticks(name="support", label="Pendamping", options=choices.agencies, required=False),
        Choice(
            name="visibility", label="Yang dilihat umum", options=lambda region: VISIBLE.items()
        ),
    ),
    read=_read,
    listed=lambda region: _of(region, region.categories.values()),
    past=lambda region: _of(region, region.past.categories.values()),
    title=lambda values: str(values.get("word", "")),
)
