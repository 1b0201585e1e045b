"""The office takes one team off: others come, or it is needed elsewhere; the team is told."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.assignment import ACTIVE
from src.domain.errors import Conflict, NotFound
from src.domain.region import Region
from src.queries import duty
from src.services import alarms, commanding, journal, news, releases
from src.services.handing_back import take_back_answers


async def recall(
    incident_id: int, assignment: UUID, *, by: UUID, region: Region, now: datetime
) -> None:
    """Let this team go; raises Conflict where it is through already."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        row = await database.row("SELECT * FROM assignment WHERE id = {}", assignment)
        if row is None or row["incident"] != case.id:
            raise NotFound("task_unknown")
        if row["state"] not in ACTIVE:
            raise Conflict("team_gone_already")
        came = await take_back_answers(assignment, now)
        rung = await database.rows(
            "SELECT DISTINCT d.person FROM delivery d JOIN alarm a ON a.id = d.alarm"
            " JOIN person p ON p.id = d.person WHERE a.assignment = {} AND a.ended_at IS NULL"
            " AND p.role = 'responder'",
            assignment,
        )
        on_duty = (await duty.on_duty([row["team"]], now)).get(row["team"], [])
        crew = [each.person for each in on_duty] if row["accepted_at"] else []
        await alarms.end(case.id, because="office", assignment=assignment, now=now)
        case = await releases.release(
            case,
            because="office",
            assignment=assignment,
            actor=journal.person(by),
            region=region,
            now=now,
        )
        case = await releases.mark_unattended(case, region=region, now=now)
        case = await commanding.go_on(case, region=region, now=now)
        people = dict.fromkeys([*came, *(each["person"] for each in rung), *crew])
        await news.tell_staff(case, "recalled", [*people], in_field=True, region=region, now=now)
