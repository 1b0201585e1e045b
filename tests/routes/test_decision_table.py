"""Who may decide what on an incident: every decision × every role, on one's own and on others'."""

import httpx
import pytest

from src.domain.access import ROLES, Role
from tests.cast import Cast
from tests.routes.staff import number
from tests.town import Town

NOISE, COMPLAINT = "public_order.noise", "other.complaint"
OFFICE: set[Role] = {"operator", "administrator"}
# Noun → what is sent with it, and who may on what is no complaint.
DECISIONS: dict[str, tuple[dict[str, str], set[Role]]] = {
    "pemeriksaan": ({}, OFFICE),
    "penggolongan": ({"category": NOISE, "priority": "P2", "why": "x"}, OFFICE),
    "tempat": ({"village": "72.07.06.1018", "landmark": "x1"}, OFFICE),
    "penugasan": ({"team": "PP-A"}, OFFICE),
    "penarikan": ({"assignment": "{task}"}, OFFICE),
    "komandan": ({"person": "{person}"}, OFFICE),
    "permintaan-keterangan": ({"question": "x"}, OFFICE),
    "keterangan": ({"text": "x", "report": "{report}"}, OFFICE),
    "jawaban": ({"answer": "x"}, OFFICE),
    "penolakan": ({"ready": "nothing"}, OFFICE),
    "latihan": ({}, OFFICE),
    "catatan": ({"note": "x"}, OFFICE),
    "temuan": ({"report": "{report}", "finding": "prank"}, OFFICE),
    "pencabutan-temuan": ({"report": "{report}"}, OFFICE),
    "kerahasiaan": ({"report": "{report}"}, OFFICE),
    "kontak": ({"report": "{report}"}, OFFICE | {"leader"}),
}
TAKEN = (303, 409, 422)


async def answer(client: httpx.AsyncClient, town: Town, noun: str, category: str) -> httpx.Response:
    made = await town.report(category=category)
    said = {
        name: value.format(report=made.id, task=made.id, person=made.id)
        for name, value in DECISIONS[noun][0].items()
    }
    return await client.post(f"/aduan/{number(town, made.incident)}/{noun}", data=said)


@pytest.mark.parametrize("role", ROLES)
async def test_each_cell(town: Town, client: httpx.AsyncClient, cast: Cast, role: Role) -> None:
    """On what is no complaint, then on a complaint about an officer: that is the leaders' alone."""
    await cast.signs_in(client, await cast.person(role, team="DMK-A"))
    wrong = []
    for noun, (_, allowed) in DECISIONS.items():
        for category, may in ((NOISE, role in allowed), (COMPLAINT, role == "leader")):
            told = await answer(client, town, noun, category)
            if told.status_code not in (TAKEN if may else (403, 404)):
                wrong.append((noun, category, told.status_code))
    assert not wrong


async def test_nobody_who_is_not_signed_in_decides_anything(
    town: Town, client: httpx.AsyncClient
) -> None:
    told = [await answer(client, town, noun, NOISE) for noun in DECISIONS]
    assert {each.status_code for each in told} <= {401, 403}
