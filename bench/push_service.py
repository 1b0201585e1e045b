"""The far end of measurements: a push service in a process of its own.

python -m bench.push_service CERTIFICATE RTT_MS answer|hang
"""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import uvloop

from tests.fake_push_service import FakePushService


@contextlib.contextmanager
def service(certificate: str, *, rtt_ms: float = 0.0, how: str = "answer") -> Iterator[str]:
    """A push service while this is open; gives its host. `hang` takes all and answers nothing."""
    command = [sys.executable, "-m", "bench.push_service", certificate, str(rtt_ms), how]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


async def main(certificate: Path, rtt_ms: float, hangs: bool) -> None:
    """Serve until the standard input ends; the first line printed is the host.

    The time of a round trip goes into each answer: a connection that is open needs no other.
    """
    files = certificate, certificate.with_suffix(".key")
    async with FakePushService(certificate=files, checks=False) as serving:
        serving.answers(delay=rtt_ms / 1_000, how="hang" if hangs else "answer")
        print(serving.host, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "hang"))
