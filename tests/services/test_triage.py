"""An operator decides: each decision once, with its reason, told to the second who tries."""

import pytest

from src.domain.errors import Conflict, Invalid
from src.services import dispatch, triage
from tests.town import Town


async def test_a_nuisance_waits_for_an_operator_and_an_emergency_does_not(town: Town) -> None:
    await town.responder("rahim")
    nuisance = await town.report(category="public_order.noise")
    fire = await town.report()
    assert (await town.case(nuisance.incident)).state == "received"
    assert (await town.case(fire.incident)).state == "assigned"


async def test_verifying_twice_is_told(town: Town) -> None:
    await town.operator("yuliana")
    how = town.by("yuliana")
    report = await town.report(category="public_order.noise")
    await triage.verify(report.incident, **how)
    assert (await town.case(report.incident)).state == "under_review"
    with pytest.raises(Conflict, match="already_verified"):
        await triage.verify(report.incident, **how)


async def test_what_turns_out_an_emergency_is_dispatched_at_once(town: Town) -> None:
    await town.responder("rahim")
    operator = await town.operator("yuliana")
    report = await town.report(category="rescue.snake")
    assert town.phone("rahim").rang == []
    await triage.classify(
        report.incident,
        category="rescue.person_trapped",
        priority="P1",
        reason="Ada orang terjebak",
        by=operator,
        region=town.region,
        now=town.clock(),
    )
    await town.passes()
    assert town.phone("rahim").rang == ["PENYELAMATAN: Salakan"]
    assert (await town.case(report.incident)).priority == "P1"


async def test_changing_kind_or_urgency_needs_a_reason(town: Town) -> None:
    await town.operator("yuliana")
    how = town.by("yuliana")
    report = await town.report(category="rescue.snake")
    with pytest.raises(Invalid) as mistakes:
        await triage.classify(report.incident, category="nothing", priority="P9", reason=" ", **how)
    assert set(mistakes.value.fields) == {"category", "priority", "reason"}


async def test_declining_needs_a_reason_and_an_alarmed_team_is_not_declined_away(
    town: Town,
) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    how = town.by("yuliana")
    nuisance = await town.report(category="public_order.noise")
    with pytest.raises(Invalid):
        await triage.decline(nuisance.incident, reason="  ", **how)
    await triage.decline(nuisance.incident, reason="Bukan wilayah kami", **how)
    assert (await town.case(nuisance.incident)).state == "declined"
    fire = await town.report()
    with pytest.raises(Conflict):
        await triage.decline(fire.incident, reason="Sudah padam", **how)


async def test_while_the_reporter_is_asked_nothing_is_due(town: Town) -> None:
    await town.operator("yuliana")
    how = town.by("yuliana")
    report = await town.report(category="public_order.noise")
    await triage.ask_information(report.incident, question="Di lorong mana?", **how)
    told = await town.case(report.incident)
    assert told.info_needed and told.state == "under_review"


async def test_assigning_a_team_rings_it_and_the_second_time_is_told(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    report = await town.report(category="rescue.snake")
    how = town.by("yuliana")
    await dispatch.assign(report.incident, town.first_team, **how)
    await town.passes()
    assert town.phone("rahim").rang == ["PENYELAMATAN: Salakan"]
    with pytest.raises(Conflict, match="team_already_sent"):
        await dispatch.assign(report.incident, town.first_team, **how)


async def test_a_complaint_about_an_officer_alarms_no_team(town: Town) -> None:
    await town.responder("rahim", team="PP-A")
    report = await town.report(category="other.complaint")
    assert await town.log(report.incident) == ["received"]
    assert town.phone("rahim").rang == []


async def test_a_question_is_answered_from_the_desk_and_the_reporter_reads_it(town: Town) -> None:
    await town.operator("yuliana")
    report = await town.report(category="other.information")
    with pytest.raises(Invalid):
        await triage.resolve(report.incident, answer=" ", **town.by("yuliana"))
    await triage.resolve(report.incident, answer="Jadwalnya hari Senin.", **town.by("yuliana"))
    assert (await town.case(report.incident)).state == "resolved"
    with pytest.raises(Conflict):
        await triage.resolve(report.incident, answer="Lagi", **town.by("yuliana"))


async def test_what_a_team_works_on_is_not_settled_from_the_desk(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    with pytest.raises(Conflict, match="team_at_work"):
        await triage.resolve(fire.incident, answer="Sudah padam", **town.by("yuliana"))


async def test_what_turns_out_an_exercise_climbs_no_further_and_says_so_quietly(
    town: Town,
) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.leader("kasat")
    fire = await town.report()
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    await town.passes()
    await town.passes(minutes=15)
    last = town.phone("rahim").messages[-1]["notification"]
    assert last["title"] == "LATIHAN: alarm selesai" and last["silent"]
    assert last["tag"] == town.phone("rahim").messages[0]["notification"]["tag"]
    assert town.phone("kasat").rang == town.phone("yuliana").rang == []
    assert (await town.log(fire.incident))[-2:] == ["drill_marked", "released"]


async def test_who_comes_to_an_exercise_goes_on(town: Town) -> None:
    await town.operator("yuliana")
    for name in ("rahim", "yopi"):
        await town.responder(name)
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    await town.passes(minutes=15)
    assert "released" not in await town.log(fire.incident)
    assert "escalated" not in await town.log(fire.incident)
    await town.acts("rahim", "departed", fire.incident)


async def test_an_exercise_sent_out_again_rings_as_one(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report()
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    await dispatch.assign(fire.incident, town.first_team, **town.by("yuliana"))
    await town.passes(minutes=2)
    rang = town.phone("rahim").rang
    assert rang[0] == "KEBAKARAN: Salakan"
    assert rang[2:] and all(title.startswith("LATIHAN: kebakaran") for title in rang[2:])
