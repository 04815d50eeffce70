"""The large chart of one indicator: what was done, what was planned, where it must arrive, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tracker.outputs.milestones import HELD, Labels, milestone_traces, target_traces
from tracker.outputs.point_facts import point_facts
from tracker.outputs.points import MERGED_AT, Drawn, Point, list_points, with_gaps
from tracker.outputs.theme import PALETTES, Palette, Scheme, axis, base_layout
from tracker.words.formats import format_number, format_period, format_period_short, format_value

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 420
FIRST_YEAR = 2021  # of the programmes: the standard in force then breaks no line


def indicator_figure(
    drawn: Drawn, rows: pd.DataFrame, labels: Labels, *, scheme: Scheme = "light", is_demo: bool = False
) -> go.Figure:
    """The chart of one indicator in one place.

    `rows` are the ASSESSMENT rows of the place (any order); their milestones, paths and projections are
    drawn. Missing years are gaps: no line steps over them.
    """
    import plotly.graph_objects as go

    palette = PALETTES[scheme]
    span, breaks = chart_span(drawn, rows, labels)
    layout = base_layout(palette, HEIGHT, is_demo=is_demo)
    layout |= _axes(drawn, rows, labels, palette, span)
    layout["shapes"] = [_break_line(at, palette) for at in breaks]
    layout["annotations"] += [_break_word(at, words, palette) for at, words in breaks.items()]
    layout["annotations"] += _segment_names(labels, palette, breaks)
    layout["margin"] = layout["margin"] | {"t": 44}
    layout |= {"showlegend": True, "legend": _legend(palette), "hovermode": "closest"}
    traces = indicator_traces(drawn, rows, labels, palette, breaks)
    return go.Figure({"data": traces, "layout": layout}, _validate=False)  # the tests validate it


def indicator_traces(
    drawn: Drawn, rows: pd.DataFrame, labels: Labels, palette: Palette, breaks: Mapping[float, str]
) -> list[dict[str, Any]]:
    """Everything the chart draws, from the back to the front, as Plotly's own dictionaries; no Plotly is needed.

    `breaks` are those of `chart_span`. `meta` of a line of actuals is the place whose figures it shows.
    """
    return [
        *target_traces(drawn, rows, labels, palette),
        *_plans(drawn, labels, palette),
        *_actuals(drawn, labels, palette, breaks),
        *_estimates(drawn, labels, palette),
        *milestone_traces(rows, labels, palette),
        *_latest(drawn, rows, labels, palette),
    ]


def chart_span(
    drawn: Drawn, rows: pd.DataFrame, labels: Labels
) -> tuple[tuple[float, float], dict[float, str]]:
    """The first and last time of the chart, and the breaks that lie between them with their words."""
    span = _span(drawn.points, rows)
    return span, {at: words for at, words in labels.breaks.items() if span[0] < at < span[1] - 1}


def _span(points: pd.DataFrame, rows: pd.DataFrame) -> tuple[float, float]:
    held = rows[rows["target_kind"].isin(HELD)]
    times = points["time"].tolist() + rows.loc[rows["bound"].notna(), "due_year"].tolist()
    times += (held["due_year"] + 0.35).tolist()
    return (min(times) - 0.45, max(times) + 0.75) if times else (2020.5, 2030.75)


def _trace(points: pd.DataFrame, labels: Labels, word: str, **more: Any) -> dict[str, Any]:
    rows = list_points(points)
    texts = ["" if np.isnan(row.value) else _hover(row, labels, word) for row in rows]
    return {
        "type": "scatter",
        "x": points["time"].round(4).tolist(),
        "y": [None if np.isnan(value) else round(value, 6) for value in points["value"]],
        "text": texts,
        "customdata": [_facts(row, labels) for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
    } | more


def _hover(row: Point, labels: Labels, word: str) -> str:
    when = format_period(row.period) if row.period else ""
    value = format_value(row.value, labels.unit_of_measure, labels.decimals)
    parts = [f"<b>{value}</b> {word}", when[:1].upper() + when[1:]]
    return "<br>".join(part for part in (*parts, _segment(row, labels), row.note) if part)


def _facts(row: Point, labels: Labels) -> list[str]:
    when = format_period(row.period) if row.period else ""
    return point_facts(when, labels.unit_of_measure, _segment(row, labels), row.note)


def _segment(row: Point, labels: Labels) -> str:
    return labels.segments.get(str(row.segment).split("·")[0], "")


def _actuals(
    drawn: Drawn, labels: Labels, palette: Palette, breaks: Mapping[float, str]
) -> list[dict[str, Any]]:
    actuals = drawn.points[drawn.points["measure"] == "actual"]
    word = "cộng dồn" if drawn.shape == "total" else "thực hiện"
    if drawn.shape == "change":
        return [_bars(actuals, labels, palette)] if len(actuals) else []
    traces = []
    segments = list(dict.fromkeys(actuals["segment"]))
    for segment in segments:
        own = actuals[actuals["segment"] == segment]
        is_last = segment == segments[-1] or len(labels.segments) == 1
        halves = own["period"].str.contains("-")
        lines = [own[~halves], own[halves]] if drawn.shape == "flow" else [own]
        for line, share in zip(lines, (1.0, 0.45), strict=False):
            if not len(line):
                continue
            look = {"color": palette.accent if is_last else palette.muted, "width": 2.6 if is_last else 2}
            cuts = {at: words for at, words in breaks.items() if abs(at - MERGED_AT) > 0.1}
            traces.append(
                _trace(with_gaps(line, cuts), labels, word, mode="lines+markers", line=look, opacity=share)
                | {"name": "Sáu tháng đầu năm" if share < 1 else "Thực hiện", "marker": {"size": 7}}
                | {"legendgroup": f"actual{share}", "showlegend": is_last and segment == segments[-1]}
                | {"meta": str(segment).split("·")[0]}
            )
    return traces


def _bars(points: pd.DataFrame, labels: Labels, palette: Palette) -> dict[str, Any]:
    trace = _trace(points, labels, "mỗi năm", type="bar", name="Thay đổi mỗi năm", width=0.42)
    values = [format_number(value, labels.decimals) for value in points["value"]]
    colours = [palette.accent if value >= 0 else palette.verdict("reversing") for value in points["value"]]
    del trace["connectgaps"]
    trace |= {"hovertext": trace["text"], "hovertemplate": "%{hovertext}<extra></extra>", "text": values}
    inside = {"textposition": "inside", "insidetextanchor": "end", "textangle": 0}
    return (
        trace
        | inside
        | {"marker": {"color": colours}, "insidetextfont": {"size": 14, "color": palette.ground}}
    )


def _estimates(drawn: Drawn, labels: Labels, palette: Palette) -> list[dict[str, Any]]:
    """Hollow points, only where there is no actual of the same period."""
    known = set(drawn.points.loc[drawn.points["measure"] == "actual", "period"])
    points = drawn.points[(drawn.points["measure"] == "estimate") & ~drawn.points["period"].isin(known)]
    if not len(points):
        return []
    ring = {"size": 11, "color": palette.ground, "line": {"color": palette.accent, "width": 2.2}}
    return [_trace(points, labels, "ước thực hiện", mode="markers", name="Ước cả năm", marker=ring)]


def _plans(drawn: Drawn, labels: Labels, palette: Palette) -> list[dict[str, Any]]:
    plans = drawn.points[drawn.points["measure"] == "plan"]
    look = {"color": palette.muted, "width": 1.2}
    mark = {"symbol": "line-ew", "size": 12, "line": {"color": palette.muted, "width": 2}}
    return [
        _trace(with_gaps(own, {}), labels, "kế hoạch", mode="lines+markers", line=look, marker=mark)
        | {"name": "Kế hoạch năm", "legendgroup": "plan", "showlegend": rank == 0}
        for rank, (_, own) in enumerate(plans.groupby("segment", sort=False))
    ]


def _latest(drawn: Drawn, rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[dict[str, Any]]:
    """The newest actual, larger, in the colour of the verdict, with its number."""
    actuals = drawn.points[drawn.points["measure"] == "actual"]
    if not len(actuals) or drawn.shape == "change":
        return []
    last = actuals.sort_values("time", kind="stable").iloc[[-1]]
    value = float(last["value"].iloc[0])
    ahead = rows[(rows["due_year"] >= last["time"].iloc[0]) & (rows["target_kind"] != "none")]
    colour, side = palette.accent, "top center"
    if len(ahead):
        row = ahead.sort_values("due_year").iloc[-1]
        colour = palette.verdict(str(row["verdict"]))
        # Away from the line it is measured by, so that the number is not crossed by it.
        side = "bottom center" if row["expected"] > value else "top center"
    if drawn.shape in ("total", "flow") and value < 0.12 * drawn.points["value"].max():
        side = "middle right"  # under it lies the axis
    trace = _trace(last, labels, "thực hiện", mode="markers+text", showlegend=False, cliponaxis=False)
    words = f"<b>{format_value(value, labels.unit_of_measure, labels.decimals)}</b>"
    trace |= {"marker": {"size": 12, "color": colour}, "texttemplate": words, "textposition": side}
    return [trace | {"textfont": {"size": 15, "color": colour}}]


def _axes(
    drawn: Drawn, rows: pd.DataFrame, labels: Labels, palette: Palette, span: tuple[float, float]
) -> dict[str, Any]:
    first, last = int(np.ceil(span[0])), int(np.floor(span[1]))
    step = 1 if last - first <= 11 else 2
    years = list(range(first, last + 1, step))
    halves = drawn.points[drawn.points["period"].str.contains("-H1") & (drawn.points["measure"] == "actual")]
    newest = halves.iloc[[-1]] if len(halves) else halves
    newest = newest[newest["time"] >= drawn.points.loc[drawn.points["measure"] == "actual", "time"].max()]
    ticks = {float(year): str(year) for year in years}
    ticks |= {float(row.time): "<br>" + format_period_short(row.period) for row in newest.itertuples()}
    counts = drawn.shape in ("total", "flow", "change")
    across = axis(palette, range=list(span), tickvals=list(ticks), ticktext=list(ticks.values()), tickangle=0)
    along = axis(palette, rangemode="tozero" if counts else "normal", nticks=6, tickformat=",.2~f")
    title = {"text": labels.unit_of_measure, "font": {"size": 12, "color": palette.muted}}
    return {"xaxis": across | {"showgrid": False}, "yaxis": along | {"title": title}}


def _break_line(at: float, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.muted, "width": 1.2, "dash": "dash"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _break_word(at: float, words: str, palette: Palette) -> dict[str, Any]:
    return {
        "x": at, "y": 1.0, "yref": "paper", "text": words, "showarrow": False, "yshift": 18,
        "yanchor": "bottom", "font": {"size": 12, "color": palette.muted},
    }  # fmt: skip


def _segment_names(labels: Labels, palette: Palette, breaks: Mapping[float, str]) -> list[dict[str, Any]]:
    """With two territories each side of the merger says whose figures it shows."""
    merger = next((at for at in breaks if abs(at - MERGED_AT) < 0.1), None)
    if len(labels.segments) < 2 or merger is None:
        return []
    before, after = labels.segments.values()
    sides = ((f"← {before}", "right", -4), (f"{after} →", "left", 4))
    return [
        {"x": merger, "y": 1.0, "yref": "paper", "text": words, "showarrow": False, "xanchor": side}
        | {"xshift": shift, "yanchor": "bottom", "font": {"size": 12, "color": palette.ink}}
        for words, side, shift in sides
    ]


def _legend(palette: Palette) -> dict[str, Any]:
    return {
        "orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "itemclick": False, "itemdoubleclick": False,
        "font": {"size": 12, "color": palette.muted}, "itemwidth": 30,
    }  # fmt: skip


def chart_breaks(merger_words: str, standards: Mapping[int, str]) -> dict[float, str]:
    """Where lines end: the merger of 1/7/2025 and the first year measured under a new poverty standard."""
    later = {year - 0.5: words for year, words in standards.items() if year > FIRST_YEAR}
    return {MERGED_AT + 0.02: merger_words} | later
