"""The native chart of one indicator: the same lines, points, path and milestones as the chart of its page."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.chart_parts import (
    Label,
    PointData,
    Scale,
    bare_point,
    dress,
    labels_look,
    line_look,
    marker_look,
    place_plot,
    round_scale,
    style_series,
    value_axis,
)
from tracker.outputs.deck.fitting import width_of
from tracker.outputs.deck.page import Page, describe
from tracker.outputs.deck.text import LOOK, one_line
from tracker.outputs.indicator_figure import chart_span, indicator_traces
from tracker.outputs.story.charted import Charted
from tracker.words import deck_texts as words
from tracker.words.formats import format_number, format_period_short
from tracker.words.markup import plain_text

_SIDES = {"top": "t", "bottom": "b", "middle": "ctr"}
_SYMBOLS = {"diamond": "diamond", "line-ew": "dash", "x-thin": "x"}
_PLAN = "line-ew"  # the mark of a plan's points; its line is dashed beside the figures
_DASHES = {"dot": "sysDot", "dash": "dash"}
_PALE = "#c6d8e8"  # inside of an estimate's mark: programs that draw no outlines still show it
_MARKER = 0.82  # points of a marker for a pixel of the page's chart
_BREAK_LABEL = 11.0
_NEAR_YEARS = 0.3


@dataclass(frozen=True)
class Series:
    """One series of the chart; an unknown `ys` is a gap. `look` is XML in the schema's order."""

    name: str
    xs: tuple[float, ...]
    ys: tuple[float | None, ...]
    look: tuple[str, ...]
    labels: tuple[Label, ...] = ()
    is_named: bool = True


def add_indicator_chart(page: Page, box: Box, charted: Charted, alt: str) -> None:
    """Put the chart into the box."""
    span, breaks = chart_span(charted.drawn, charted.rows, charted.labels)
    traces = indicator_traces(charted.drawn, charted.rows, charted.labels, LOOK, breaks)
    known = [value for one in traces for value in one["y"] if value is not None]
    counts = charted.drawn.shape in ("total", "flow")
    scale = round_scale(min(known), max(known), from_zero=counts)
    series = [_series(trace, charted, scale) for trace in traces]
    series = _apart(series, scale)
    series += [_break_series(at, text, scale, series) for at, text in breaks.items()]
    # LibreOffice loses the series that come before a longer one.
    series.insert(0, series.pop(max(range(len(series)), key=lambda at: len(series[at].xs))))
    years = Scale(math.floor(span[0]), math.ceil(span[1]), 1 if span[1] - span[0] <= 12 else 2)
    frame = page.shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER_LINES, *box.emu, _data(series, page.story.material.mark.at)
    )
    describe(frame, alt)
    chart = frame.chart
    hidden = _hidden(series)
    dress(chart, 11, legend="b", hidden=hidden)
    for element, one in zip(chart.plots[0]._element.findall(qn("c:ser")), series, strict=True):
        style_series(element, *one.look, labels_look(one.labels))
    _set_axes(chart._chartSpace, years, scale)
    _place_plot(chart._chartSpace, box, scale)


def _data(series: Sequence[Series], made_at: dt.datetime) -> PointData:
    data = PointData(made_at)
    for one in series:
        added = data.add_series(one_line(one.name))
        for x, y in zip(one.xs, one.ys, strict=True):
            added.add_data_point(x, y)
    return data


def _hidden(series: Sequence[Series]) -> list[int]:
    """The series that the legend leaves out: those without a name of their own, and repeated ones."""
    seen: set[str] = set()
    hidden = []
    for at, one in enumerate(series):
        if not one.is_named or one.name in seen:
            hidden.append(at)
        else:
            seen.add(one.name)
    return hidden


def _series(trace: Mapping[str, Any], charted: Charted, scale: Scale) -> Series:
    xs = tuple(float(x) for x in trace["x"])
    ys = tuple(None if y is None or math.isnan(y) else float(y) for y in trace["y"])
    name, is_named = _name(trace, charted)
    labels = tuple(_away_from_edges(one, ys[one.point], scale) for one in _labels(trace, charted))
    return Series(name, xs, ys, _look(trace), labels, is_named)


def _name(trace: Mapping[str, Any], charted: Charted) -> tuple[str, bool]:
    """The name in legend and data sheet; with two territories a line of actuals bears its territory's name."""
    name = trace.get("name")
    if not name:
        return (words.LATEST if "markers" in trace["mode"] else words.HELD_NUMBERS), False
    segments = charted.labels.segments
    if "meta" in trace and len(segments) > 1:
        own = segments.get(trace["meta"], trace["meta"])
        return f"{name}, {own}", bool(trace.get("showlegend")) or trace.get("opacity") == 1.0
    return name, trace.get("showlegend") is not False


def _look(trace: Mapping[str, Any]) -> tuple[str, ...]:
    opacity = trace.get("opacity", 1.0)
    line = trace.get("line", {})
    drawn = line_look(None)
    if "lines" in trace["mode"]:
        dash = "dash" if trace.get("marker", {}).get("symbol") == _PLAN else _DASHES.get(line.get("dash", ""))
        drawn = line_look(line["color"], line.get("width", 1.5), dash, opacity)
    if "markers" not in trace["mode"]:
        return drawn, marker_look("none", 0, "", "")
    marker = trace.get("marker", {})
    sizes = marker.get("size", 7)
    size = max(sizes) if isinstance(sizes, list) else sizes
    outline = marker.get("line", {})
    fill = marker.get("color", outline.get("color", line.get("color", LOOK.accent)))
    edge = outline.get("color", fill)
    fill = _PALE if fill == LOOK.ground else fill
    symbol = _SYMBOLS.get(marker.get("symbol", ""), "circle")
    look = [drawn, marker_look(symbol, size * _MARKER, fill, edge, opacity, outline.get("width", 0.75))]
    if isinstance(sizes, list):
        look += [bare_point(at) for at, one in enumerate(sizes) if not one]
    return tuple(look)


def _labels(trace: Mapping[str, Any], charted: Charted) -> tuple[Label, ...]:
    if "text" not in trace["mode"]:
        return ()
    template = trace.get("texttemplate")
    texts = [template] * len(trace["x"]) if template else trace["text"]
    sides = trace["textposition"]
    sides = [sides] * len(texts) if isinstance(sides, str) else sides
    font = trace["textfont"]
    when = _newest(charted) if template else ""
    return tuple(
        Label(at, _with_period(plain_text(text), when, side), side, font["size"] - 1, True, font["color"])
        for at, (text, side) in enumerate(zip(texts, map(_side, sides), strict=True))
    )


def _with_period(text: str, when: str, side: str) -> str:
    """The newest number with its period: under it, or behind it where it stands beside its point."""
    if not when:
        return text
    return f"{text} · {when}" if side == "r" else f"{text}\n{when}"


def _newest(charted: Charted) -> str:
    """The period of the newest figure, as an axis writes it."""
    points = charted.drawn.points
    points = points[points["measure"] == "actual"].sort_values("time", kind="stable")
    return format_period_short(str(points["period"].iloc[-1]))


def _side(position: str) -> str:
    """`top center` is t, `middle right` and `bottom right` are r."""
    upright, _, across = position.partition(" ")
    return {"left": "l", "right": "r"}.get(across) or _SIDES[upright]


def _apart(series: Sequence[Series], scale: Scale) -> list[Series]:
    """The newest figure's number stands beside its point where a milestone's number stands just above it."""
    above = [
        (one.xs[label.point], one.ys[label.point])
        for one in series
        for label in one.labels
        if label.side == "t" and one.name != words.LATEST
    ]
    return [
        _beside(one) if one.name == words.LATEST and _is_near(one, above, scale) else one for one in series
    ]


def _beside(own: Series) -> Series:
    labels = (replace(label, side="r", text=label.text.replace("\n", " · ")) for label in own.labels)
    return replace(own, labels=tuple(labels))


def _is_near(own: Series, numbers: Sequence[tuple[float, float | None]], scale: Scale) -> bool:
    x, y = own.xs[0], own.ys[0] or 0.0
    near = 0.25 * (scale.high - scale.low)
    return any(
        abs(other_x - x) < _NEAR_YEARS and -0.5 * near < other_y - y < near
        for other_x, other_y in numbers
        if other_y is not None
    )


def _break_series(at: float, text: str, scale: Scale, series: Sequence[Series]) -> Series:
    """A dashed upright line with its word at the top: the lines of figures end there."""
    look = (line_look(LOOK.muted, 1.25, "dash"), marker_look("none", 0, "", ""))
    upper = scale.high - 0.45 * (scale.high - scale.low)
    newest = next((one for one in series if one.name == words.LATEST), None)
    is_in_the_way = newest is not None and at - 2 < newest.xs[0] < at and (newest.ys[0] or 0) > upper
    point, side = (1, "r") if is_in_the_way else (2, "l")  # at the foot, at the top
    label = Label(point, text, side, _BREAK_LABEL, colour=LOOK.muted)
    off = 0.05 * (scale.high - scale.low)  # the lines of the grid do not cross the word
    ys = (scale.low, scale.low + off, scale.high - off, scale.high)
    return Series(text, (at,) * len(ys), ys, look, (label,), is_named=False)


def _place_plot(space: Any, box: Box, values: Scale) -> None:
    """Room at the left for the widest number, above for the words of breaks, below for years and legend."""
    widest = max(width_of(format_number(one), 11) for one in (values.low, values.high))
    left = (widest + 16) / box.width
    place_plot(space, left, 14 / box.height, 1 - left - 20 / box.width, 1 - (14 + 66) / box.height)


def _away_from_edges(label: Label, y: float | None, scale: Scale) -> Label:
    """A number at the foot of the chart stands over its point, not under the axis."""
    if y is None or label.side != "b" or y - scale.low > 0.16 * (scale.high - scale.low):
        return label
    return replace(label, side="t")


def _set_axes(space: Any, years: Scale, values: Scale) -> None:
    across, along = space.findall(f".//{qn('c:valAx')}")
    first, second = (one.find(qn("c:axId")).get("val") for one in (across, along))
    for old, new in (
        (across, value_axis(first, second, "b", years, code="0", gridded=False)),
        (along, value_axis(second, first, "l", values, code=values.number_format)),
    ):
        old.getparent().replace(old, new)
