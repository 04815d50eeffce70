"""All charts of a round as one archive: a folder per format, a page to look through, a list to sort."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.outputs.images.bundle_index import IndexRow, index_page, index_workbook
from tracker.outputs.images.faults import NoChartsError
from tracker.outputs.images.rendering import FORMATS, Format, Renderer, shared_renderer
from tracker.outputs.images.sheet import Caption
from tracker.outputs.theme import has_demo_mark
from tracker.words.image_texts import NO_CHARTS
from tracker.words.screen import DEMO_BANNER

if TYPE_CHECKING:
    import plotly.graph_objects as go

INDEX_PAGE, INDEX_WORKBOOK = "index.html", "muc-luc.xlsx"
_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile("[^a-z0-9]+")
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
OnImage = Callable[[int, int], None]  # images made, images to make


@dataclass(frozen=True)
class NamedChart:
    """A chart of the archive; `sentence` says what it shows, `link` leads to its page."""

    code: str
    figure: go.Figure
    caption: Caption
    sentence: str = ""
    link: str = ""


def make_bundle(
    charts: Iterable[NamedChart],
    formats: Sequence[Format] = FORMATS,
    progress: OnImage | None = None,
    *,
    title: str,
    footnote: str,
    at: dt.datetime,
    renderer: Renderer | None = None,
) -> bytes:
    """The archive; the same charts, words and instant give the same bytes. Raises ImageError.

    One image is held at a time beside the archive and the small drawings of its page.
    """
    charts, wanted = tuple(charts), sorted(set(formats))
    if not charts:
        raise NoChartsError(NO_CHARTS)
    if any(has_demo_mark(chart.figure) for chart in charts):
        footnote = " · ".join(text for text in (DEMO_BANNER, footnote) if text)
    total = len(charts) * len({"svg", *wanted})
    render = _Studio(renderer or shared_renderer(), at, total, progress).render
    names = file_names(charts)
    rows = [
        IndexRow(one.code, one.caption.title, one.sentence, one.link, name, render(one, "svg"))
        for one, name in zip(charts, names, strict=True)
    ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _put(archive, INDEX_PAGE, index_page(rows, wanted, title, footnote).encode(), at)
        _put(archive, INDEX_WORKBOOK, _without_clock(index_workbook(rows, wanted, title, footnote), at), at)
        for image in wanted:
            for chart, row in zip(charts, rows, strict=True):
                content = row.drawing if image == "svg" else render(chart, image)
                _put(archive, f"{image}/{row.name}.{image}", content, at)
    return stream.getvalue()


@dataclass
class _Studio:
    """Makes the images of one archive and tells how many are made."""

    renderer: Renderer
    at: dt.datetime
    total: int
    progress: OnImage | None
    made: int = 0

    def render(self, chart: NamedChart, image: Format) -> bytes:
        content = self.renderer.render(chart.figure, chart.caption, image, at=self.at)
        self.made += 1
        if self.progress:
            self.progress(self.made, self.total)
        return content


def file_names(charts: Sequence[NamedChart]) -> list[str]:
    """`gn-01-ty-le-ho-ngheo`: code and title in ASCII, numbered from the second of the same name on."""
    names: list[str] = []
    for chart in charts:
        name = ascii_name(f"{chart.code} {chart.caption.title}")
        again = sum(one == name or re.fullmatch(rf"{name}-\d+", one) is not None for one in names)
        names.append(f"{name}-{again + 1}" if again else name)
    return names


def ascii_name(text: str) -> str:
    """The text in the signs that every file system and archive program takes."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = _NOT_IN_NAMES.sub("-", letters.encode("ascii", "ignore").decode())
    name = plain.strip("-")
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rpartition("-")[0] or name[:_LONGEST_NAME]
    return name or "bieu-do"


def _put(archive: zipfile.ZipFile, name: str, content: bytes, at: dt.datetime) -> None:
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    is_packed = name.endswith((".png", ".xlsx"))
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 0, 0
    archive.writestr(entry, content)


def _without_clock(workbook: bytes, at: dt.datetime) -> bytes:
    """The workbook with this instant wherever it says when it was written."""
    stamp = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK.sub(rb"\g<1>" + stamp, content)
            _put(new, name, content, at)
    return stream.getvalue()
