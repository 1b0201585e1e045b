"""Somebody is in danger: the fifth message says so, and everybody concerned hears of it once."""

import json

import pytest

from src import database
from src.domain.errors import Conflict, Invalid
from src.services import confirmation, life_risk, merging, triage
from src.services.verification import verify
from tests.town import Town

HERE = (-1.30, 123.29)
TRAPPED = "Masih ada nenek terjebak di dalam rumah"
TOLD = "Ada orang dalam bahaya"


async def details(incident: int, event: str) -> list[dict[str, object]]:
    rows = await database.rows(
        "SELECT detail FROM incident_event WHERE incident = {} AND event = {} ORDER BY number",
        incident,
        event,
    )
    return [json.loads(row["detail"]) for row in rows]


async def test_the_fifth_message_raises_the_whole_incident(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report("Api", position=HERE, accuracy_m=5)
    for text in ("Api di pasar", "Asap tebal", "Tolong cepat"):
        await town.report(text, position=HERE, accuracy_m=5)
    assert not (await town.case(fire.incident)).life_risk
    fifth = await town.report(TRAPPED, position=HERE, accuracy_m=5)
    assert fifth.incident == fire.incident
    assert (await town.case(fire.incident)).life_risk
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan", TOLD]
    assert town.phone("yuliana").rang == [TOLD]
    (told,) = await details(fire.incident, "life_risk_seen")
    assert told == {"report": str(fifth.id), "codes": ["trapped"]}
    assert "nenek" not in json.dumps(town.phone("rahim").messages)
    assert not (await verify()).flaws


async def test_it_is_told_once_however_often_it_is_said(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report("Api", position=HERE, accuracy_m=5)
    for _ in range(3):
        await town.report(TRAPPED, position=HERE, accuracy_m=5)
    assert town.phone("rahim").rang.count(TOLD) == 1
    assert (await town.log(fire.incident)).count("life_risk_seen") == 1


async def test_what_the_reporter_adds_on_the_share_page_counts_too(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report("Api")
    await town.acts("rahim", "accepted", fire.incident)
    await confirmation.give_information(fire.id, TRAPPED, **town.here)
    await town.passes()
    assert (await town.case(fire.incident)).life_risk
    assert town.phone("rahim").rang[-1] == TOLD


async def test_a_first_message_that_rings_the_alarm_is_not_told_twice(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report(TRAPPED)
    assert (await town.case(fire.incident)).life_risk
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]


async def test_below_an_emergency_the_office_hears_of_it_and_decides(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    noise = await town.report("Ada yang bawa parang", category="public_order.noise")
    told = await town.case(noise.incident)
    assert (told.life_risk, told.priority) == (True, "P3")
    assert town.phone("yuliana").rang == [TOLD]
    assert town.phone("rahim").rang == []


async def test_the_flag_is_taken_back_with_a_reason_and_may_come_again(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report("Api", position=HERE, accuracy_m=5)
    how = town.by("yuliana")
    with pytest.raises(Conflict):
        await life_risk.clear(fire.incident, reason="Sudah keluar", **how)
    await town.report(TRAPPED, position=HERE, accuracy_m=5)
    with pytest.raises(Invalid):
        await life_risk.clear(fire.incident, reason="  ", **how)
    await life_risk.clear(fire.incident, reason="Nenek sudah keluar", **how)
    assert not (await town.case(fire.incident)).life_risk
    assert await details(fire.incident, "life_risk_cleared") == [{"reason": "Nenek sudah keluar"}]
    await town.report("Masih ada anak terjebak di dalam", position=HERE, accuracy_m=5)
    assert (await town.case(fire.incident)).life_risk
    assert town.phone("rahim").rang.count(TOLD) == 2
    assert not (await verify()).flaws


async def test_it_goes_with_a_merge_and_back_with_its_undoing(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    first, second = await town.report("Api"), await town.report(TRAPPED)
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    await town.passes()
    assert (await town.case(first.incident)).life_risk
    assert town.phone("rahim").rang[-1] == TOLD
    (told,) = await details(first.incident, "life_risk_seen")
    assert told == {"from": second.incident, "codes": ["trapped"]}
    alone = await merging.split(second.id, **town.by("yuliana"))
    assert (await town.case(alone)).life_risk


async def test_an_exercise_and_a_complaint_tell_nobody(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report("Api", position=HERE, accuracy_m=5)
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    await confirmation.give_information(fire.id, TRAPPED, **town.here)
    await town.report("Petugas pukul orang sampai luka", category="other.complaint")
    await town.passes()
    assert TOLD not in town.phone("yuliana").rang + town.phone("rahim").rang


async def test_whoever_said_no_is_left_alone(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("musa")
    fire = await town.report("Api")
    await town.acts("musa", "refused", fire.incident)
    await confirmation.give_information(fire.id, TRAPPED, **town.here)
    await town.passes()
    assert town.phone("rahim").rang[-1] == TOLD
    assert TOLD not in town.phone("musa").rang
