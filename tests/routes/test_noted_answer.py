"""/aduan/{number}/keterangan: what a reporter answered by telephone, written down by the office."""

import httpx
import pytest

from src import database
from src.queries import log
from src.services import confirmation, triage
from src.services.reporting import Receipt
from tests.routes.staff import number, words
from tests.routes.test_incident_page import NOISE, decide, desk, shown
from tests.routes.test_intake import send
from tests.town import Town

__all__ = ["desk"]


@pytest.fixture
async def asked(desk: httpx.AsyncClient, town: Town) -> Receipt:
    """Music, and a question about it that nobody has answered."""
    noise = await town.report("Musik", category=NOISE)
    await triage.ask_information(noise.incident, question="Di lorong mana?", **town.by("Yuliana"))
    return noise


async def answer(
    desk: httpx.AsyncClient, town: Town, told: Receipt, text: str, report: str = ""
) -> httpx.Response:
    said = {"text": text, "report": report or str(told.id)}
    return await decide(desk, town, told.incident, "keterangan", **said)


async def text_of(report: object) -> str:
    row = await database.row("SELECT text FROM report WHERE id = {}", report)
    assert row is not None
    return str(row["text"])


async def test_it_ends_the_question_and_the_clock_goes_on(
    desk: httpx.AsyncClient, town: Town, asked: Receipt
) -> None:
    page = words(await shown(desk, town, asked.incident))
    assert "Catat jawaban pelapor" in page
    assert "Pertanyaan: “Di lorong mana?”" in page
    await town.passes(minutes=10)
    assert (await answer(desk, town, asked, "Lorong dua")).status_code == 303
    case = await town.case(asked.incident)
    assert not case.info_needed and case.waiting_since is None
    assert case.waited_s >= 600
    assert await text_of(asked.id) == "Musik\nLorong dua"
    line = (await log.events_of(asked.incident))[-1]
    assert (line.event, line.actor) == ("info_given", f"person:{town.people['Yuliana']}")
    assert "Lorong dua" not in str(line.detail)
    page = words(await shown(desk, town, asked.incident))
    assert "Catat jawaban pelapor" not in page
    assert "Pelapor memberi keterangan. Yuliana" in page


async def test_where_nothing_is_asked_nothing_is_noted(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE)
    assert "Catat jawaban pelapor" not in words(await shown(desk, town, noise.incident))
    refused = await answer(desk, town, noise, "Lorong dua")
    assert refused.status_code == 409
    assert "Tidak ada pertanyaan yang masih terbuka." in words(refused.text)
    assert await text_of(noise.id) == "Musik"


async def test_of_reporter_and_office_the_second_is_told(
    desk: httpx.AsyncClient, town: Town, asked: Receipt
) -> None:
    await confirmation.give_information(asked.id, "Lorong dua", **town.here)
    assert (await answer(desk, town, asked, "Lorong dua")).status_code == 409
    assert await text_of(asked.id) == "Musik\nLorong dua"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "Tulis dulu keterangannya."),
        ("x" * 1_001, "Tulisan terlalu panjang. Ringkas sedikit."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: httpx.AsyncClient, town: Town, asked: Receipt, text: str, sentence: str
) -> None:
    wrong = await answer(desk, town, asked, text)
    assert wrong.status_code == 422
    assert sentence in words(wrong.text)
    assert '<details class="decision" id="catat-jawaban" open>' in wrong.text
    assert text.strip() in wrong.text
    assert (await town.case(asked.incident)).info_needed


async def test_danger_to_people_in_it_is_heeded(
    desk: httpx.AsyncClient, town: Town, asked: Receipt
) -> None:
    assert (await answer(desk, town, asked, "Ada nenek terjebak di dalam")).status_code == 303
    assert (await town.case(asked.incident)).life_risk
    assert (await town.log(asked.incident))[-2:] == ["info_given", "life_risk_seen"]


async def test_of_several_reporters_the_one_who_answered_is_chosen(
    desk: httpx.AsyncClient, town: Town, asked: Receipt
) -> None:
    more = {"into": number(town, asked.incident), "category": NOISE, "text": "Masih ribut"}
    assert (await send(desk, town, **more)).status_code == 303
    second = await database.row("SELECT id FROM report WHERE text = 'Masih ribut'")
    assert second is not None
    page = await shown(desk, town, asked.incident)
    assert "Jawaban untuk laporan" in words(page)
    assert f'<option value="{second["id"]}">' in page
    wrong = await answer(desk, town, asked, " ", str(second["id"]))
    assert f'<option value="{second["id"]}" selected>' in wrong.text
    other = await town.report("Lain", category=NOISE, village="Bulagi I")
    assert (await answer(desk, town, asked, "Lorong dua", str(other.id))).status_code == 409
    assert (await answer(desk, town, asked, "Lorong dua", str(second["id"]))).status_code == 303
    assert await text_of(second["id"]) == "Masih ribut\nLorong dua"
    assert await text_of(asked.id) == "Musik"
