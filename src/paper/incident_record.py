"""The record of an incident on paper (berita acara): what was typed and what the log tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from src.domain.record import RECORDS, Field, Kind, Values
from src.paper import document as paper
from src.paper.document import Document, Facts, Heading, Part, Picture, Signatures, Words
from src.paper.letterhead import Letterhead
from src.words.records import (
    DRAFT,
    RECORD_CHOICES,
    RECORD_FIELDS,
    RECORD_SECTIONS,
    RECORD_TITLES,
    TYPED,
)

FACTS = "Waktu dan tempat"
PHOTOS = "Foto"
SIGNERS = (("Komandan lapangan", "commander"), ("Kepala piket", "head_of_shift"))
HEAD_OF_OFFICE = "Kepala satuan"
SOURCES = (
    "Angka dengan sumber “catatan kejadian” dibaca dari catatan yang tidak dapat diubah."
    " Yang lain diisi petugas."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`facts` as (what, value, source); `photos` as (JPEG, caption); `place_and_day` to sign."""

    head: Letterhead
    number: str
    kind: Kind
    facts: Sequence[tuple[str, str, str]]
    values: Values
    signed: str
    place_and_day: str
    foot: str
    photos: Sequence[tuple[bytes, str]] = ()


def sheet(told: Sheet) -> bytes:
    """The PDF."""
    parts: list[Part] = [] if told.signed else [Words(DRAFT, small=True)]
    parts += [Heading(FACTS), Facts(told.facts)]
    for section in RECORDS[told.kind]:
        if section.code == "signed":
            continue
        lines = [
            (RECORD_FIELDS[field.code][0], _said(field, told.values), TYPED)
            for field in section.fields
            if field.typed != "long" and field.code in told.values
        ]
        longs = [f for f in section.fields if f.typed == "long" and f.code in told.values]
        if lines or longs:
            parts.append(Heading(RECORD_SECTIONS[section.code]))
        if lines:
            parts.append(Facts(lines))
        for field in longs:
            parts.append(Words(f"{RECORD_FIELDS[field.code][0]}:\n{told.values[field.code]}"))
    if told.photos:
        parts.append(Heading(PHOTOS))
        parts += [Picture(content, caption) for content, caption in told.photos]
    parts.append(Words(SOURCES, small=True))
    if told.signed:
        parts.append(Words(told.signed, small=True))
    signers = [(role, str(told.values.get(code, ""))) for role, code in SIGNERS]
    parts.append(Signatures(told.place_and_day, [*signers, (HEAD_OF_OFFICE, "")]))
    return paper.document(
        Document(told.head, RECORD_TITLES[told.kind], parts, number=told.number, foot=told.foot)
    )


def _said(field: Field, values: Values) -> str:
    """The value as people read it: words for codes, dots between thousands, units."""
    value = values[field.code]
    match field.typed:
        case "choice":
            return RECORD_CHOICES[field.code][value]
        case "many":
            return ", ".join(RECORD_CHOICES[field.code][each] for each in value)
        case "money":
            return f"Rp {value:,}".replace(",", ".")
        case "number":
            unit = RECORD_FIELDS[field.code][1]
            return f"{value:,} {unit}".replace(",", ".").strip()
        case _:
            return str(value)
