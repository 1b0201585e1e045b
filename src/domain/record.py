"""The record owed for each incident that was handled (laporan hasil penanganan), as data.

Three kinds: fire (LKK), rescue, public order. A field says how it is typed and whether the record
can be signed without it; the words are in `words.records`. What the log knows (times, teams,
photos) is not typed but read, see `queries.record_facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from src.domain.category import Kind as GroupKind
from src.domain.masking import masked

Kind = Literal["fire", "rescue", "order"]
Typed = Literal["text", "long", "number", "money", "choice", "many", "date"]

LONGEST_TEXT, LONGEST_LONG = 200, 3000
MOST_NUMBER, MOST_MONEY = 1_000_000, 1_000_000_000_000


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to tell. `needed` before it is signed; `restricted` names people: it stays with
    the handling team and is left out of the copy for others.
    """

    code: str
    typed: Typed = "text"
    choices: tuple[str, ...] = ()
    needed: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    fields: tuple[Field, ...]


OUTCOMES: Final = (
    "extinguished",
    "rescued",
    "restored",
    "advised",
    "handed_over",
    "false_alarm",
    "not_found",
    "other",
)
OBSTACLES: Final = ("water", "road", "wind", "crowd", "damage", "signal")
CAUSES: Final = (
    "electricity",
    "stove_gas",
    "candle_lamp",
    "cigarette",
    "burning_outdoors",
    "lightning",
    "intentional",
    "unknown",
)
MEASURES: Final = (
    "appeal",
    "oral_warning",
    "written_statement",
    "letter_1",
    "letter_2",
    "letter_3",
    "sealing",
    "clearing",
    "court",
    "handed_over",
)
OBJECTS: Final = (
    "house",
    "shop",
    "office",
    "school",
    "worship",
    "vehicle",
    "boat",
    "land",
    "power_line",
    "waste",
    "other",
)

_PLACE = Section("place", (Field("rt_rw"), Field("hamlet")))
_PEOPLE = Section(
    "people",
    (
        Field("dead", "number", needed=True),
        Field("badly_hurt", "number", needed=True),
        Field("lightly_hurt", "number", needed=True),
        Field("evacuated", "number"),
        Field("displaced_families", "number"),
    ),
)
_LOSS = Section("loss", (Field("loss_rp", "money"), Field("saved_rp", "money")))
_RESOURCES = Section(
    "resources",
    (
        Field("vehicles"),
        Field("water_l", "number"),
        Field("foam_l", "number"),
        Field("officers", "number", needed=True),
        Field("team_leaders"),
        Field("volunteers", "number"),
        Field("helpers"),
    ),
)
_WORK = Section(
    "work",
    (
        Field("outcome", "choice", OUTCOMES, needed=True),
        Field("action", "long"),
        Field("obstacles", "many", OBSTACLES),
        Field("chronology", "long", needed=True),
    ),
)
_SIGNED = Section("signed", (Field("commander"), Field("head_of_shift")))
_WEATHER = Field("weather", "choice", ("clear", "cloudy", "rain", "strong_wind"))

RECORDS: Final[Mapping[Kind, tuple[Section, ...]]] = {
    "fire": (
        Section(
            "object",
            (
                Field("object_kind", "choice", OBJECTS, needed=True),
                Field("owner", restricted=True),
                Field("occupants", "number"),
                Field("burned_part"),
                Field("burned_m2", "number"),
                Field("cause", "choice", CAUSES, needed=True),
                _WEATHER,
            ),
        ),
        _PEOPLE,
        _LOSS,
        _PLACE,
        _RESOURCES,
        _WORK,
        _SIGNED,
    ),
    "rescue": (
        Section(
            "object",
            (
                Field("rescued", needed=True),
                Field("owner", restricted=True),
                _WEATHER,
            ),
        ),
        _PEOPLE,
        _LOSS,
        _PLACE,
        _RESOURCES,
        _WORK,
        _SIGNED,
    ),
    "order": (
        Section(
            "matter",
            (
                Field("source"),
                Field("article", needed=True),
                Field("perpetrator", "long", restricted=True),
                Field("witnesses", "long", restricted=True),
                Field("objects", "long"),
                Field("measure", "choice", MEASURES, needed=True),
                Field("follow_up_on", "date"),
            ),
        ),
        Section(
            "harmed",
            (
                Field("injured", "number", needed=True),
                Field("goods_damaged", "number", needed=True),
                Field("service_given", "long"),
            ),
        ),
        _PLACE,
        Section(
            "units",
            (
                Field("officers", "number", needed=True),
                Field("team_leaders"),
                Field("duty_order"),
                Field("helpers"),
            ),
        ),
        Section(
            "work",
            (
                Field("outcome", "choice", OUTCOMES, needed=True),
                Field("chronology", "long", needed=True),
            ),
        ),
        _SIGNED,
    ),
}
_OF_GROUP: Final[Mapping[GroupKind, Kind]] = {
    "fire": "fire",
    "rescue": "rescue",
    "disaster": "rescue",
    "order": "order",
}

Values = dict[str, Any]


def kind_of(group: GroupKind) -> Kind | None:
    """Which record is owed for incidents of this kind, or None: questions and the like owe none."""
    return _OF_GROUP.get(group)


def fields(kind: Kind) -> tuple[Field, ...]:
    return tuple(each for section in RECORDS[kind] for each in section.fields)


def read(kind: Kind, said: Mapping[str, str]) -> tuple[Values, dict[str, str]]:
    """What was typed, as it is kept, and the mistakes by field. Empty fields are left out.

    Numbers may carry dots between thousands ("1.500.000"). Ticks of a "many" are `code-choice`.
    """
    values: Values = {}
    mistakes: dict[str, str] = {}
    for field in fields(kind):
        if field.typed == "many":
            ticked = [c for c in field.choices if said.get(f"{field.code}-{c}")]
            if ticked:
                values[field.code] = ticked
            continue
        text = said.get(field.code, "").strip()
        if not text:
            continue
        value, wrong = _read(field, text)
        if wrong:
            mistakes[field.code] = wrong
        else:
            values[field.code] = value
    return values, mistakes


def _read(field: Field, text: str) -> tuple[Any, str]:
    match field.typed:
        case "number" | "money":
            return _number(text, MOST_MONEY if field.typed == "money" else MOST_NUMBER)
        case "choice":
            return (text, "") if text in field.choices else (None, "field_invalid")
        case "date":
            return _date(text)
        case _:
            longest = LONGEST_LONG if field.typed == "long" else LONGEST_TEXT
            return (text, "") if len(text) <= longest else (None, "text_too_long")


def _number(text: str, most: int) -> tuple[int | None, str]:
    plain = text.removeprefix("Rp").replace(".", "").replace(" ", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 15:
        return None, "number_wrong"
    return (int(plain), "") if int(plain) <= most else (None, "number_too_big")


def _date(text: str) -> tuple[str | None, str]:
    try:
        return date.fromisoformat(text).isoformat(), ""
    except ValueError:
        return None, "date_wrong"


def missing(kind: Kind, values: Values) -> dict[str, str]:
    """What still has to be told before the record is signed; 0 and "unknown" are answers."""
    return {
        field.code: "record_needs"
        for field in fields(kind)
        if field.needed and values.get(field.code) in (None, "")
    }


def for_others(kind: Kind, values: Values) -> Values:
    """The copy for whoever is not of the handling team: nobody named, no number of anybody."""
    restricted = {field.code for field in fields(kind) if field.restricted}
    return {
        code: masked(value) if isinstance(value, str) else value
        for code, value in values.items()
        if code not in restricted
    }
