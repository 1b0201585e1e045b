"""Ready sentences: what the office says often, by event and group."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from src.domain.region import Region
from src.domain.response_template import PLACES, ResponseTemplate
from src.routes.manage import choices
from src.routes.manage.fields import Area, Choice, Text, Wrong
from src.routes.manage.subject import Listed, Subject

SAID_AT = {
    "info_requested": "Minta keterangan",
    "resolved": "Jawab dan selesaikan",
    "declined": "Tidak dapat ditangani",
    "noted": "Catatan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Area):
    """A text that names only places which can be filled."""

    kind: ClassVar[str] = "area"

    def read(self, said: Mapping[str, str], region: Region) -> str:
        text = Area.read(self, said, region)
        if set(re.findall(r"\{([^}]*)\}", text)) - set(PLACES):
            raise Wrong("place_in_text_unknown")
        return text


def _read(region: Region, code: str) -> dict[str, Any] | None:
    known = dict(region.past.responses) | {each.code: each for each in region.responses}
    found = known.get(code)
    if found is None:
        return None
    return {
        "name": found.name,
        "event": found.event,
        "group": found.group,
        "text": found.text,
    }


def _of(region: Region, responses: Iterable[ResponseTemplate]) -> list[Listed]:
    groups = dict(choices.groups(region))
    return [
        Listed(
            each.code,
            each.name,
            (
                SAID_AT.get(each.event, each.event),
                groups.get(each.group, "Semua golongan"),
                each.text,
            ),
        )
        for each in responses
    ]


RESPONSES = Subject(
    kind="response",
    address="/kelola/templat",
    icon="sms",
    one="kalimat siap pakai",
    many="Kalimat siap pakai",
    purpose="Kalimat yang sering ditulis operator, tinggal dipilih.",
    note="Operator masih bisa mengubahnya sebelum dikirim.",
    prefix="own_",
    fields=(
        Text(name="name", label="Nama", hint="hanya dilihat operator", longest=60),
        Choice(name="event", label="Dipakai saat", options=lambda region: SAID_AT.items()),
        Choice(
            name="group",
            label="Untuk golongan",
            options=choices.groups,
            required=False,
            empty="Semua golongan",
        ),
        Sentence(
            name="text",
            label="Kalimat",
            help="{nomor}, {jenis}, dan {desa} diisi sendiri.",
            longest=500,
            rows=4,
        ),
    ),
    read=_read,
    listed=lambda region: _of(region, region.responses),
    past=lambda region: _of(region, region.past.responses.values()),
)
