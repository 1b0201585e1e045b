"""Whatever a file does to the process that opens it, the server goes on and says what is true."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from PIL import Image

from src.domain.errors import Busy, Invalid
from src.services.media import cleaner as media_cleaner
from src.services.media.cleaner import Cleaner
from src.services.media.refusal import Fault, Refused
from src.words import ERRORS
from tests.services.pictures import corners, encoded, exif, opened, photo, scan_bomb
from tests.services.recordings import length, recording

pytestmark = pytest.mark.anyio


async def test_a_photo_comes_back_small_upright_and_bare() -> None:
    came = encoded(corners(3000, 1500), "JPEG", exif=exif(orientation=6))
    cleaned = await Cleaner().clean("photo", came)
    assert (cleaned.width, cleaned.height) == opened(cleaned.data).size == (800, 1600)
    assert opened(cleaned.thumbnail).size == (160, 320)
    assert b"RAHASIA" not in cleaned.data + cleaned.thumbnail
    assert len(cleaned.sha256) == 64


async def test_a_voice_note_comes_back_playable() -> None:
    voice = await Cleaner().clean("voice", recording("webm", "libopus", 3))
    assert voice.duration_s == 3
    assert abs(length(voice.data) - 3) < 0.2


async def test_a_refusal_says_why_in_a_sentence() -> None:
    with pytest.raises(Refused) as refusal:
        await Cleaner().clean("photo", photo(300, 300)[:5000])
    assert refusal.value.fault is Fault.PHOTO_BROKEN
    assert isinstance(refusal.value, Invalid)
    assert ERRORS[refusal.value.reason] == "Foto rusak atau tidak lengkap. Kirim foto lain."


def test_every_fault_has_its_sentence() -> None:
    assert all(fault in ERRORS for fault in Fault)


async def test_what_is_no_photo_or_far_too_heavy_starts_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(media_cleaner, "MODULE", "src.services.media.not_there")
    for junk in (b"", b"<svg/>", b"\xff\xd8\xff" + bytes(30_000_000)):
        with pytest.raises(Refused):
            await Cleaner().clean("photo", junk)
        with pytest.raises(Refused):
            await Cleaner().clean("voice", junk)


async def test_nothing_of_ours_idles_after_the_work() -> None:
    await Cleaner().clean("photo", photo(300, 300))
    assert opening() == []


async def test_a_picture_larger_than_the_memory_it_may_use_is_refused() -> None:
    """Its canvas of 40 megapixels is needed four times over."""
    with pytest.raises(Refused) as refusal:
        await Cleaner().clean("photo", encoded(Image.new("RGB", (6300, 6300)), "WEBP"))
    assert refusal.value.fault is Fault.PHOTO_TOO_MANY_PIXELS


async def test_a_file_that_wants_to_be_worked_at_for_ever_is_refused() -> None:
    cleaner = Cleaner(seconds_of_work=1)
    bomb = scan_bomb(2000)
    assert len(bomb) < 5_000_000
    with pytest.raises(Refused) as refusal:
        await cleaner.clean("photo", bomb)
    assert refusal.value.fault is Fault.FILE_TOO_MUCH_WORK
    assert (await cleaner.clean("photo", photo(300, 300))).width == 300


@pytest.mark.parametrize("blow", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
async def test_a_file_that_crashes_its_process_is_refused_and_the_next_is_opened(blow: int) -> None:
    cleaner = Cleaner()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(_outcome(cleaner, scan_bomb(2000)))
        os.kill(await one_opening(worked_s=0.6), blow)
    assert isinstance(task.result(), Refused)
    assert (await cleaner.clean("photo", photo(300, 300))).width == 300


async def test_a_process_killed_for_memory_is_not_held_against_the_file() -> None:
    cleaner = Cleaner()
    came = photo(3000, 3000)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(_outcome(cleaner, came))
        os.kill(await one_opening(), signal.SIGKILL)
    assert isinstance(task.result(), Busy)
    assert (await cleaner.clean("photo", came)).width == 1600


async def test_a_standstill_of_the_machine_is_not_held_against_the_file() -> None:
    cleaner = Cleaner(patience_s=0.5)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(_outcome(cleaner, photo(3000, 3000)))
        os.kill(await one_opening(), signal.SIGSTOP)
    assert isinstance(task.result(), Busy)
    assert opening() == []


async def test_a_broken_installation_is_not_held_against_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(media_cleaner, "MODULE", "src.services.media.not_there")
    with pytest.raises(Busy):
        await Cleaner().clean("photo", photo(300, 300))


async def test_who_hangs_up_leaves_no_process_behind() -> None:
    cleaner = Cleaner()
    task = asyncio.create_task(cleaner.clean("photo", scan_bomb(2000)))
    await one_opening()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert opening() == []
    assert (await cleaner.clean("photo", photo(300, 300))).width == 300


async def test_files_are_opened_one_at_a_time_and_a_long_queue_is_sent_home() -> None:
    cleaner = Cleaner()
    came = photo(300, 300)
    tasks = [asyncio.create_task(_outcome(cleaner, came)) for _ in range(23)]
    most = 0
    while not all(task.done() for task in tasks):
        most = max(most, len(opening()))
        await asyncio.sleep(0.01)
    outcomes = [task.result() for task in tasks]
    assert most == 1
    assert sum(isinstance(outcome, Busy) for outcome in outcomes) == 3
    assert sum(outcome is None for outcome in outcomes) == 20


async def test_the_process_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://rahasia")
    task = asyncio.create_task(Cleaner().clean("photo", photo(3000, 3000)))
    process = Path(f"/proc/{await one_opening()}")
    assert b"rahasia" not in (process / "environ").read_bytes()
    limits = (process / "limits").read_text()
    await task
    assert "Max core file size        0 " in limits
    assert "Max file size             0 " in limits


def opening() -> list[int]:
    """The processes that open a file for this one, right now."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if media_cleaner.MODULE.encode() in words and int(parent) == os.getpid():
            found.append(int(process.name))
    return found


async def one_opening(worked_s: float = 0.0) -> int:
    """Wait until one is behind all its limits and has worked so long (processor time)."""
    while True:
        for process in opening():
            folder = Path(f"/proc/{process}")
            limits = (folder / "limits").read_text()
            limited = "Max core file size        0 " in limits
            limited = limited and "Max file size             0 " in limits
            if limited and _worked_s(folder) >= worked_s:
                return process
        await asyncio.sleep(0.005)


def _worked_s(folder: Path) -> float:
    """Processor time so far; a busy machine does not change it."""
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _outcome(cleaner: Cleaner, data: bytes) -> Exception | None:
    try:
        await cleaner.clean("photo", data)
    except (Refused, Busy) as trouble:
        return trouble
    return None
