"""The chart of an indicator as Word's own chart: the same points as on the indicator's page, editable, without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from tracker.core.period import Period
from tracker.outputs.milestones import HELD, MARKED
from tracker.outputs.points import MERGED_AT, with_gaps
from tracker.outputs.report.styles import FONT, LANGUAGE
from tracker.outputs.story.charted import Charted
from tracker.outputs.theme import PALETTES
from tracker.words import word_report_texts as words_of
from tracker.words.formats import format_number, format_target

_PALETTE = PALETTES["light"]
_SIZE = 10
_RIGHT = XL_LABEL_POSITION.RIGHT
_PALE = RGBColor(0xC9, 0xDC, 0xEE)  # not white: LibreOffice draws no edge around a marker
_STEPS = (1, 2, 5, 10)
_COUNTS = ("total", "flow", "change")  # drawn from zero
_LOW = 0.12  # of the greatest value: under a figure as small as this lies the axis
# Dots between thousands on every machine; a comma before decimals where the machine is Vietnamese.
_WHOLE, _BROKEN = "[>=1000000]0\\.000\\.000;[>=1000]0\\.000;0", "0.0#"
_LINES = 5  # of the value axis


Line: TypeAlias = tuple[tuple[float, ...], tuple[float | None, ...]]  # times, values


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
    points: Line
    colour: str
    width: float = 0  # of the line in points; 0 is no line
    dash: Any = None
    marker: Any = None
    is_hollow: bool = False
    words: tuple[tuple[int, str], ...] = ()
    side: Any = XL_LABEL_POSITION.ABOVE


def can_draw(charted: Charted) -> bool:
    """A course needs at least two figures."""
    return int((charted.drawn.points["measure"] == "actual").sum()) > 1


def draw_chart(charted: Charted, title: str, alt: str) -> DrawnChart:
    """Actuals, plans, estimates, the path and the milestones over the years; a missing year is a gap."""
    traces = [*_actuals(charted), *_estimates(charted), *_plans(charted), *_targets(charted)]
    # LibreOffice loses a series that stands before a longer one.
    traces.sort(key=lambda trace: -len(trace.points[0]))
    data = XyChartData(number_format="General")
    for trace in traces:
        series = data.add_series(trace.name)
        for x, y in zip(trace.points[0], trace.points[1], strict=True):
            series.add_data_point(x, y)
    space: Any = parse_xml(data.xml_bytes(XL_CHART_TYPE.XY_SCATTER_LINES))
    chart = Chart(space, None)
    for series, trace in zip(chart.plots[0].series, traces, strict=True):
        _style(series, trace)
    _lay_out(chart, charted, traces)
    _set_manners(space)
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
        for part, when in zip(parts, words_of.ACTUAL_TRACES, strict=False):
            if not len(part):
                continue
            line = with_gaps(part, _cuts(charted))
            colour = _PALETTE.accent if is_last else _PALETTE.muted
            words = _last_word(line, charted) if is_last else ()
            side = _side(charted, line)
            name = f"{when}{_of_segment(charted, segment, segments)}"
            traces.append(
                Trace(
                    name,
                    _pairs(line),
                    colour,
                    0 if is_bare else 2.25,
                    None,
                    XL_MARKER_STYLE.CIRCLE,
                    False,
                    words,
                    side,
                )
            )
    return traces


def _side(charted: Charted, line: pd.DataFrame) -> Any:
    """Away from the line that the newest figure is measured by, and from the axis below it."""
    last = line.iloc[-1]
    if charted.drawn.shape in _COUNTS and last["value"] < _LOW * charted.drawn.points["value"].max():
        return XL_LABEL_POSITION.RIGHT
    ahead = charted.rows[(charted.rows["due_year"] >= last["time"]) & charted.rows["expected"].notna()]
    is_short = len(ahead) > 0 and float(ahead["expected"].iloc[-1]) > float(last["value"])
    return XL_LABEL_POSITION.BELOW if is_short else XL_LABEL_POSITION.ABOVE


def _cuts(charted: Charted) -> dict[float, str]:
    return {at: words for at, words in charted.labels.breaks.items() if abs(at - MERGED_AT) > 0.1}


def _of_segment(charted: Charted, segment: str, segments: Sequence[str]) -> str:
    place, _, stage = segment.partition("·")
    name = charted.labels.segments.get(place, "") if len(charted.labels.segments) > 1 else ""
    parts = [name, words_of.SINCE.format(year=stage) if stage else ""]
    text = ", ".join(part for part in parts if part)
    return f" ({text})" if text and len(segments) > 1 else ""


def _last_word(line: pd.DataFrame, charted: Charted) -> tuple[tuple[int, str], ...]:
    last = len(line) - 1
    return ((last, format_number(float(line["value"].iloc[last]), charted.labels.decimals)),)


def _plans(charted: Charted) -> list[Trace]:
    points = charted.drawn.points
    plans = points[points["measure"] == "plan"]
    parts = [_pairs(with_gaps(own, {})) for _, own in plans.groupby("segment", sort=False)]
    if not parts:
        return []
    return [
        Trace(words_of.PLAN_TRACE, _apart(parts), _PALETTE.muted, 1, MSO_LINE.SOLID, XL_MARKER_STYLE.DASH)
    ]


def _apart(parts: Sequence[Line]) -> Line:
    """Several lines as one series, with a gap between them."""
    x = [time for times, _ in parts for time in (*times, times[-1])][:-1]
    y = [value for _, values in parts for value in (*values, None)][:-1]
    return tuple(x), tuple(y)


def _estimates(charted: Charted) -> list[Trace]:
    points = charted.drawn.points
    known = set(points.loc[points["measure"] == "actual", "period"])
    rings = points[(points["measure"] == "estimate") & ~points["period"].isin(known)]
    if not len(rings):
        return []
    newest = points.loc[points["measure"] == "actual", "time"].max()
    words = _last_word(rings, charted) if rings["time"].iloc[-1] > newest else ()
    return [
        Trace(
            words_of.ESTIMATE_TRACE,
            _pairs(rings),
            _PALETTE.accent,
            0,
            None,
            XL_MARKER_STYLE.CIRCLE,
            True,
            words,
            _RIGHT,
        )
    ]


def _targets(charted: Charted) -> list[Trace]:
    """Paths from the baseline, milestones with their number, and levels that must be kept."""
    rows = charted.rows[charted.rows["bound"].notna()]
    return [
        *_held(rows[rows["target_kind"].isin(HELD)]),
        *_milestones(rows[rows["target_kind"].isin(MARKED)]),
    ]


def _held(rows: pd.DataFrame) -> list[Trace]:
    levels: list[Line] = []
    words: list[tuple[int, str]] = []
    for row in rows.itertuples(index=False):
        bound = row.target_low if pd.notna(row.target_low) else row.target_high
        levels.append(((float(row.stage_from) - 0.5, float(row.due_year)), (float(bound), float(bound))))
        words.append((3 * len(words) + 1, format_target(row.target_op, row.target_low, row.target_high)))
    if not levels:
        return []
    return [Trace(words_of.HELD_TRACE, _apart(levels), _PALETTE.ink, 1.25, MSO_LINE.DASH, words=tuple(words))]


def _milestones(rows: pd.DataFrame) -> list[Trace]:
    if not len(rows):
        return []
    paths = [
        (
            (Period.parse(str(row.baseline_period)).time, float(row.due_year)),
            (float(row.baseline), float(row.bound)),
        )
        for row in rows[rows["baseline"].notna()].itertuples(index=False)
    ]
    words = tuple(
        (at, format_target(row.target_op, row.target_low, row.target_high))
        for at, row in enumerate(rows.itertuples(index=False))
    )
    lines = (
        [Trace(words_of.PATH_TRACE, _apart(paths), _PALETTE.muted, 1.25, MSO_LINE.ROUND_DOT)] if paths else []
    )
    places = tuple(rows["due_year"].astype(float)), tuple(rows["bound"].astype(float))
    return [
        *lines,
        Trace(words_of.MILESTONE_TRACE, places, _PALETTE.ink, 0, None, XL_MARKER_STYLE.DIAMOND, words=words),
    ]


def _pairs(points: pd.DataFrame) -> Line:
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
        marker.format.fill.fore_color.rgb = _PALE if trace.is_hollow else colour
    for at, text in trace.words:
        _label(series.points[at].data_label, text, trace.side)


def _label(label: Any, text: str, side: Any) -> None:
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(_SIZE), True, FONT
    label.position = side


def _lay_out(chart: Chart, charted: Charted, traces: Sequence[Trace]) -> None:
    chart.font.size, chart.font.name = Pt(_SIZE), FONT
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    times = [x for trace in traces for x in trace.points[0]]
    across, along = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = (
        int(np.floor(min(times) - 0.4)),
        int(np.ceil(max(times) + 0.4)),
    )
    across.major_unit, across.has_major_gridlines = 1, False
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    across.major_tick_mark = XL_TICK_MARK.OUTSIDE
    along.major_gridlines.format.line.color.rgb = RGBColor.from_string(_PALETTE.faint.lstrip("#").upper())
    along.format.line.fill.background()
    values = [y for trace in traces for y in trace.points[1] if y is not None]
    low, high, step = axis_span(values, from_zero=charted.drawn.shape in _COUNTS)
    along.minimum_scale, along.maximum_scale, along.major_unit = low, high, step
    along.tick_labels.number_format = _WHOLE if step >= 1 else _BROKEN
    along.tick_labels.number_format_is_linked = False


def _set_manners(space: Any) -> None:
    """Vietnamese, square corners, no frame: what the writer of the chart leaves to each program."""
    first = parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE}"/>')
    space.insert(0, first)
    first.addnext(parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    frame = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.find(qn("c:chart")).addnext(parse_xml(frame))


def axis_span(values: Sequence[float], *, from_zero: bool) -> tuple[float, float, float]:
    """Round ends of the value axis with room for the labels, and its step: the same in every program."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    low, high = low - (room if low else 0.0), high + room
    power = 10.0 ** np.floor(np.log10((high - low) / _LINES))
    step = next(one * power for one in _STEPS if one * power * _LINES >= high - low)
    first = np.floor(low / step) * step if low < 0 or min(values) > 0 else 0.0
    first = max(first, 0.0) if min(values) >= 0 else first
    return float(first), float(np.ceil(high / step) * step), float(step)
