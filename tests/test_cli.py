"""The command line as an administrator types it, on an installation of its own."""

import asyncio
import json
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from src.settings import ROOT


class Installation:
    """A data directory, and the commands run on it (always SQLite)."""

    def __init__(self, data: Path) -> None:
        self.data = data

    async def runs(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        """Exit status and both outputs of `python -m src.cli …`."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "src.cli",
            *arguments,
            cwd=ROOT,
            env=os.environ | {"LACAK_DATA": str(self.data), "DATABASE_URL": ""},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, complaint = await process.communicate(typed.encode())
        assert process.returncode is not None
        return process.returncode, out.decode(), complaint.decode()

    def database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.data / "lacak.sqlite3")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


async def test_a_demo_town_verifies_until_somebody_touches_it(installation: Installation) -> None:
    assert (await installation.runs("demo"))[0] == 0
    status, told, _ = await installation.runs("verify")
    assert status == 0 and "The log is whole." in told
    with installation.database() as database:
        database.execute("UPDATE incident SET priority = 'P4' WHERE id = 1")
    status, _, flaws = await installation.runs("verify")
    assert status == 1 and "incident 1: priority" in flaws


async def test_an_administrator_is_made_and_invited(installation: Installation) -> None:
    status, told, _ = await installation.runs("create-admin", "Nona", "--phone", "0812 3456 7890")
    assert status == 0 and "/masuk   Nona" in told
    for called in ("nona", "+62 812-3456-7890"):
        status, told, _ = await installation.runs("activate", called)
        assert status == 0 and "administrator: http://localhost:8000/aktivasi/" in told
    status, _, complaint = await installation.runs("activate", "Nobody")
    assert (status, complaint.strip()) == (1, "0 people are called so.")


async def test_operators_and_leaders_are_made_too(installation: Installation) -> None:
    for command, role in (("create-operator", "operator"), ("create-leader", "leader")):
        status, told, _ = await installation.runs(command, f"Nona {role}")
        assert status == 0 and f"/masuk   Nona {role}" in told
        assert f"{role}: http" in (await installation.runs("activate", f"Nona {role}"))[1]


async def test_outlines_are_taken_or_refused_in_one_sentence(
    installation: Installation, tmp_path: Path
) -> None:
    outlines = tmp_path / "outlines.geojson"
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    status, _, complaint = await installation.runs("outlines", str(outlines))
    assert status == 1 and "no features" in complaint and "Traceback" not in complaint
    status, _, complaint = await installation.runs("outlines", str(tmp_path / "missing"))
    assert status == 1 and "Traceback" not in complaint


async def test_a_wrong_setting_is_one_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACAK_WORKER", "sometimes")
    status, _, complaint = await installation.runs("migrate")
    assert status == 1 and "LACAK_WORKER" in complaint and "Traceback" not in complaint


async def test_a_region_pack_that_is_not_there_is_one_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACAK_REGION", str(installation.data / "nowhere"))
    status, _, complaint = await installation.runs("demo")
    assert status == 1 and "nowhere" in complaint and "Traceback" not in complaint
