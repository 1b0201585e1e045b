"""Pieces arrive in any disorder a bad line makes; what was answered is there, once and whole."""

import asyncio
import errno
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from src.domain.errors import Conflict, TooLarge
from src.services.media import durable
from src.services.media.store import MediaStore, OutOfStep

pytestmark = pytest.mark.anyio

PHOTO = UUID("ab0c1d2e-3f40-4152-8637-48596a7b8c9d")
WHOLE = os.urandom(100_000)
PIECE = 32_768


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


def files(store: MediaStore) -> set[str]:
    directory = store.path(PHOTO, ".jpg").parent.parent
    return {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}


async def test_pieces_in_order_make_the_whole(store: MediaStore) -> None:
    assert await store.received(PHOTO) == 0
    for offset in range(0, len(WHOLE), PIECE):
        received = await store.append(PHOTO, offset, WHOLE[offset : offset + PIECE])
        assert received == await store.received(PHOTO) == min(offset + PIECE, len(WHOLE))
    assert await store.pieces(PHOTO) == WHOLE


async def test_a_piece_whose_answer_was_lost_may_come_again(store: MediaStore) -> None:
    await store.append(PHOTO, 0, WHOLE[:100])
    await store.append(PHOTO, 100, WHOLE[100:200])
    assert await store.append(PHOTO, 0, WHOLE[:100]) == 200
    assert await store.append(PHOTO, 100, WHOLE[100:200]) == 200
    assert await store.append(PHOTO, 200, b"") == 200
    assert await store.pieces(PHOTO) == WHOLE[:200]


async def test_of_a_piece_that_was_half_written_the_rest_is_taken(store: MediaStore) -> None:
    await store.append(PHOTO, 0, WHOLE[:150])
    assert await store.append(PHOTO, 100, WHOLE[100:300]) == 300
    assert await store.pieces(PHOTO) == WHOLE[:300]


async def test_after_a_gap_the_sender_hears_where_to_go_on(store: MediaStore) -> None:
    await store.append(PHOTO, 0, WHOLE[:100])
    with pytest.raises(OutOfStep) as gap:
        await store.append(PHOTO, 200, WHOLE[200:300])
    assert gap.value.received == 100
    assert isinstance(gap.value, Conflict)
    with pytest.raises(OutOfStep) as nothing_here:
        await store.append(uuid4(), 5, b"piece")
    assert nothing_here.value.received == 0
    with pytest.raises(OutOfStep):
        await store.append(PHOTO, -1, b"piece")


async def test_other_bytes_never_replace_those_that_were_answered(store: MediaStore) -> None:
    await store.append(PHOTO, 0, WHOLE[:100])
    with pytest.raises(OutOfStep) as other:
        await store.append(PHOTO, 0, b"other" + WHOLE[5:100])
    assert other.value.received == 100
    assert await store.pieces(PHOTO) == WHOLE[:100]


async def test_no_attachment_grows_over_the_limit(store: MediaStore) -> None:
    with pytest.raises(TooLarge):
        await store.append(PHOTO, 12_000_000, b"x")
    assert await store.received(PHOTO) == 0


async def test_two_that_race_with_the_same_piece_write_it_once(tmp_path: Path) -> None:
    """Two tabs, and two processes of the server: each with a store of its own."""
    stores = [MediaStore(tmp_path), MediaStore(tmp_path)]
    for offset in range(0, len(WHOLE), PIECE):
        piece = WHOLE[offset : offset + PIECE]
        sizes = await asyncio.gather(
            *(store.append(PHOTO, offset, piece) for store in stores for _ in range(5))
        )
        assert set(sizes) == {offset + len(piece)}
    assert await stores[0].pieces(PHOTO) == WHOLE


async def test_two_that_race_with_different_pieces_never_mix_them(store: MediaStore) -> None:
    ones, twos = b"1" * 50_000, b"2" * 50_000
    answers = await asyncio.gather(
        *(store.append(PHOTO, 0, piece) for piece in (ones, twos)), return_exceptions=True
    )
    assert sorted(map(type, answers), key=str) == sorted([int, OutOfStep], key=str)
    assert await store.pieces(PHOTO) in (ones, twos)


async def test_who_waits_for_a_file_that_is_thrown_away_begins_a_new_one(
    store: MediaStore,
) -> None:
    await store.append(PHOTO, 0, b"old")
    pieces = store.path(PHOTO, ".jpg").parent.parent / "incoming" / str(PHOTO)
    with durable.alone(pieces):
        waiting = asyncio.create_task(store.append(PHOTO, 0, b"new"))
        await asyncio.sleep(0.1)
        pieces.unlink()
    assert await waiting == 3
    assert await store.pieces(PHOTO) == b"new"


async def test_a_full_disk_leaves_what_was_answered(
    store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.append(PHOTO, 0, WHOLE[:100])

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            await store.append(PHOTO, 100, WHOLE[100:200])
        with pytest.raises(OSError, match="No space"):
            await store.finish(PHOTO, {".jpg": b"clean"})
    assert await store.received(PHOTO) == 100
    assert files(store) == {f"incoming/{PHOTO}"}
    assert await store.append(PHOTO, 100, WHOLE[100:200]) == 200


async def test_finished_files_stand_under_their_name_and_the_pieces_are_gone(
    store: MediaStore,
) -> None:
    await store.append(PHOTO, 0, WHOLE)
    for _ in range(2):
        await store.finish(PHOTO, {".jpg": b"clean", ".small.jpg": b"small"})
        assert files(store) == {f"ab/{PHOTO}.jpg", f"ab/{PHOTO}.small.jpg"}
    assert await store.read(PHOTO, ".jpg") == b"clean"
    assert store.path(PHOTO, ".small.jpg").read_bytes() == b"small"
    with pytest.raises(FileNotFoundError):
        await store.pieces(PHOTO)
    with pytest.raises(FileNotFoundError):
        await store.read(PHOTO, ".m4a")


async def test_what_is_refused_and_what_is_deleted_leave_nothing(store: MediaStore) -> None:
    await store.append(PHOTO, 0, WHOLE)
    await store.discard(PHOTO)
    assert files(store) == set()
    await store.finish(PHOTO, {".m4a": b"sound"})
    await store.append(PHOTO, 0, WHOLE)
    await store.delete(PHOTO)
    await store.delete(PHOTO)
    assert files(store) == set()


async def test_a_week_after_the_last_piece_the_sweep_takes_what_never_was_finished(
    store: MediaStore,
) -> None:
    now = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    fresh, stale, done = uuid4(), uuid4(), PHOTO
    for attachment in (fresh, stale):
        await store.append(attachment, 0, b"piece")
    await store.finish(done, {".jpg": b"clean"})
    half = store.path(done, ".jpg").with_name(f"{uuid4()}{durable.HALF_WRITTEN}")
    half.write_bytes(b"left by a power cut")
    directory = half.parent.parent
    for path, days in (
        (directory / "incoming" / str(fresh), 6.9),
        (directory / "incoming" / str(stale), 7.1),
        (store.path(done, ".jpg"), 400),
        (half, 8),
    ):
        at = (now - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))
    assert await store.sweep(now=now) == 2
    assert files(store) == {f"incoming/{fresh}", f"ab/{done}.jpg"}
    assert await store.sweep(now=now) == 0


async def test_an_empty_house_can_be_swept(store: MediaStore) -> None:
    assert await store.sweep(now=datetime(2026, 11, 24, tzinfo=UTC)) == 0


async def test_the_loop_goes_on_while_a_disk_is_slow(
    store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda file: time.sleep(0.2))
    task = asyncio.create_task(store.append(PHOTO, 0, WHOLE))
    turns = 0
    while not task.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert turns > 10
