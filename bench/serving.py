"""Starts a Streamlit server of its own on a free port, and a proxy that counts the bytes on the wire."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

REPOSITORY = Path(__file__).resolve().parents[1]
FLOOR = REPOSITORY / "bench" / "floor" / "app.py"
PRODUCT = REPOSITORY / "app.py"
SECONDS_TO_START = 180


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process and the log that it writes."""

    url: str
    port: int
    pid: int
    log: Path


@contextmanager
def serve(
    script: Path, environment: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[Server]:
    """Run the script with Streamlit until the block ends; raises RuntimeError with the log if it dies.

    `port`: one that is known, so that a page finds a server again that was restarted; else a free one.
    """
    port = port or find_free_port()
    with tempfile.TemporaryDirectory(prefix="serving-") as folder:
        log = Path(folder) / "server.log"
        command = [sys.executable, "-m", "streamlit", "run", str(script)]
        options = {
            "server.port": port,
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "browser.gatherUsageStats": "false",
        }
        command += [f"--{name}={value}" for name, value in options.items()]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command,
                cwd=script.parent,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_it_answers(process, url, log)
            yield Server(url, port, process.pid, log)
        finally:
            _stop(process)


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class CountingProxy:
    """Passes bytes between a browser and a server on this machine and counts those sent to the browser."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0
        self.received = 0
        self.sent = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        starting = asyncio.start_server(self._connect, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._finish(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _finish(self) -> None:
        """Close the door and wait until every connection has let go of its sockets."""
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def take_count(self) -> int:
        """Bytes sent to the browser since the last call, HTTP headers and websocket frames included."""
        count, self.received = self.received, 0
        return count

    async def _connect(self, browser: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        server, request = await asyncio.open_connection("127.0.0.1", self._target_port)
        await asyncio.gather(self._pass(browser, request, False), self._pass(server, answer, True))

    async def _pass(self, source: asyncio.StreamReader, drain: asyncio.StreamWriter, is_answer: bool) -> None:
        try:
            while block := await source.read(65536):
                if is_answer:
                    self.received += len(block)
                else:
                    self.sent += len(block)
                drain.write(block)
                await drain.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            drain.close()
