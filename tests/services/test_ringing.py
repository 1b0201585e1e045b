"""What phones show of an alarm: each under a tag of its own, and nothing once it has ended."""

from src import database
from src.services import dispatch
from tests.town import Town


async def tags() -> list[str]:
    rows = await database.rows("SELECT payload FROM delivery ORDER BY created_at, id")
    return [row["payload"].partition('"tag":"')[2].partition('"')[0] for row in rows]


async def test_two_alarms_of_one_incident_do_not_take_each_others_place(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report()
    await town.acts("rahim", "refused", fire.incident)
    await dispatch.assign(fire.incident, town.first_team, **town.by("yuliana"))
    told = await tags()
    assert len(told) == len(set(told)) >= 2


async def test_who_follows_two_reports_of_one_fire_hears_its_news_once(town: Town) -> None:
    await town.responder("rahim")
    here = (-1.3131, 123.3294)
    reports = [await town.report(position=here, accuracy_m=10) for _ in range(2)]
    assert reports[0].incident == reports[1].incident
    for each in reports:
        await town.follows("warga", each.id)
    await town.acts("rahim", "accepted", reports[0].incident)
    await town.acts("rahim", "departed", reports[0].incident)
    await town.passes()
    assert town.phone("warga").rang == ["Petugas berangkat"]


async def test_a_message_that_still_waits_is_not_sent_when_its_alarm_has_ended(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("yopi")
    town.service.answers(503, for_phone="yopi")
    fire = await town.report(category="disaster.landslide")
    assert town.phone("rahim").rang
    await town.acts("rahim", "accepted", fire.incident)
    town.service.answers(for_phone="yopi")
    await town.passes(minutes=1)
    assert not town.phone("yopi").rang
    late = await database.row("SELECT state, failure FROM delivery WHERE state <> 'accepted'")
    assert late is not None
    assert (late["state"], late["failure"]) == ("failed", "answered")
