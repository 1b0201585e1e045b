"""What a message seems to say, prepared for the form beside it; nothing of it is decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from src.domain import pasted_chat, phone, sms_report
from src.domain.category import Category
from src.domain.pasted_chat import Pasted
from src.domain.reading import Found, Quote, Reading, read
from src.domain.region import Region
from src.domain.sms_report import SmsReport
from src.words import intake as words

MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One value for one field: `filled` where that says something, `taken` where it is this.

    several  one of many that may be meant: never taken over together with the others
    """

    field: str
    value: str
    label: str
    reason: str
    taken: bool = False
    filled: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A word that stands for itself, and the words of the message that led to it."""

    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Suggestions by field in the order of the form; dangers and doubts are only shown."""

    suggestions: tuple[Suggestion, ...]
    risks: tuple[Said, ...]
    doubts: tuple[Said, ...]
    reading: Reading
    sms: SmsReport | None = None

    @property
    def fresh(self) -> tuple[Suggestion, ...]:
        """What the form does not say yet."""
        return tuple(each for each in self.suggestions if not each.taken)

    @property
    def takeable(self) -> bool:
        """Whether "take all" would fill anything: what stands alone, where nothing stands yet."""
        filled = {each.field for each in self.suggestions if each.taken or each.filled}
        return any(not each.several and each.field not in filled for each in self.suggestions)


def understood(fields: Mapping[str, str], region: Region) -> Understood:
    """From the text of the form; what else was typed says what is taken over already."""
    text = fields.get("text", "")
    pasted = pasted_chat.taken_apart(text)
    sms = sms_report.read(text, region)
    reading = read(sms.words if sms else pasted.text, region)
    if sms:
        reading = _surer(reading, sms, region)
    found = [
        *_of_chat(pasted),
        *(_of_sms(sms, reading, region) if sms else ()),
        *_of_reading(reading, region),
    ]
    first: dict[tuple[str, str], Suggestion] = {}
    for each in found:
        first.setdefault((each.field, each.value), each)
    suggestions = [_marked(each, fields) for each in first.values()]
    order = list(words.SUGGESTED)
    suggestions.sort(key=lambda each: order.index(each.field))
    return Understood(
        suggestions=tuple(suggestions),
        risks=tuple(
            Said(words.LIFE_RISKS.get(r.value, r.value), _why(r.because)) for r in reading.risks
        ),
        doubts=tuple(Said(words.DOUBTS[d.kind], _why(d.because)) for d in reading.doubts),
        reading=reading,
        sms=sms,
    )


def _of_chat(pasted: Pasted) -> Iterable[Suggestion]:
    if not pasted.said:
        return
    yield Suggestion("text", pasted.text, "tanpa kepala pesan", words.FROM_HEAD)
    yield Suggestion("heard", pasted.said, pasted.said, words.FROM_HEAD)
    number = phone.normalised(pasted.who) if any(sign.isdigit() for sign in pasted.who) else None
    if number:
        yield Suggestion("reporter_phone", number, phone.readable(number), words.FROM_HEAD)
    elif pasted.who:
        yield Suggestion("reporter_name", pasted.who, pasted.who, words.FROM_HEAD)


def _surer(reading: Reading, sms: SmsReport, region: Region) -> Reading:
    """The words count within what the phone wrote: the group, and the village or the position."""
    leaves = tuple(each for each in reading.categories if each.value.group == sms.group.code)
    unclear = Found(region.categories[sms.group.unclear], "sure", ())
    surer = replace(reading, categories=leaves or (unclear,))
    if sms.point:
        surer = replace(surer, position=Found(sms.point, "sure", ()))
    if sms.village:
        village = Found(region.villages[sms.village], "sure", ())
        surer = replace(surer, village=village, villages=(village,))
    return surer


def _of_sms(sms: SmsReport, reading: Reading, region: Region) -> Iterable[Suggestion]:
    """What `_surer` made sure of, with the reason; of what was said twice the first one stays."""
    told = replace(reading, phones=(), landmark=None)
    if not sms.point:
        told = replace(told, position=None)
    if not sms.village:
        told = replace(told, village=None, villages=())
    for each in _of_reading(told, region):
        reason = "; ".join(filter(None, (words.FROM_SMS, each.reason)))
        yield replace(each, reason=reason)


def _of_reading(reading: Reading, region: Region) -> Iterable[Suggestion]:
    for leaf in reading.categories[:2]:
        yield _suggestion("category", leaf.value.code, _called(leaf.value, region), leaf)
    villages = (reading.village,) if reading.village else reading.villages
    for village in villages:
        assert village is not None
        several = len(villages) > 1
        more = f"; {words.SEVERAL}" if several else ""
        yield _suggestion(
            "village", village.value.code, village.value.label, village, more, several
        )
    if reading.landmark:
        yield _suggestion(
            "landmark", reading.landmark.value, reading.landmark.value, reading.landmark
        )
    if reading.position:
        lat, lng = reading.position.value
        point = f"{lat:.5f}, {lng:.5f}"
        yield _suggestion("position", point, point, reading.position)
    for number in reading.phones[:2]:
        yield _suggestion("reporter_phone", number.value, phone.readable(number.value), number)


def _called(leaf: Category, region: Region) -> str:
    """ "Kebakaran: rumah": a leaf alone does not say of what."""
    return f"{region.group_of(leaf).word}: {leaf.word[0].lower()}{leaf.word[1:]}"


def _suggestion(
    field: str, value: str, label: str, found: Found[Any], more: str = "", several: bool = False
) -> Suggestion:
    return Suggestion(field, value, label, _why(found.because) + more, several=several)


def _why(because: Sequence[Quote]) -> str:
    quoted = ", ".join(f"“{quote.text}”" for quote in because[:MOST_QUOTED])
    return words.FROM_WORDS.format(words=quoted) if quoted else ""


def _marked(each: Suggestion, fields: Mapping[str, str]) -> Suggestion:
    """Taken over already? A number is the same however it is written."""
    said = fields.get(each.field, "")
    if each.field == "reporter_phone" and said:
        said = phone.normalised(said) or said
    return replace(each, filled=bool(said), taken=said == each.value)
