"""The bar chart of changes: many indicators since last year, or against the plan."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from tracker.core.period import Period
from tracker.outputs.point_facts import point_facts
from tracker.outputs.theme import PALETTES, Palette, Scheme, axis, base_layout
from tracker.words.comparison_sentences import (
    CHANGE_HEADING,
    ESTIMATE_HEADING,
    PLAN_HEADING,
    SAME,
    TO_PLAN,
    YEAR_AHEAD,
    comparison_sentence,
)
from tracker.words.formats import format_difference, format_number, format_value, is_rate

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 33
HEADING_ROWS = 1.6
MOST_BARS = 12
WHOLE_SHARE = 0.9  # counts with fewer of their units are not compared
BETTER, WORSE, NEITHER = "Tốt hơn", "Kém hơn", "Không đổi hoặc không có chiều tốt, xấu"
RATES, COUNTS = "Tỷ lệ: tăng, giảm (điểm %)", "Số đếm: tăng, giảm (%)"
KEY = "<span style='color:{better}'>■</span> tốt hơn  <span style='color:{worse}'>▨</span> kém hơn"


@dataclass(frozen=True)
class Basis:
    """What is compared with what: columns of COMPARISON."""

    now: str
    before: str
    difference: str
    per_cent: str
    whole: float = 0.0  # what the per cent column says when nothing differs


SAME_PERIOD = Basis("value", "same_period", "difference", "pct_change")
ESTIMATE = Basis("estimate", "previous_year", "estimate_difference", "estimate_pct_change")
PLAN = Basis("value", "plan", "plan_difference", "pct_of_plan", whole=100.0)


def change_figure(
    comparisons: pd.DataFrame,
    indicators: pd.DataFrame,
    basis: Basis,
    *,
    scheme: Scheme = "light",
    is_demo: bool = False,
) -> go.Figure:
    """Change since the year before, or against the plan (see Basis): rates in points above, counts in % below.

    `comparisons` are COMPARISON rows of one place, `indicators` the frame of `indicators_frame` indexed by
    code. Rows without a change are left out: they are in the table, with their reason. The MOST_BARS
    longest bars of each kind are drawn, longest on top; a change for the worse is orange and hatched.
    """
    import plotly.graph_objects as go

    palette = PALETTES[scheme]
    rows = changed_rows(comparisons, indicators, basis)
    parts = [part for part in (rows[rows["is_rate"]], rows[~rows["is_rate"]]) if len(part)]
    parts = [part.tail(MOST_BARS) for part in parts]
    lines = sum(len(part) for part in parts) + HEADING_ROWS * len(parts)
    layout = base_layout(palette, round(42 + ROW_HEIGHT * max(lines, 4)), is_demo=is_demo) | {"bargap": 0.34}
    layout["margin"] = {"l": 8, "r": 8, "t": 8, "b": 34}
    traces, top = [], 1.0
    for at, part in enumerate(parts, start=1):
        suffix = "" if at == 1 else str(at)
        domain = [top - (len(part) + HEADING_ROWS) / lines, top - HEADING_ROWS / lines]
        traces.append(_change_bars(part, palette) | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"})
        layout |= _change_axes(part, palette, suffix, [max(domain[0], 0.0), domain[1]])
        layout["annotations"] += [_heading(part, palette, domain[1])]
        top = domain[0]
    layout["annotations"] += [_key(palette)]
    return go.Figure({"data": traces, "layout": layout}, _validate=False)  # the tests validate it


def find_basis(comparisons: pd.DataFrame) -> Basis | None:
    """The same period where it is known for any row, else the year's estimate, else the plan; None without any."""
    known = (basis for basis in (SAME_PERIOD, ESTIMATE, PLAN) if comparisons[basis.difference].notna().any())
    return next(known, None)


def change_heading(basis: Basis | None) -> str:
    """What a chart of changes compares with; None is shown as the estimate, which is not known yet."""
    headings = {ESTIMATE: ESTIMATE_HEADING, PLAN: PLAN_HEADING}
    return headings.get(basis or ESTIMATE, CHANGE_HEADING)


def change_sentence(changes: pd.DataFrame, basis: Basis | None, period: Period, place: str) -> str:
    """How many changed for the better or worse, and the worst of all (markup); `changes` as `changed_rows` gives."""
    against = {ESTIMATE: YEAR_AHEAD, PLAN: TO_PLAN}.get(basis or ESTIMATE, SAME)
    worse = changes[changes["better"] < 0]
    last = worse.iloc[-1] if len(worse) else None
    worst = (last["short_name"], _change_words(last)) if last is not None else None
    return comparison_sentence(period, place, int((changes["better"] > 0).sum()), len(worse), against, worst)


def _change_words(row: pd.Series) -> str:
    if row["is_rate"]:
        return format_difference(row["change"], "%", row["decimals"])
    return f"{format_number(row['change'], 1, signed=True)} %"


def changed_rows(comparisons: pd.DataFrame, indicators: pd.DataFrame, basis: Basis) -> pd.DataFrame:
    """The rows with a change: now, before, points, is_rate, change (points or %), better (+1, −1, 0); largest last."""
    rows = comparisons.join(
        indicators[["short_name", "unit_of_measure", "decimals", "direction"]], on="indicator_code"
    )
    rows["is_rate"] = rows["unit_of_measure"].map(is_rate).astype(bool)
    rows["now"], rows["before"], rows["points"] = (
        rows[name] for name in (basis.now, basis.before, basis.difference)
    )
    per_cent = rows[basis.per_cent] - basis.whole
    rows["change"] = per_cent.where(~rows["is_rate"], rows["points"]).astype(float)
    # A sum of some units against a sum of all of them says nothing about the change.
    is_whole = ~(rows["units_reported"] < WHOLE_SHARE * rows["units_expected"])
    rows = rows[rows["change"].notna() & (rows["is_rate"] | is_whole | (basis == ESTIMATE))]
    rows["better"] = (rows["change"] * rows["direction"].fillna(0)).map(lambda one: (one > 0) - (one < 0))
    return rows.sort_values("change", key=abs, kind="stable")


def _change_bars(rows: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    colours = {1: palette.verdict("on_track"), -1: palette.verdict("off_track"), 0: palette.muted}
    words = {1: BETTER, -1: WORSE, 0: NEITHER}
    hovers = [
        f"<b>{row.short_name}</b><br>{format_value(row.now, row.unit_of_measure, row.decimals)}, "
        f"trước đó {format_value(row.before, row.unit_of_measure, row.decimals)}"
        f"<br>{format_difference(row.points, row.unit_of_measure, row.decimals)} · {words[row.better]}"
        for row in rows.itertuples(index=False)
    ]
    texts = [_bar_text(row) for row in rows.itertuples(index=False)]
    facts = [
        point_facts(row.short_name, "điểm %" if row.is_rate else "%", note=words[row.better])
        for row in rows.itertuples(index=False)
    ]
    return {
        "type": "bar", "orientation": "h", "x": rows["change"].round(4).tolist(),
        "y": rows["indicator_code"].tolist(), "text": texts, "textposition": "outside", "cliponaxis": False,
        "textfont": {"size": 12, "color": palette.ink}, "marker": {
            "color": [colours[one] for one in rows["better"]],
            "pattern": {
                "shape": ["/" if one < 0 else "" for one in rows["better"]],
                "fillmode": "overlay", "fgcolor": palette.ground, "size": 6, "solidity": 0.22,
            },
        },
        "hovertext": hovers, "hovertemplate": "%{hovertext}<extra></extra>",
        "name": RATES if rows["is_rate"].iloc[0] else COUNTS, "customdata": facts,
    }  # fmt: skip


def _bar_text(row: Any) -> str:
    number = format_number(row.change, row.decimals if row.is_rate else 1, signed=True)
    text = number if row.is_rate else f"{number} %"
    return f"<b>{text}</b>" if row.better < 0 else text


def _change_axes(rows: pd.DataFrame, palette: Palette, suffix: str, domain: list[float]) -> dict[str, Any]:
    longest = float(rows["change"].abs().max()) or 1.0
    low = -1.5 * longest if (rows["change"] < 0).any() else -0.05 * longest
    high = 1.5 * longest if (rows["change"] > 0).any() else 0.05 * longest
    across = axis(palette, range=[low, high], showticklabels=False, showgrid=False)
    across |= {"zeroline": True, "zerolinecolor": palette.muted, "automargin": False}
    names = [_wrap(name) for name in rows["short_name"]]
    down = axis(palette, type="category", tickvals=rows["indicator_code"].tolist(), ticktext=names)
    down |= {"anchor": f"x{suffix}", "domain": domain, "showgrid": False, "ticklabelposition": "outside"}
    return {f"xaxis{suffix}": across | {"anchor": f"y{suffix}"}, f"yaxis{suffix}": down}


def _heading(rows: pd.DataFrame, palette: Palette, height: float) -> dict[str, Any]:
    words = RATES if rows["is_rate"].iloc[0] else COUNTS
    return {
        "text": f"<b>{words}</b>", "x": 0, "xref": "paper", "y": height, "yref": "paper", "yshift": 6,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 13, "color": palette.ink},
    }  # fmt: skip


def _key(palette: Palette) -> dict[str, Any]:
    words = KEY.format(better=palette.verdict("on_track"), worse=palette.verdict("off_track"))
    return {
        "text": words, "x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yref": "paper", "yshift": -8,
        "yanchor": "top", "showarrow": False, "font": {"size": 12, "color": palette.muted},
    }  # fmt: skip


def _wrap(name: str) -> str:
    """A name on at most two short lines."""
    return "<br>".join(textwrap.wrap(name, 26, max_lines=2, placeholder="…"))
