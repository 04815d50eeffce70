"""The series of an indicator's chart: actuals, plans, estimates, the path and the milestones, each with its look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE

from tracker.core.period import Period
from tracker.outputs.milestones import HELD, MARKED
from tracker.outputs.points import MERGED_AT, with_gaps
from tracker.outputs.story.charted import Charted
from tracker.outputs.theme import PALETTES
from tracker.words import word_report_texts as texts
from tracker.words.formats import format_number, format_target

COUNTS = ("total", "flow", "change")  # drawn from zero
_PALETTE = PALETTES["light"]
_LOW = 0.12  # of the greatest value: under a figure as small as this lies the axis
Line: TypeAlias = tuple[tuple[float, ...], tuple[float | None, ...]]  # times, values


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


def chart_traces(charted: Charted) -> list[Trace]:
    """Every series, the longest first: LibreOffice loses a series that stands before a longer one."""
    traces = [*_actuals(charted), *_estimates(charted), *_plans(charted), *_targets(charted)]
    return sorted(traces, key=lambda trace: -len(trace.points[0]))


def _actuals(charted: Charted) -> list[Trace]:
    """A line for each territory; of a flow its years and its first halves apart."""
    points = charted.drawn.points
    actuals = points[points["measure"] == "actual"]
    segments = list(dict.fromkeys(actuals["segment"]))
    traces = []
    for segment in segments:
        own = actuals[actuals["segment"] == segment]
        halves = own["period"].str.contains("-")
        parts = [own[~halves], own[halves]] if charted.drawn.shape == "flow" else [own]
        for part, name in zip(parts, texts.ACTUAL_TRACES, strict=False):
            if len(part):
                title = f"{name}{_of_segment(charted, segment, segments)}"
                traces.append(_actual(charted, part, title, is_last=segment == segments[-1]))
    return traces


def _actual(charted: Charted, points: pd.DataFrame, name: str, *, is_last: bool) -> Trace:
    line = with_gaps(points, _cuts(charted))
    return Trace(
        name,
        _pairs(line),
        _PALETTE.accent if is_last else _PALETTE.muted,
        width=0 if charted.drawn.shape == "change" else 2.25,
        marker=XL_MARKER_STYLE.CIRCLE if is_last else XL_MARKER_STYLE.SQUARE,
        words=_last_word(line, charted) if is_last else (),
        side=_side(charted, line),
    )


def _side(charted: Charted, line: pd.DataFrame) -> Any:
    """Away from the line that the newest figure is measured by, and from the axis below it."""
    last = line.iloc[-1]
    if charted.drawn.shape in COUNTS and last["value"] < _LOW * charted.drawn.points["value"].max():
        return XL_LABEL_POSITION.RIGHT
    ahead = charted.rows[(charted.rows["due_year"] >= last["time"]) & charted.rows["expected"].notna()]
    is_short = len(ahead) > 0 and float(ahead["expected"].iloc[-1]) > float(last["value"])
    return XL_LABEL_POSITION.BELOW if is_short else XL_LABEL_POSITION.ABOVE


def _cuts(charted: Charted) -> dict[float, str]:
    return {at: words for at, words in charted.labels.breaks.items() if abs(at - MERGED_AT) > 0.1}


def _of_segment(charted: Charted, segment: str, segments: Sequence[str]) -> str:
    place, _, stage = segment.partition("·")
    name = charted.labels.segments.get(place, "") if len(charted.labels.segments) > 1 else ""
    parts = [name, texts.SINCE.format(year=stage) if stage else ""]
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
    return [Trace(texts.PLAN_TRACE, _apart(parts), _PALETTE.muted, 1, MSO_LINE.SOLID, XL_MARKER_STYLE.DASH)]


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
            texts.ESTIMATE_TRACE,
            _pairs(rings),
            _PALETTE.accent,
            marker=XL_MARKER_STYLE.CIRCLE,
            is_hollow=True,
            words=words,
            side=XL_LABEL_POSITION.RIGHT,
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
    return [Trace(texts.HELD_TRACE, _apart(levels), _PALETTE.ink, 1.25, MSO_LINE.DASH, words=tuple(words))]


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
    path = Trace(texts.PATH_TRACE, _apart(paths), _PALETTE.muted, 1.25, MSO_LINE.ROUND_DOT)
    places = tuple(rows["due_year"].astype(float)), tuple(rows["bound"].astype(float))
    mark = XL_MARKER_STYLE.DIAMOND
    marks = Trace(texts.MILESTONE_TRACE, places, _PALETTE.ink, marker=mark, words=words)
    return [path, marks] if paths else [marks]


def _pairs(points: pd.DataFrame) -> Line:
    """Times and values; an unknown value is no point, so that the line has a gap."""
    values = tuple(None if np.isnan(value) else float(value) for value in points["value"])
    return tuple(round(float(time), 4) for time in points["time"]), values
