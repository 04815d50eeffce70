"""Every chart of a story with its caption: what the archive of images is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from tracker.outputs.bar_figures import change_heading
from tracker.outputs.images.bundle import NamedChart, make_bundle
from tracker.outputs.images.sheet import Caption
from tracker.outputs.package import stamp, stamp_of
from tracker.outputs.story.line import Line
from tracker.outputs.story.story import Story
from tracker.words import image_texts as words
from tracker.words.indicator_sentences import LINEAR_METHOD


def make_images(
    story: Story, *, address: str = "", progress: Callable[[float], None] = lambda share: None
) -> bytes:
    """The archive of every chart of a story; `address` of the product, so that its page links back.

    Raises ImageError without a browser, NoChartsError when nothing is known that could be drawn.
    """
    mark = story.material.mark
    archive = make_bundle(
        list_charts(story, address),
        progress=lambda made, total: progress(made / total),
        title=story.title,
        footnote=story.footnote,
        at=mark.at,
    )
    return stamp(archive, stamp_of(story, "images"))


def list_charts(story: Story, address: str = "") -> Iterator[NamedChart]:
    """The chart of changes, then that of each indicator with something to draw, in catalogue order."""
    changes = story.change_figure()
    if changes is not None:
        heading = change_heading(story.changes[1])
        about = f"{story.place_name} · {story.period_words}"
        link = _link(story, address, "so-sanh")
        yield NamedChart("thay-doi", changes, Caption(heading, about, story.footnote), heading, link)
    for line in story.all_lines:
        chart = line.read_chart()
        if chart.is_empty:
            continue
        yield NamedChart(
            line.code,
            chart.figure(),
            caption_of(story, line),
            "".join(run.text for run in line.sentence),
            _link(story, address, "chi-tieu", ma=line.code),
        )


def caption_of(story: Story, line: Line) -> Caption:
    """Name above; below it where the figures come from, of which edition, and how they were judged."""
    about = f"{story.place_name} · {story.period_words} · {line.unit_of_measure}"
    method = words.METHOD.format(method=LINEAR_METHOD)
    return Caption(line.name, about, f"{line.code} · {line.source} · {method} · {story.footnote}")


def _link(story: Story, address: str, page: str, **more: str) -> str:
    if not address:
        return ""
    query = {**more, "ky": str(story.material.period), "dia-ban": story.place}
    return f"{address}/{page}?{urlencode(query)}"
