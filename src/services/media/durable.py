"""Writes to disk that are either done and survive a power cut, or never happened."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

HALF_WRITTEN = ".half"


@contextmanager
def alone(path: Path) -> Iterator[int]:
    """The file open for reading and writing, made if need be, to nobody else meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_nlink:
                yield file
                return
            # it was removed while we waited for our turn: take the one that stands there now
        finally:
            os.close(file)


def grow(file: int, size: int, piece: bytes, directory: Path) -> None:
    """Append, or leave the file as it was (a full disk)."""
    try:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.pwrite(file, rest, size + len(piece) - len(rest)) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
    if size == 0:
        settle(directory)
        settle(directory.parent)


def place(files: Mapping[Path, bytes]) -> None:
    """Write each file beside its name first, then let all of them appear."""
    written: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f"{uuid4()}{HALF_WRITTEN}")
            written[half] = path
            with half.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for half, path in written.items():
            half.rename(path)
    finally:
        for half in written:
            half.unlink(missing_ok=True)
    for directory in {path.parent for path in files}:
        settle(directory)
        settle(directory.parent)


def settle(directory: Path) -> None:
    """Make names just given in this directory last."""
    file = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
