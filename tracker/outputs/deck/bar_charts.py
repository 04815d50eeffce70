"""Native bar charts: names at the left, the longest bars on top, numbers at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.chart_parts import (
    CategoryData,
    Label,
    Scale,
    dress,
    fill_look,
    labels_look,
    style_series,
    upright,
    value_axis,
)
from tracker.outputs.deck.page import Page, describe
from tracker.outputs.deck.text import LOOK, one_line

_LABEL_SIZE = 12.0
_ROOM = 1.6  # of the axis beyond the longest bar, for its number


@dataclass(frozen=True)
class BarSeries:
    """One kind of bars; `values` and `texts` per category, None where the category has no bar of this kind."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str | None, ...]
    colour: str
    hatched: bool = False


@dataclass(frozen=True)
class Bars:
    """Categories from top to bottom; `is_stacked`: bars of a category one behind the other, else one of the kinds."""

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    is_stacked: bool = False

    @property
    def known(self) -> tuple[BarSeries, ...]:
        return tuple(one for one in self.series if any(value is not None for value in one.values))


def add_bars(page: Page, box: Box, bars: Bars, alt: str, *, size: float = 12) -> None:
    """Put the chart into the box; its data sheet holds a row per category and a column per kind."""
    data = CategoryData(page.story.material.mark.at)
    data.categories = [one_line(name) for name in bars.categories]
    for one in bars.known:
        data.add_series(one_line(one.name), one.values)
    kind = XL_CHART_TYPE.BAR_STACKED if bars.is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.shapes.add_chart(kind, *box.emu, data)
    describe(frame, alt)
    chart = frame.chart
    dress(chart, size, legend="b")
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 45
    for element, one in zip(plot._element.findall(qn("c:ser")), bars.known, strict=True):
        fill = fill_look(one.colour, hatched=one.hatched)
        style_series(element, fill, upright(), labels_look(_labels(one, bars.is_stacked)))
    _turn_axes(chart, bars, size)


def _labels(one: BarSeries, is_stacked: bool) -> list[Label]:
    side = "ctr" if is_stacked else "outEnd"
    colour = "#ffffff" if is_stacked and not one.hatched else None
    return [
        Label(at, text, side, _LABEL_SIZE, bold=True, **({"colour": colour} if colour else {}))
        for at, (text, value) in enumerate(zip(one.texts, one.values, strict=True))
        if text and value is not None
    ]


def _turn_axes(chart: Chart, bars: Bars, size: float) -> None:
    """Names from top to bottom at the left, no value axis: the numbers stand at the bars."""
    axis = chart.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.tick_labels.font.size = round(size * 12700)
    axis.format.line.color.rgb = RGBColor.from_string(LOOK.muted.lstrip("#").upper())
    axis._element.find(qn("c:majorTickMark")).set("val", "none")
    axis._element.find(qn("c:tickLblPos")).set("val", "low")
    old = chart._chartSpace.find(f".//{qn('c:valAx')}")
    own, crossing = old.find(qn("c:axId")).get("val"), old.find(qn("c:crossAx")).get("val")
    new = value_axis(own, crossing, "t", _scale(bars), code="General", shown=False, gridded=False)
    new.find(qn("c:crossBetween")).set("val", "between")
    old.getparent().replace(old, new)


def _scale(bars: Bars) -> Scale:
    lows, highs = [0.0], [0.0]
    for at in range(len(bars.categories)):
        values = [one.values[at] or 0.0 for one in bars.known]
        lows.append(sum(values) if bars.is_stacked else min(values, default=0.0))
        highs.append(sum(values) if bars.is_stacked else max(values, default=0.0))
    longest = max(max(highs), -min(lows)) or 1.0
    # Room for the numbers beside the bars; none on a side without bars.
    extra = 0.05 if bars.is_stacked else _ROOM - 1
    low = min(lows) - extra * longest if min(lows) < 0 else 0.0
    high = max(highs) + extra * longest if max(highs) > 0 else 0.0
    return Scale(low, high, (high - low) or 1.0)


def kinds(
    values: Sequence[float],
    kind_of: Sequence[str],
    texts: Sequence[str],
    looks: dict[str, tuple[str, str, bool]],
) -> tuple[BarSeries, ...]:
    """One series per kind that occurs; `looks` is kind → name, colour, hatched, in the legend's order."""
    return tuple(
        BarSeries(
            name,
            tuple(value if own == kind else None for value, own in zip(values, kind_of, strict=True)),
            tuple(text if own == kind else None for text, own in zip(texts, kind_of, strict=True)),
            colour,
            hatched,
        )
        for kind, (name, colour, hatched) in looks.items()
    )
