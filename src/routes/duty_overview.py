"""The question of /jaga: who would come there, for that, then? And every team's week beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response

from src.domain.category import Category
from src.domain.errors import Invalid
from src.domain.region import Region, Village
from src.domain.roster import AHEAD
from src.queries import duty, duty_view, duty_week, vehicles
from src.routes import duty_fields
from src.routes.forms import Form
from src.routes.rendering import page
from src.routes.surroundings import now_of, region_of

Asked = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked in the address, and the form that shows it; `wrong` could not be read."""

    form: Form
    leaf: Category
    village: Village | None
    at: datetime
    wrong: bool


async def overview(request: Asked) -> Response[bytes]:
    region, now = region_of(request), now_of(request)
    asked = _question(request, region, now)
    present = await duty.on_duty(list(region.teams), now)
    today = now.astimezone(region.timezone).date()
    return page(
        request,
        "duty/show.html",
        status=422 if asked.wrong else 200,
        form=asked.form,
        leaf_word=_word(asked.leaf, region),
        village=asked.village,
        at=asked.at,
        is_now=asked.at == now,
        planned_until=now + AHEAD,
        answer=await duty_view.turnout(asked.leaf, asked.village, region, at=asked.at, now=now),
        uncovered=duty_view.uncovered(present, region),
        present=present,
        weeks=await duty_week.weeks(list(region.teams), today, region, now=now),
        standing=await vehicles.standing(region),
        villages=_villages(region),
        kinds=_kinds(region),
    )


def _question(request: Asked, region: Region, now: datetime) -> Question:
    """Here and now, where nothing else is asked or what is asked cannot be read."""
    said = dict(request.query_params)
    first = (region.home_groups or region.groups)[0]
    leaf = region.category(said.get("jenis", "")) or region.categories[first.unclear]
    village = region.villages.get(said.get("desa", _home(region)))
    at, mistake = now, None
    try:
        at = duty_fields.instant(said, region, now)
    except Invalid as wrong:
        mistake = wrong
    local = at.astimezone(region.timezone)
    shown = {
        "desa": village.code if village else "",
        "jenis": leaf.code,
        "hari": local.date().isoformat(),
        "jam": f"{local:%H:%M}",
    }
    form = Form.of(shown | said, mistake) if mistake else Form(shown)
    return Question(form, leaf, village, at, mistake is not None)


def _home(region: Region) -> str:
    """The village of the main stand, where most of what happens does."""
    stand = next((stand for stand in region.stands.values() if stand.main), None)
    return stand.village if stand else ""


def _villages(region: Region) -> dict[str, list[tuple[str, str]]]:
    """Options by district."""
    found: dict[str, list[tuple[str, str]]] = {}
    for village in region.villages.values():
        found.setdefault(village.district.name, []).append((village.code, village.name))
    return found


def _kinds(region: Region) -> dict[str, list[tuple[str, str]]]:
    """Options by group; what is for leaders only rings nobody."""
    return {
        group.word: leaves
        for group in region.groups
        if (leaves := [(x.code, _word(x, region)) for x in group.categories if not x.leader_only])
    }


def _word(leaf: Category, region: Region) -> str:
    """What is not clear is called by its group."""
    group = region.group_of(leaf)
    return group.word if leaf.code == group.unclear else leaf.word
