"""The application as a process of its own, started, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
START_S = 60.0  # a machine that does other things besides still starts it


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`python -m src.cli serve` on a port and data directory of its own."""

    def __init__(self, data: Path, *, database_url: str = "", **environment: str) -> None:
        self.data = data
        self.database_url = database_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self.log = data / "server.log"

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "LACAK_DATA": str(self.data),
            "LACAK_PORT": str(self.port),
            "LACAK_PUBLIC_URL": self.url,
            "DATABASE_URL": self.database_url,
            **self._environment,
        }

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> float:
        """Start and wait until it answers; returns the seconds that took."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "src.cli", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() - began > START_S:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        return time.monotonic() - began

    def answers(self) -> bool:
        """Whether it answers at all; a worker that has not ticked yet (503) counts as alive."""
        try:
            with urllib.request.urlopen(f"{self.url}/kesehatan", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as problem:
            return problem.code == 503
        except OSError:
            return False

    def kill(self) -> None:
        """As a power cut would: no warning, no clean-up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(timeout=20)
        self._process = None

    def memory_mb(self) -> float:
        """Resident memory of the process and its children, in MB (10^6 bytes)."""
        total = 0
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(
                    line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
                )
            except OSError:
                continue
            if int(fields["Pid"]) == self.pid or int(fields["PPid"]) == self.pid:
                total += int(fields.get("VmRSS", "0 kB").split()[0])
        return total * 1024 / 1e6
