"""/kelola/libur: the days off of one year: added, taken out, pasted as lines."""

import re
from collections.abc import Mapping
from datetime import date

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.local_time import DAYS, LONG_MONTHS
from src.domain.region import Holiday, Region
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.manage import holiday_fields
from src.routes.manage.holiday_fields import KINDS
from src.routes.manage.pages import Asked, may_edit, to
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.surroundings import now_of, person_of, region_of, surroundings
from src.services import region_entries
from src.services.region_entries import Target

HERE = "/kelola/libur"
MOST_LINES = 60
LONGEST = 80

_LINE = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})[\s,;:]+(.+)|\s*(\d{1,2})\s+(\w+)\s+(\d{4})[\s,;:]+(.+)"
)
_JOINT = re.compile(r"\bcuti bersama\b", re.IGNORECASE)


@get(HERE, opt={"action": "see_region"})
async def show_holidays(request: Asked) -> Response[bytes]:
    """`?tahun=2027`"""
    return _page(request, _year(request))


@post(HERE, opt={"action": "edit_region"}, status_code=200)
async def add_holidays(request: Asked) -> Response[bytes]:
    """One day, or many as lines: "2027-01-01 Tahun Baru" or "1 Januari 2027 Tahun Baru"."""
    said, region = await typed(request), region_of(request)
    try:
        days = _lines(said["lines"]) if said.get("lines") else [_one(said, region)]
        for day in days:
            await _add(request, day)
    except (Invalid, Conflict) as wrong:
        if wanted(request.headers) == "json":
            raise
        return _page(request, _year(request), said, wrong)
    return to(f"{HERE}?tahun={days[0].date.year}")


@post(HERE + "/{day:str}/penghapusan", opt={"action": "edit_region"}, status_code=200)
async def remove_holiday(request: Asked, day: FromPath[str]) -> Response[bytes]:
    region = region_of(request)
    values = holiday_fields.read(region, day)
    if values is None:
        raise NotFound("thing_unknown")
    around = surroundings(request)
    await region_entries.retire(
        await _target(day, values["name"]),
        by=person_of(request).id,
        folder=around.live_region.folder,
        now=now_of(request),
    )
    await around.live_region.refresh()
    return to(f"{HERE}?tahun={day[:4]}")


async def _add(request: Asked, day: Holiday) -> None:
    """Also one that was taken out before."""
    around, code = surroundings(request), day.date.isoformat()
    by, folder, now = person_of(request).id, around.live_region.folder, now_of(request)
    values = {"name": day.name, "kind": day.kind}
    await region_entries.save(await _target(code, day.name), values, by=by, folder=folder, now=now)
    if await region_entries.is_retired("holiday", code):
        await region_entries.restore(await _target(code, day.name), by=by, folder=folder, now=now)
    await around.live_region.refresh()


async def _target(code: str, name: str) -> Target:
    version = await region_entries.version_of("holiday", code)
    return Target("holiday", code, f"{name} ({code})", version, holiday_fields.read)


def _one(said: Mapping[str, str], region: Region) -> Holiday:
    wrong: dict[str, str] = {}
    name, kind = said.get("name", "").strip(), said.get("kind", "")
    try:
        day = date.fromisoformat(said.get("date", ""))
    except ValueError:
        day, wrong["date"] = date.min, "date_wrong"
    if not name:
        wrong["name"] = "field_missing"
    elif len(name) > LONGEST:
        wrong["name"] = "text_too_long"
    if kind not in KINDS:
        wrong["kind"] = "choice_missing"
    if wrong:
        raise Invalid(wrong)
    return Holiday(day, name, "joint_leave" if kind == "joint_leave" else "national")


def _lines(text: str) -> list[Holiday]:
    """Every line or none; one with "cuti bersama" in it is one."""
    found: list[Holiday] = []
    for number, line in enumerate((each for each in text.splitlines() if each.strip()), 1):
        day = _day(line)
        if day is None or number > MOST_LINES:
            raise Invalid({"lines": "holiday_line_wrong"}, line=number)
        found.append(day)
    return found


def _day(line: str) -> Holiday | None:
    told = _LINE.fullmatch(line)
    if told is None:
        return None
    year, month, day, name = told[1] or told[7], told[2], told[3] or told[5], told[4] or told[8]
    months = [each.casefold() for each in LONG_MONTHS]
    if month is None:
        word = told[6].casefold()
        if word not in months:
            return None
        month = str(months.index(word) + 1)
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        return None
    name = name.strip()[:LONGEST]
    return Holiday(when, name, "joint_leave" if _JOINT.search(name) else "national")


def _year(request: Asked) -> int:
    asked = request.query_params.get("tahun", "")
    this = now_of(request).astimezone(region_of(request).timezone).year
    return (
        int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2100 else this
    )


def _page(
    request: Asked,
    year: int,
    said: Mapping[str, str] | None = None,
    wrong: Invalid | Conflict | None = None,
) -> Response[bytes]:
    region = region_of(request)
    days = sorted(day for day in region.holidays if day.year == year)
    months = [
        (word, [_shown(region.holidays[day]) for day in days if day.month == number])
        for number, word in enumerate(LONG_MONTHS, 1)
    ]
    form = Form.of(said or {}, wrong) if isinstance(wrong, Invalid) else Form(said or {})
    return page(
        request,
        "manage/holidays.html",
        status=STATUS[wrong.kind] if wrong else 200,
        year=year,
        count=len(days),
        months=[(word, found) for word, found in months if found],
        kinds=list(KINDS.items()),
        form=form,
        trouble=sentence(wrong) if isinstance(wrong, Conflict) else "",
        may_edit=may_edit(request),
    )


def _shown(holiday: Holiday) -> dict[str, str]:
    return {
        "code": holiday.date.isoformat(),
        "day": f"{DAYS[holiday.date.weekday()]}, {holiday.date.day}",
        "name": holiday.name,
        "kind": KINDS[holiday.kind],
    }


HANDLERS: list[HTTPRouteHandler] = [show_holidays, add_holidays, remove_holiday]
