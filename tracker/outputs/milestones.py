"""What a chart says about targets: paths, milestones, levels to keep, and where the trend leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.core.period import Period
from tracker.outputs.point_facts import point_facts
from tracker.outputs.points import Drawn
from tracker.outputs.theme import Palette
from tracker.words.formats import format_period, format_target, format_value, is_known
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
    targets = list(rows.itertuples(index=False))
    return [
        *_paths(targets, labels, palette),
        *_held(targets, labels, palette),
        *_held_words(targets, labels, palette),
        *_projections(drawn, targets, labels, palette),
    ]


def _paths(targets: Sequence[Any], labels: Labels, palette: Palette) -> list[Trace]:
    """Straight from the baseline to the milestone."""
    traces: list[Trace] = []
    for row in targets:
        if row.target_kind not in MARKED or not (is_known(row.bound) and is_known(row.baseline)):
            continue
        start = Period.parse(str(row.baseline_period)).time
        traces.append(
            {"type": "scatter", "mode": "lines", "x": [start, row.due_year], "y": [row.baseline, row.bound]}
            | {"line": {"color": palette.muted, "width": 1.6, "dash": "dot"}, "hoverinfo": "skip"}
            | {"name": "Đường đến mốc", "legendgroup": "path", "showlegend": not traces}
            | _facts(labels, str(row.baseline_period), str(int(row.due_year)))
        )
    return traces


def _held(targets: Sequence[Any], labels: Labels, palette: Palette) -> list[Trace]:
    """Levels that must be kept in every year of a stage: a thin level line per bound."""
    traces: list[Trace] = []
    for row in targets:
        if row.target_kind not in HELD:
            continue
        for bound in filter(is_known, (row.target_low, row.target_high)):
            start = float(row.stage_from) - 0.5
            traces.append(
                {"type": "scatter", "mode": "lines", "x": [start, row.due_year + 0.5], "y": [bound, bound]}
                | {"line": {"color": palette.muted, "width": 1.6, "dash": "dot"}, "hoverinfo": "skip"}
                | {"name": "Mức phải giữ", "legendgroup": "held", "showlegend": not traces}
                | _facts(labels, *[f"{int(row.stage_from)}-{int(row.due_year)}"] * 2)
            )
    return traces


def _held_words(targets: Sequence[Any], labels: Labels, palette: Palette) -> list[Trace]:
    """The numbers of the level lines at their right end; neighbours stand above and below."""
    held = [row for row in targets if row.target_kind in HELD and is_known(row.bound)]
    held.sort(key=lambda row: float(row.bound))
    words = [
        f"<b>{format_target(row.target_op, row.target_low, row.target_high, '', labels.decimals)}</b>"
        for row in held
    ]
    sides = ["bottom right", *["top right"] * len(held)][: len(held)] if len(held) > 1 else ["top right"]
    return [
        {"type": "scatter", "mode": "text", "text": words, "textposition": sides, "hoverinfo": "skip"}
        | {"x": [row.due_year + 0.5 for row in held], "y": [row.bound for row in held], "showlegend": False}
        | {"textfont": {"size": 14, "color": palette.ink}, "cliponaxis": False}
    ][: len(held)]


def _projections(drawn: Drawn, targets: Sequence[Any], labels: Labels, palette: Palette) -> list[Trace]:
    """From the last yearly point to what the trend gives at the milestone."""
    actuals = drawn.points[drawn.points["measure"] == "actual"]
    if not len(actuals) or drawn.shape == "change":
        return []
    last = actuals.iloc[-1]
    traces: list[Trace] = []
    for row in targets:
        if not is_known(row.projected) or row.target_kind == "year_plan":
            continue
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
    targets = rows.itertuples(index=False)
    marked = [row for row in targets if row.target_kind in MARKED and is_known(row.bound)]
    if not marked:
        return []
    words, hovers, facts = [], [], []
    for row in marked:
        target = format_target(row.target_op, row.target_low, row.target_high)
        words.append(f"<b>{target}</b>")
        name = VERDICT_WORDS.get(str(row.verdict), "")
        hovers.append(
            f"<b>Mục tiêu {target} {labels.unit_of_measure}</b><br>Hạn năm {int(row.due_year)}<br>{name}"
        )
        notes = ", ".join(part for part in (target, name) if part)
        facts.append(point_facts(format_period(str(int(row.due_year))), labels.unit_of_measure, note=notes))
    above = ["top center" if row.direction >= 0 else "bottom center" for row in marked]
    return [
        {"type": "scatter", "mode": "markers+text", "name": "Mục tiêu", "text": words, "hovertext": hovers}
        | {"x": [row.due_year for row in marked], "y": [round(row.bound, 6) for row in marked]}
        | {"customdata": facts}
        | {"hovertemplate": "%{hovertext}<extra></extra>", "textposition": above, "cliponaxis": False}
        | {"textfont": {"size": 14, "color": palette.ink}}
        | {"marker": {"symbol": "diamond", "size": 13, "color": palette.ink}}
    ]


def _facts(labels: Labels, *periods: str) -> Trace:
    """What the points of a line are, for its table."""
    return {"customdata": [point_facts(format_period(one), labels.unit_of_measure) for one in periods]}
