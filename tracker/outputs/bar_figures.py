"""Bar charts: the change of many indicators since last year, and units ranked on one indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from tracker.outputs.theme import PALETTES, Palette, Scheme, axis, base_layout
from tracker.words.formats import format_difference, format_number, format_value, is_known, is_rate

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 27
BETTER, WORSE, NEITHER = "Tốt hơn", "Kém hơn", "Không đổi hoặc không có chiều tốt, xấu"
RATES, COUNTS = "Tỷ lệ: thay đổi, điểm %", "Số đếm: thay đổi, %"


def change_figure(
    comparisons: pd.DataFrame, indicators: pd.DataFrame, *, scheme: Scheme = "light", is_demo: bool = False
) -> go.Figure:
    """Change against the same period a year before: rates in points on the left, counts in % on the right.

    `comparisons` are COMPARISON rows of one place, `indicators` the frame of `indicators_frame` indexed by
    code. Rows without a change are left out: they are in the table, with their reason. The longest bars are
    on top; the colour says whether the change is for the better, and so does the word in the hover.
    """
    import plotly.graph_objects as go

    palette = PALETTES[scheme]
    rows = changed_rows(comparisons, indicators)
    sides = [part for part in (rows[rows["is_rate"]], rows[~rows["is_rate"]]) if len(part)]
    height = 70 + ROW_HEIGHT * max((len(part) for part in sides), default=2)
    layout = base_layout(palette, height, is_demo=is_demo) | {"bargap": 0.32}
    layout["margin"] = {"l": 8, "r": 24, "t": 40, "b": 8}
    traces = []
    for at, part in enumerate(sides, start=1):
        suffix = "" if at == 1 else str(at)
        width = 1 / len(sides)
        domain = [(at - 1) * width + (0.2 if len(sides) > 1 else 0), at * width - 0.01]
        traces.append(_change_bars(part, palette) | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"})
        layout |= _change_axes(part, palette, suffix, domain)
        layout["annotations"] += [_heading(part, palette, domain[0])]
    return go.Figure({"data": traces, "layout": layout}, skip_invalid=False)


def changed_rows(comparisons: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """The rows with a change: is_rate, change (points or %), better (+1, −1, 0), words; largest last."""
    rows = comparisons.join(
        indicators[["short_name", "unit_of_measure", "decimals", "direction"]], on="indicator_code"
    )
    rows["is_rate"] = rows["unit_of_measure"].map(is_rate).astype(bool)
    rows["change"] = rows["pct_change"].where(~rows["is_rate"], rows["difference"]).astype(float)
    rows = rows[rows["change"].notna()]
    rows["better"] = (rows["change"] * rows["direction"].fillna(0)).map(lambda one: (one > 0) - (one < 0))
    return rows.sort_values("change", key=abs, kind="stable")


def _change_bars(rows: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    colours = {1: palette.verdict("on_track"), -1: palette.verdict("off_track"), 0: palette.muted}
    words = {1: BETTER, -1: WORSE, 0: NEITHER}
    hovers = [
        f"<b>{row.short_name}</b><br>{format_value(row.value, row.unit_of_measure, row.decimals)}, "
        f"cùng kỳ {format_value(row.same_period, row.unit_of_measure, row.decimals)}"
        f"<br>{format_difference(row.difference, row.unit_of_measure, row.decimals)} · {words[row.better]}"
        for row in rows.itertuples(index=False)
    ]
    texts = [_bar_text(row) for row in rows.itertuples(index=False)]
    return {
        "type": "bar", "orientation": "h", "x": rows["change"].round(4).tolist(),
        "y": rows["indicator_code"].tolist(), "text": texts, "textposition": "outside", "cliponaxis": False,
        "textfont": {"size": 12, "color": palette.ink}, "marker": {"color": [colours[one] for one in rows["better"]]},
        "hovertext": hovers, "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _bar_text(row: Any) -> str:
    mark = {1: "▲", -1: "▼", 0: "•"}[row.better]
    number = format_number(row.change, row.decimals if row.is_rate else 1, signed=True)
    return f"{number}{'' if row.is_rate else ' %'} {mark}"


def _change_axes(rows: pd.DataFrame, palette: Palette, suffix: str, domain: list[float]) -> dict[str, Any]:
    longest = float(rows["change"].abs().max()) or 1.0
    low = -1.35 * longest if (rows["change"] < 0).any() else -0.05 * longest
    high = 1.35 * longest if (rows["change"] > 0).any() else 0.05 * longest
    across = axis(palette, domain=domain, range=[low, high], showticklabels=False, showgrid=False)
    across |= {"zeroline": True, "zerolinecolor": palette.muted, "automargin": False}
    names = [_shorten(name) for name in rows["short_name"]]
    down = axis(palette, type="category", tickvals=rows["indicator_code"].tolist(), ticktext=names)
    down |= {"anchor": f"x{suffix}", "showgrid": False, "ticklabelposition": "outside"}
    return {f"xaxis{suffix}": across | {"anchor": f"y{suffix}"}, f"yaxis{suffix}": down}


def _heading(rows: pd.DataFrame, palette: Palette, left: float) -> dict[str, Any]:
    words = RATES if rows["is_rate"].iloc[0] else COUNTS
    return {
        "text": f"<b>{words}</b>", "x": left, "xref": "paper", "y": 1, "yref": "paper", "yshift": 8,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 13, "color": palette.ink},
    }  # fmt: skip


def _shorten(name: str, length: int = 34) -> str:
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


def ranking_figure(
    units: pd.DataFrame,
    unit_of_measure: str,
    decimals: int,
    *,
    target: float | None = None,
    scheme: Scheme = "light",
    is_demo: bool = False,
) -> go.Figure:
    """Units ranked on one indicator, the worst on top.

    `units` has name, value and verdict, already in order; units without a value are left out here and
    named beside the chart. `target` is a thin line across all bars.
    """
    import plotly.graph_objects as go

    palette = PALETTES[scheme]
    known = units[units["value"].notna()].iloc[::-1]
    texts = [format_number(value, decimals) for value in known["value"]]
    hovers = [
        f"<b>{name}</b><br>{format_value(value, unit_of_measure, decimals)}"
        for name, value in zip(known["name"], known["value"], strict=True)
    ]
    bars = {
        "type": "bar", "orientation": "h", "x": known["value"].round(6).tolist(), "y": list(range(len(known))),
        "text": texts, "textposition": "outside", "cliponaxis": False, "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": [palette.verdict(one) for one in known["verdict"]]},
    }  # fmt: skip
    layout = base_layout(palette, 40 + 24 * max(len(known), 2), is_demo=is_demo) | {"bargap": 0.28}
    layout["xaxis"] = axis(palette, showticklabels=False, showgrid=False, rangemode="tozero")
    names = [_shorten(name, 26) for name in known["name"]]
    layout["yaxis"] = axis(palette, tickvals=list(range(len(known))), ticktext=names, showgrid=False)
    if is_known(target):
        line = {"color": palette.ink, "width": 1, "dash": "dot"}
        layout["shapes"] = [
            {"type": "line", "x0": target, "x1": target, "y0": 0, "y1": 1, "yref": "paper", "line": line}
        ]
    return go.Figure({"data": [bars], "layout": layout}, skip_invalid=False)
