"""A phone that reports over the web, as the outbox and as a plain form send it."""

from typing import Any
from uuid import uuid4

import httpx

DEVICE = "kunci-hp-ibu-ani-0001"
SALAKAN = "72.07.04.1015"

SCRIPT = {"Accept": "application/json", "X-Lacak": "1", "X-Lacak-Device": DEVICE}


def fields(**more: Any) -> dict[str, str]:
    """A fire in Salakan; a field given as None is left out."""
    told = {
        "id": str(uuid4()),
        "category": "fire.house",
        "village": SALAKAN,
        "landmark": "belakang pasar",
        "created_at": "2026-10-12T13:57:30+08:00",
        "sent_at": "2026-10-12T13:58:00+08:00",
        **more,
    }
    return {name: str(value) for name, value in told.items() if value is not None}


async def send(client: httpx.AsyncClient, device: str = DEVICE, **more: Any) -> httpx.Response:
    """From the outbox of a phone."""
    headers = {**SCRIPT, "X-Lacak-Device": device}
    return await client.post("/aduan", data=fields(**more), headers=headers)


async def receipt(client: httpx.AsyncClient, device: str = DEVICE, **more: Any) -> dict[str, str]:
    """The receipt of a report that was taken."""
    answer = await send(client, device, **more)
    assert answer.status_code == 201, answer.text
    told: dict[str, str] = answer.json()
    return told


async def fill_in(client: httpx.AsyncClient, photos: Any = (), **more: Any) -> httpx.Response:
    """By a browser without scripts: multipart, as its form says."""
    files = [("photo", each) for each in photos] or [("photo", ("", b"", "image/jpeg"))]
    return await client.post("/aduan", data=fields(**more), files=files)


def path_of(address: str) -> str:
    """`/pantau/…` of an absolute address."""
    return httpx.URL(address).path
