"""The chart of an indicator as Word's own chart: the same points as on the indicator's page, editable, without a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from tracker.outputs.deck.chart_parts import WHOLE_NUMBERS, PointData, dress
from tracker.outputs.report.chart_traces import COUNTS, Trace, chart_traces
from tracker.outputs.report.styles import FONT
from tracker.outputs.story.charted import Charted
from tracker.outputs.theme import PALETTES

_SIZE = 10
_PALE = RGBColor(0xC9, 0xDC, 0xEE)  # not white: LibreOffice draws no edge around a marker
_STEPS = (1, 2, 5)
_LINES = 5  # of the value axis
_BROKEN = "0.0#"


@dataclass(frozen=True)
class DrawnChart:
    """A chart ready for the package: its part, the workbook behind it, its title and alternative text."""

    xml: Any
    workbook: bytes
    title: str
    alt: str


def can_draw(charted: Charted) -> bool:
    """A course needs at least two figures."""
    return int((charted.drawn.points["measure"] == "actual").sum()) > 1


def draw_chart(charted: Charted, title: str, alt: str, at: dt.datetime) -> DrawnChart:
    """Actuals, plans, estimates, the path and the milestones over the years; a missing year is a gap.

    `at` is the time that the workbook behind the chart bears.
    """
    traces = chart_traces(charted)
    data = PointData(at)
    for trace in traces:
        series = data.add_series(trace.name)
        for x, y in zip(*trace.points, strict=True):
            series.add_data_point(x, y)
    space: Any = parse_xml(data.xml_bytes(XL_CHART_TYPE.XY_SCATTER_LINES))
    chart = Chart(space, None)
    for series, trace in zip(chart.plots[0].series, traces, strict=True):
        _style(series, trace)
    _lay_out(chart, charted, traces)
    frame = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.find(qn("c:chart")).addnext(parse_xml(frame))
    return DrawnChart(space, data.xlsx_blob, title, alt)


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
    dress(chart, _SIZE, legend="b")
    chart.font.name = FONT
    times = [x for trace in traces for x in trace.points[0]]
    across, along = chart.category_axis, chart.value_axis
    across.minimum_scale = int(np.floor(min(times) - 0.4))
    across.maximum_scale = int(np.ceil(max(times) + 0.4))
    across.major_unit, across.has_major_gridlines = 1, False
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    across.major_tick_mark = XL_TICK_MARK.OUTSIDE
    along.major_gridlines.format.line.color.rgb = RGBColor.from_string(
        PALETTES["light"].faint.lstrip("#").upper()
    )
    along.format.line.fill.background()
    values = [y for trace in traces for y in trace.points[1] if y is not None]
    low, high, step = axis_span(values, from_zero=charted.drawn.shape in COUNTS)
    along.minimum_scale, along.maximum_scale, along.major_unit = low, high, step
    along.tick_labels.number_format = WHOLE_NUMBERS if step >= 1 else _BROKEN
    along.tick_labels.number_format_is_linked = False


def axis_span(values: Sequence[float], *, from_zero: bool) -> tuple[float, float, float]:
    """Round ends of the value axis with room for the labels, and its step: the same in every program."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    low, high = low - (room if low else 0.0), high + room
    power = 10.0 ** np.floor(np.log10((high - low) / _LINES))
    step = next((one * power for one in _STEPS if one * power * _LINES >= high - low), 10 * power)
    first = np.floor(low / step) * step if low < 0 or min(values) > 0 else 0.0
    first = max(first, 0.0) if min(values) >= 0 else first
    return float(first), float(np.ceil(high / step) * step), float(step)
