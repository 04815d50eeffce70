"""One Chromium with kaleido's page in it, driven from an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
from collections.abc import Coroutine, MutableMapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido, PageGenerator

from tracker.outputs.images.browser import QUIET_ARGUMENTS

_FOLDER = Path(__file__).parent
_SCRIPTS = ("compose.js", "server.js")
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"  # whatever a chart may name, nothing is fetched
_SECONDS_TO_END = 5
_IMAGES_PER_PAGE = 50  # what Plotly leaves behind in a page stays small
# What the browser needs to know of the server's environment; secrets of the settings stay out of it.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
                "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH")  # fmt: skip
Answer = TypeVar("Answer")


class Engine:
    """A running browser; `draw` may be called by one thread at a time."""

    def __init__(self, path: str, seconds: float) -> None:
        """Start it; raises TimeoutError, or what the browser fails with, and then nothing is left running."""
        _hush()
        self._kaleido: _Kaleido | None = None
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_note)
        self._thread = threading.Thread(target=self._loop.run_forever, name="images", daemon=True)
        self._thread.start()
        try:
            self._run(self._open(path), seconds)
        except BaseException:
            self.end()
            raise

    @property
    def process_id(self) -> int | None:
        """The leader of the browser's process group."""
        process = getattr(self._kaleido, "subprocess", None)
        return process.pid if process else None

    def draw(self, figure: dict[str, Any], options: dict[str, Any], seconds: float) -> bytes:
        """The bytes of the image; raises TimeoutError, or what the browser fails with."""
        assert self._kaleido is not None
        return self._run(self._kaleido.calc_fig(figure, options), seconds)

    def end(self) -> None:
        """End the browser with all its processes and take away what it wrote."""
        if self.process_id is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process_id, signal.SIGKILL)
        if self._kaleido is not None:
            with contextlib.suppress(Exception):
                self._run(self._kaleido.clear_away(), _SECONDS_TO_END)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS_TO_END)

    async def _open(self, path: str) -> None:
        self._kaleido = _Kaleido(
            n=1,
            timeout=None,
            page_generator=_Page(mathjax=False, others=[(str(_FOLDER / name), "utf-8") for name in _SCRIPTS]),
            path=path,
            browser_cls=_Browser,
            enable_sandbox=os.geteuid() != 0,  # Chromium refuses to run as root with it
            enable_extensions=False,
        )
        await self._kaleido.open()

    def _run(self, coroutine: Coroutine[Any, Any, Answer], seconds: float) -> Answer:
        task = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return task.result(seconds)
        except BaseException:
            task.cancel()
            raise


class _Kaleido(Kaleido):
    """Loads its page again now and then only: server.js needs no fresh page for the same bytes, and loading
    Plotly takes as long as drawing. The two names with a line before them are kaleido's and choreographer's own;
    the pinned versions have them."""

    _drawn = 0

    async def _return_kaleido_tab(self, tab: Any) -> None:
        self._drawn += 1
        if self._drawn % _IMAGES_PER_PAGE:
            await self.tabs_ready.put(tab)
        else:
            await super()._return_kaleido_tab(tab)

    async def clear_away(self) -> None:
        """Close after the process has ended: whoever still reads from its pipe is told first."""
        self._channel.close()
        await self.close()


class _Page(PageGenerator):
    header = '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><style id="head-style"></style><title></title>'


class _Browser(Chromium):
    """Chromium without its calls home and without the server's secrets."""

    def get_cli(self) -> Sequence[str]:
        return [*super().get_cli(), *QUIET_ARGUMENTS, _NO_NETWORK]

    def get_env(self) -> MutableMapping[str, str]:
        known = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        # Its files are taken away with its profile; a PDF's date, which is replaced, has no zone to be kept.
        return known | {"TMPDIR": str(self.tmp_dir.path), "TZ": "UTC"}


def _hush() -> None:
    """What the browser says of itself goes nowhere; its failures are told by whoever asked for an image."""
    for name in ("kaleido", "choreographer", "browser_proc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tasks that die with the browser are expected."""
    logging.getLogger(__name__).debug("In the loop of images: %s", context.get("message"))
