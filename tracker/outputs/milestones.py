"""What a chart says about targets: paths, milestones, levels to keep, and where the trend leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.outputs.point_facts import point_facts
from tracker.outputs.points import Drawn
from tracker.outputs.theme import Palette
from tracker.words.formats import format_period, format_target, format_value
from tracker.words.verdicts import VERDICT_WORDS

MARKED = ("level", "growth", "stage_total", "reduction", "per_unit")
HELD = ("floor", "annual_change")
Trace = dict[str, Any]


@dataclass(frozen=True)
class Labels:
    """What the chart writes: the unit of measure, its decimals, the names of the segments, the breaks."""

    unit_of_measure: str
    decimals: int
    segments: Mapping[str, str]
    breaks: Mapping[float, str]  # time -> words


def target_traces(drawn: Drawn, rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[Trace]:
    """Everything that stands under the figures themselves, except the milestones."""
    return [
        *_paths(rows, labels, palette),
        *_held(rows, labels, palette),
        *_held_words(rows, labels, palette),
        *_projections(drawn, rows, labels, palette),
    ]


def _paths(rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[Trace]:
    """Straight from the baseline to the milestone."""
    ahead = rows[rows["target_kind"].isin(MARKED) & rows["bound"].notna() & rows["baseline"].notna()]
    traces: list[Trace] = []
    for row in ahead.itertuples(index=False):
        start = Period.parse(str(row.baseline_period)).time
        traces.append(
            {"type": "scatter", "mode": "lines", "x": [start, row.due_year], "y": [row.baseline, row.bound]}
            | {"line": {"color": palette.muted, "width": 1.6, "dash": "dot"}, "hoverinfo": "skip"}
            | {"name": "Đường đến mốc", "legendgroup": "path", "showlegend": not traces}
            | _facts(labels, str(row.baseline_period), str(int(row.due_year)))
        )
    return traces


def _held(rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[Trace]:
    """Levels that must be kept in every year of a stage: a thin level line per bound."""
    held = rows[rows["target_kind"].isin(HELD)]
    traces: list[Trace] = []
    for row in held.itertuples(index=False):
        for bound in (row.target_low, row.target_high):
            if bound is None or np.isnan(bound):
                continue
            start = float(row.stage_from) - 0.5
            traces.append(
                {"type": "scatter", "mode": "lines", "x": [start, row.due_year + 0.5], "y": [bound, bound]}
                | {"line": {"color": palette.muted, "width": 1.6, "dash": "dot"}, "hoverinfo": "skip"}
                | {"name": "Mức phải giữ", "legendgroup": "held", "showlegend": not traces}
                | _facts(labels, *[f"{int(row.stage_from)}-{int(row.due_year)}"] * 2)
            )
    return traces


def _held_words(rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[Trace]:
    """The numbers of the level lines at their right end; neighbours stand above and below."""
    held = rows[rows["target_kind"].isin(HELD) & rows["bound"].notna()].sort_values("bound")
    words = [
        f"<b>{format_target(row.target_op, row.target_low, row.target_high, '', labels.decimals)}</b>"
        for row in held.itertuples()
    ]
    sides = ["bottom right", *["top right"] * len(held)][: len(held)] if len(held) > 1 else ["top right"]
    return [
        {"type": "scatter", "mode": "text", "text": words, "textposition": sides, "hoverinfo": "skip"}
        | {"x": (held["due_year"] + 0.5).tolist(), "y": held["bound"].tolist(), "showlegend": False}
        | {"textfont": {"size": 14, "color": palette.ink}, "cliponaxis": False}
    ][: len(held)]


def _projections(drawn: Drawn, rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[Trace]:
    """From the last yearly point to what the trend gives at the milestone."""
    actuals = drawn.points[drawn.points["measure"] == "actual"]
    if not len(actuals) or drawn.shape == "change":
        return []
    last = actuals.iloc[-1]
    traces: list[Trace] = []
    for row in rows[rows["projected"].notna() & (rows["target_kind"] != "year_plan")].itertuples(index=False):
        value = format_value(row.projected, labels.unit_of_measure, labels.decimals)
        hover = f"Theo nhịp này, năm {int(row.due_year)}: <b>{value}</b>"
        traces.append(
            {"type": "scatter", "mode": "lines+markers", "x": [last["time"], row.due_year]}
            | {"y": [last["value"], row.projected], "text": ["", hover], "name": "Theo nhịp hiện nay"}
            | {"hovertemplate": "%{text}<extra></extra>", "showlegend": not traces}
            | _facts(labels, last["period"], str(int(row.due_year)))
            | {"line": {"color": palette.accent, "width": 1.2, "dash": "dash"}, "opacity": 0.7}
            | {"marker": {"symbol": "x-thin", "size": [0, 9], "line": {"color": palette.accent, "width": 2}}}
        )
    return traces


def milestone_traces(rows: pd.DataFrame, labels: Labels, palette: Palette) -> list[Trace]:
    marked = rows[rows["target_kind"].isin(MARKED) & rows["bound"].notna()]
    if not len(marked):
        return []
    words, hovers, facts = [], [], []
    for row in marked.itertuples(index=False):
        target = format_target(row.target_op, row.target_low, row.target_high)
        words.append(f"<b>{target}</b>")
        name = VERDICT_WORDS.get(str(row.verdict), "")
        hovers.append(
            f"<b>Mục tiêu {target} {labels.unit_of_measure}</b><br>Hạn năm {int(row.due_year)}<br>{name}"
        )
        notes = ", ".join(part for part in (target, name) if part)
        facts.append(point_facts(format_period(str(int(row.due_year))), labels.unit_of_measure, note=notes))
    above = ["top center" if row.direction >= 0 else "bottom center" for row in marked.itertuples()]
    return [
        {"type": "scatter", "mode": "markers+text", "name": "Mục tiêu", "text": words, "hovertext": hovers}
        | {"x": marked["due_year"].tolist(), "y": marked["bound"].round(6).tolist(), "customdata": facts}
        | {"hovertemplate": "%{hovertext}<extra></extra>", "textposition": above, "cliponaxis": False}
        | {"textfont": {"size": 14, "color": palette.ink}}
        | {"marker": {"symbol": "diamond", "size": 13, "color": palette.ink}}
    ]


def _facts(labels: Labels, *periods: str) -> Trace:
    """What the points of a line are, for its table."""
    return {"customdata": [point_facts(format_period(one), labels.unit_of_measure) for one in periods]}
