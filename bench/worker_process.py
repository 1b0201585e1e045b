"""`python -m src.worker` as a process of its own, killed and started again like the server."""

import signal
import subprocess
import sys

from bench.server import ROOT, Server


class WorkerProcess:
    """A worker beside `server`, on its data and database."""

    def __init__(self, server: Server, name: str) -> None:
        self.name = name
        self._environment = server.environment
        self._log = server.data / f"{name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Does not wait: while it starts, another one works."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "src.worker"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

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
