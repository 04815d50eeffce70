"""The chart of an indicator as Word's own chart: the same points as on the indicator's page, editable, without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from tracker.core.period import Period
from tracker.outputs.milestones import HELD, MARKED
from tracker.outputs.points import MERGED_AT, with_gaps
from tracker.outputs.report.styles import FONT
from tracker.outputs.story.charted import Charted
from tracker.outputs.theme import PALETTES
from tracker.words.formats import format_number, format_target

_PALETTE = PALETTES["light"]
_SIZE = 10


@dataclass(frozen=True)
class DrawnChart:
    """A chart ready for the package: its part, the workbook behind it, its title and alternative text."""

    xml: Any
    workbook: bytes
    title: str
    alt: str


@dataclass(frozen=True)
class Trace:
    """One series: where its points stand, and how it looks; `words` label single points."""

    name: str
    x: tuple[float, ...]
    y: tuple[float | None, ...]
    colour: str
    width: float = 0  # of the line in points; 0 is no line
    dash: Any = None
    marker: Any = None
    is_hollow: bool = False
    words: tuple[tuple[int, str], ...] = ()


def can_draw(charted: Charted) -> bool:
    """A course needs at least two figures."""
    return int((charted.drawn.points["measure"] == "actual").sum()) > 1


def draw_chart(charted: Charted, title: str, alt: str) -> DrawnChart:
    """Actuals, plans, estimates, the path and the milestones over the years; a missing year is a gap."""
    traces = [*_targets(charted), *_plans(charted), *_actuals(charted), *_estimates(charted)]
    data = XyChartData(number_format="General")
    for trace in traces:
        series = data.add_series(trace.name)
        for x, y in zip(trace.x, trace.y, strict=True):
            series.add_data_point(x, y)
    space: Any = parse_xml(data.xml_bytes(XL_CHART_TYPE.XY_SCATTER_LINES))
    chart = Chart(space, None)
    for series, trace in zip(chart.plots[0].series, traces, strict=True):
        _style(series, trace)
    _lay_out(chart, charted, traces)
    return DrawnChart(space, data.xlsx_blob, title, alt)


def _actuals(charted: Charted) -> list[Trace]:
    points = charted.drawn.points
    actuals = points[points["measure"] == "actual"]
    segments = list(dict.fromkeys(actuals["segment"]))
    is_bare = charted.drawn.shape == "change"
    traces = []
    for segment in segments:
        own = actuals[actuals["segment"] == segment]
        is_last = segment == segments[-1]
        halves = own["period"].str.contains("-")
        parts = [own[~halves], own[halves]] if charted.drawn.shape == "flow" else [own]
        for part, when in zip(parts, ("", ", 6 tháng"), strict=False):
            if not len(part):
                continue
            line = with_gaps(part, _cuts(charted))
            colour = _PALETTE.accent if is_last else _PALETTE.muted
            words = _last_word(line, charted) if is_last else ()
            name = f"Thực hiện{when}{_of_segment(charted, segment, segments)}"
            traces.append(
                Trace(name, *_pairs(line), colour, 0 if is_bare else 2.25, None, XL_MARKER_STYLE.CIRCLE, words=words)
            )
    return traces


def _cuts(charted: Charted) -> dict[float, str]:
    return {at: words for at, words in charted.labels.breaks.items() if abs(at - MERGED_AT) > 0.1}


def _of_segment(charted: Charted, segment: str, segments: Sequence[str]) -> str:
    place, _, stage = segment.partition("·")
    name = charted.labels.segments.get(place, "") if len(charted.labels.segments) > 1 else ""
    parts = [name, f"từ {stage}" if stage else ""]
    text = ", ".join(part for part in parts if part)
    return f" ({text})" if text and len(segments) > 1 else ""


def _last_word(line: pd.DataFrame, charted: Charted) -> tuple[tuple[int, str], ...]:
    last = len(line) - 1
    return ((last, format_number(float(line["value"].iloc[last]), charted.labels.decimals)),)


def _plans(charted: Charted) -> list[Trace]:
    points = charted.drawn.points
    plans = points[points["measure"] == "plan"]
    return [
        Trace("Kế hoạch năm", *_pairs(with_gaps(own, {})), _PALETTE.muted, 1, MSO_LINE.SOLID, XL_MARKER_STYLE.DASH)
        for _, own in plans.groupby("segment", sort=False)
    ]


def _estimates(charted: Charted) -> list[Trace]:
    points = charted.drawn.points
    known = set(points.loc[points["measure"] == "actual", "period"])
    rings = points[(points["measure"] == "estimate") & ~points["period"].isin(known)]
    if not len(rings):
        return []
    words = _last_word(rings, charted)
    return [
        Trace("Ước cả năm", *_pairs(rings), _PALETTE.accent, 0, None, XL_MARKER_STYLE.CIRCLE, True, words=words)
    ]


def _targets(charted: Charted) -> list[Trace]:
    """Paths from the baseline, milestones with their number, and levels that must be kept."""
    traces = []
    for row in charted.rows[charted.rows["bound"].notna()].itertuples(index=False):
        word = ((0, format_target(row.target_op, row.target_low, row.target_high)),)
        due = float(row.due_year)
        if row.target_kind in HELD:
            ends = (float(row.stage_from) - 0.5, due)
            bounds = [one for one in (row.target_low, row.target_high) if pd.notna(one)]
            traces += [
                Trace("Mức phải giữ", ends, (one, one), _PALETTE.ink, 1.25, MSO_LINE.DASH, words=((1, word[0][1]),))
                for one in bounds[:1]
            ]
        elif row.target_kind in MARKED:
            if pd.notna(row.baseline):
                start = Period.parse(str(row.baseline_period)).time
                path = (float(row.baseline), float(row.bound))
                traces.append(Trace("Đường đến mốc", (start, due), path, _PALETTE.muted, 1.25, MSO_LINE.ROUND_DOT))
            mark = XL_MARKER_STYLE.DIAMOND
            traces.append(Trace(f"Mốc {int(due)}", (due,), (float(row.bound),), _PALETTE.ink, 0, None, mark, words=word))
    return traces


def _pairs(points: pd.DataFrame) -> tuple[tuple[float, ...], tuple[float | None, ...]]:
    """Times and values; an unknown value is no point, so that the line has a gap."""
    values = tuple(None if np.isnan(value) else float(value) for value in points["value"])
    return tuple(round(float(time), 4) for time in points["time"]), values


def _style(series: Any, trace: Trace) -> None:
    line, colour = series.format.line, RGBColor.from_string(trace.colour.lstrip("#").upper())
    if trace.width:
        line.color.rgb, line.width = colour, Pt(trace.width)
        line.dash_style = trace.dash or MSO_LINE.SOLID
    else:
        line.fill.background()
    marker = series.marker
    marker.style = trace.marker or XL_MARKER_STYLE.NONE
    if trace.marker:
        marker.size = 7
        marker.format.line.color.rgb = colour
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = RGBColor(255, 255, 255) if trace.is_hollow else colour
    for at, text in trace.words:
        _label(series.points[at].data_label, text)


def _label(label: Any, text: str) -> None:
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(_SIZE), True, FONT
    label.position = XL_LABEL_POSITION.ABOVE


def _lay_out(chart: Chart, charted: Charted, traces: Sequence[Trace]) -> None:
    chart.font.size, chart.font.name = Pt(_SIZE), FONT
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    times = [x for trace in traces for x in trace.x]
    across, along = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = int(np.floor(min(times) - 0.4)), int(np.ceil(max(times) + 0.4))
    across.major_unit, across.has_major_gridlines = 1, False
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    across.major_tick_mark = XL_TICK_MARK.OUTSIDE
    along.tick_labels.number_format, along.tick_labels.number_format_is_linked = "#,##0.##", False
    along.major_gridlines.format.line.color.rgb = RGBColor.from_string(_PALETTE.faint.lstrip("#").upper())
    along.format.line.fill.background()
    if charted.drawn.shape in ("total", "flow", "change"):
        along.minimum_scale = 0
