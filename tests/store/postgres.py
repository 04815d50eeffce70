"""A PostgreSQL of the tests' own: made in a temporary folder on a free port, stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALL = "apt-get install -y postgresql"


def find_binaries() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL on this machine."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return folders[-1] if folders else Path(on_path).parent if on_path else None


@contextmanager
def run_postgres() -> Iterator[str]:
    """Yield the libpq text of a running cluster; fails with the line to type when there is none."""
    binaries = find_binaries()
    if binaries is None:
        pytest.fail(f"PostgreSQL is missing, the DuckLake tests need it: {INSTALL}", pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="tracker-pg-"))
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(*command: str | Path) -> None:
        done = subprocess.run(
            [*as_user, *map(str, command)],
            check=False,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode:
            pytest.fail(f"{command[0]} failed: {done.stdout}{done.stderr}", pytrace=False)

    port = _free_port()
    data, log = folder / "data", folder / "log"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        run(binaries / "initdb", "-D", data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--no-sync")
        # The server keeps the pipes of a captured call open, so its output goes to the log.
        with open(os.devnull, "w") as nowhere:
            subprocess.run(
                [
                    *as_user,
                    str(binaries / "pg_ctl"),
                    "-D",
                    str(data),
                    "-o",
                    options,
                    "-l",
                    str(log),
                    "-w",
                    "start",
                ],
                cwd=folder,
                stdout=nowhere,
                stderr=nowhere,
                timeout=120,
                check=True,
            )
        yield f"host=127.0.0.1 port={port} user=tracker dbname=postgres"
    finally:
        if (data / "postmaster.pid").exists():
            run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
