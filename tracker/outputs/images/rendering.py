"""Charts as PNG, SVG and PDF on the server: one browser for everybody, one image at a time, first come first served."""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from tracker.outputs.images.browser import find_browser
from tracker.outputs.images.faults import BrowserFailedError, FigureFaultError, ImageError, TooManyImagesError
from tracker.outputs.images.sheet import Caption, describe_sheet
from tracker.words.image_texts import BROWSER_FAILED, FIGURE_FAULT, TOO_MANY

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from tracker.outputs.images.engine import Engine

Format = Literal["png", "svg", "pdf"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf")
SECONDS_PER_IMAGE, SECONDS_TO_START, SECONDS_IN_LINE, MOST_IN_LINE = 15.0, 40.0, 90.0, 40
SECONDS_IDLE = 600.0  # a browser that nobody needs gives its memory back
_TRIES = 2
_PDF_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}\+00'00'\)")
_log = logging.getLogger(__name__)


def render_images(
    figure: go.Figure, caption: Caption, formats: Sequence[Format] = FORMATS, *, at: dt.datetime
) -> dict[Format, bytes]:
    """The chart on its sheet in each format: a PNG of 2240 pixels across, SVG, PDF that says it was made `at`.

    The same figure, caption and instant give the same bytes on the same machine. Raises ImageError.
    """
    return {one: shared_renderer().render(figure, caption, one, at=at) for one in formats}


@lru_cache(maxsize=1)
def shared_renderer() -> Renderer:
    """The one of this process; its browser starts with the first image and ends with the program."""
    renderer = Renderer()
    atexit.register(renderer.close)
    return renderer


class Renderer:
    """Holds the browser. Images wait in one line; more than `most_in_line` are refused at once."""

    def __init__(
        self,
        find: Callable[[], str] = find_browser,
        *,
        seconds_per_image: float = SECONDS_PER_IMAGE,
        seconds_in_line: float = SECONDS_IN_LINE,
        most_in_line: int = MOST_IN_LINE,
        seconds_idle: float = SECONDS_IDLE,
    ) -> None:
        self._find = find
        self._seconds = seconds_per_image
        self._patience = seconds_in_line
        self._idle = seconds_idle
        self._places = threading.BoundedSemaphore(most_in_line)
        self._line = ThreadPoolExecutor(1, thread_name_prefix="images")
        self._engine: Engine | None = None
        self._rest: threading.Timer | None = None

    @property
    def process_id(self) -> int | None:
        """The leader of the running browser's process group; None before the first image and after a failure."""
        return self._engine.process_id if self._engine else None

    def render(self, figure: go.Figure, caption: Caption, image: Format, *, at: dt.datetime) -> bytes:
        """The bytes of one image; raises NoBrowserError, BrowserFailedError, TooManyImagesError, FigureFaultError."""
        path = self._find()
        sheet = describe_sheet(figure, caption)
        drawn = figure.to_dict()
        drawn["layout"] = {**drawn.get("layout", {}), "meta": {"sheet": sheet}}
        options = {"format": image, "width": sheet["width"], "height": sheet["height"], "scale": 1}
        made = self._wait_for(path, drawn, options)
        if image == "svg":
            return _ordered(made)
        return _dated(made, at) if image == "pdf" else made

    def close(self) -> None:
        """End the browser; another image starts it again."""
        if self._engine is not None:
            self._engine.end()
            self._engine = None

    def _wait_for(self, path: str, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        if not self._places.acquire(blocking=False):
            raise TooManyImagesError(TOO_MANY)
        try:
            task = self._line.submit(self._draw, path, figure, options)
            try:
                return task.result(self._patience)
            except (TimeoutError, CancelledError) as error:
                task.cancel()
                raise TooManyImagesError(TOO_MANY) from error
        finally:
            self._places.release()

    def _rest_later(self) -> None:
        """End the browser in its turn when no image is asked for in the time to come."""
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(self._idle, self._line.submit, [self.close])
        self._rest.daemon = True
        self._rest.start()

    def _draw(self, path: str, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        """Draw, and once more when that fails, with a new browser if it is to blame; in the line's own thread."""
        from kaleido.errors import KaleidoError

        from tracker.outputs.images.engine import Engine

        fault: ImageError = BrowserFailedError(BROWSER_FAILED)
        for _ in range(_TRIES):
            try:
                self._engine = self._engine or Engine(path, SECONDS_TO_START)
                return self._engine.draw(figure, options, self._seconds)
            except KaleidoError:  # the browser is well
                _log.exception("A chart cannot be drawn")
                fault = FigureFaultError(FIGURE_FAULT)
            except Exception:  # noqa: BLE001 - whatever a browser dies of, a new one gets its chance
                _log.exception("The browser that draws images failed")
                fault = BrowserFailedError(BROWSER_FAILED)
                self.close()
            finally:
                self._rest_later()
        raise fault


def _ordered(svg: bytes) -> bytes:
    """The same drawing with attributes in one order: a browser writes them in the order it came to know them."""
    return ElementTree.canonicalize(svg.decode()).encode()


def _dated(pdf: bytes, at: dt.datetime) -> bytes:
    """The PDF with this instant in place of the browser's clock; no byte moves."""
    stamp = at.astimezone(dt.UTC).strftime("%Y%m%d%H%M%S").encode()
    return _PDF_DATE.sub(rb"\g<1>" + stamp + rb"+00'00')", pdf)
