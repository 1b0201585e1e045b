"""When the disk is full or the database is gone: a sentence, a time to come back, nothing lost."""

import errno
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.routes.reporting import SCRIPT, receipt
from tests.services.pictures import photo


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def refused(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.pwrite", refused)
    return monkeypatch


async def test_a_photo_waits_on_the_phone_while_the_disk_is_full(
    client: httpx.AsyncClient, full_disk: pytest.MonkeyPatch
) -> None:
    told = await receipt(client)
    content = photo(200, 150)
    address = f"/lampiran/{uuid4()}"
    params = {"untuk": told["id"], "jenis": "photo", "awal": "0", "jumlah": str(len(content))}
    answer = await client.put(address, params=params, content=content, headers=SCRIPT)
    assert answer.status_code == 503
    assert answer.json()["message"] == "Server sedang sibuk. Aduan Anda aman di HP."
    assert int(answer.headers["retry-after"]) > 0
    assert "No space" not in answer.text
    full_disk.undo()
    again = await client.put(address, params=params, content=content, headers=SCRIPT)
    assert (again.status_code, again.json()["complete"]) == (200, True)
