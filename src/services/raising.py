"""What comes to an incident may be more urgent than it: then the incident becomes so, and rings.

No machine decides this: an operator joins two, or a reporter chose the kind of the own message.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from src.domain.category import Category
from src.domain.region import Region
from src.services import dispatch, journal, upgrading
from src.services.journal import REPORTER, Case, Entry


async def take_over(
    case: Case,
    category: Category,
    priority: str,
    *,
    about: Mapping[str, object],
    rung: bool = False,
    by: UUID | None,
    region: Region,
    now: datetime,
) -> Case:
    """The more urgent part says what it is and how urgent; `about` goes into the line's detail.

    Where nobody is called yet, somebody is at once; what rang for something less urgent rings anew.
    `rung` where the part brought the teams that were called to it.
    """
    told, levels = case.projection, region.priorities
    if told.drill or category.drill or levels[priority].rank >= levels[told.priority].rank:
        return case
    detail = {
        "category_group": category.group,
        "category": category.code,
        "priority": priority,
        **about,
    }
    actor = journal.person(by) if by else REPORTER
    was_urgent = levels[told.priority].at_once
    entry = Entry(event="classified", at=now, actor=actor, detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    if not levels[priority].at_once or was_urgent or rung:
        return case
    if await dispatch.somebody_called(case.id):
        return await upgrading.call_anew(case, by=by, region=region, now=now)
    return await dispatch.call_now(case, region=region, now=now)
