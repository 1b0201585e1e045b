"""The far end of the push measurements, in a process of its own.

python -m bench.push_service CERTIFICATE RTT_MS answer|hang
"""

import asyncio
import sys
from pathlib import Path

import uvloop

from tests.fake_push_service import FakePushService


async def main(certificate: Path, rtt_ms: float, hangs: bool) -> None:
    """Serve until the standard input ends; the first line printed is the host.

    The time of a round trip goes into each answer: a connection that is open needs no other.
    """
    files = certificate, certificate.with_suffix(".key")
    async with FakePushService(certificate=files, checks=False) as service:
        service.answers(delay=rtt_ms / 1_000, how="hang" if hangs else "answer")
        print(service.host, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "hang"))
