"""The points of an indicator's chart as columns over the years, for charts of Office: a missing year is an empty cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from tracker.core.period import Period
from tracker.outputs.milestones import MARKED
from tracker.outputs.story.charted import Charted
from tracker.outputs.theme import PALETTES
from tracker.words import annex_texts as words
from tracker.words.formats import format_period_short

Kind = Literal["actual", "before", "estimate", "plan", "milestone"]
_INK, _MUTED, _ACCENT = PALETTES["light"].ink, PALETTES["light"].muted, PALETTES["light"].accent

SERIES_LOOKS: Mapping[Kind, Mapping[str, Any]] = {
    "actual": {
        "line": {"color": _ACCENT, "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": {"color": _ACCENT}, "border": {"color": _ACCENT}},
    },
    "before": {
        "line": {"color": _MUTED, "width": 2.25},
        "marker": {"type": "square", "size": 5, "fill": {"color": _MUTED}, "border": {"color": _MUTED}},
    },
    "estimate": {
        "line": {"none": True},
        "marker": {"type": "circle", "size": 8, "fill": {"color": "#FFFFFF"}, "border": {"color": _ACCENT}},
    },
    "plan": {"line": {"color": _INK, "width": 1, "dash_type": "dash"}, "marker": {"type": "none"}},
    "milestone": {
        "line": {"none": True},
        "marker": {"type": "diamond", "size": 9, "fill": {"color": _INK}, "border": {"color": _INK}},
    },
}


@dataclass(frozen=True)
class ChartSeries:
    """One line or row of marks: a value per label, None where nothing is known."""

    name: str
    kind: Kind
    labels: tuple[str, ...]
    values: tuple[float | None, ...]


def chart_series(charted: Charted, period: Period) -> tuple[ChartSeries, ...]:
    """Actuals per territory, estimates, plans and milestones over the years up to the last milestone ahead."""
    points = charted.drawn.points
    own = points["period"].str.fullmatch(r"\d{4}") | (points["period"] == str(period))
    points = points[own & points["value"].notna()]
    marked = charted.rows[charted.rows["target_kind"].isin(MARKED) & charted.rows["bound"].notna()]
    labels = _labels(points, marked, period)
    found = [
        _series(f"{words.ACTUAL} ({_segment(charted, code)})", kind, labels, rows)
        for code, kind, rows in _actuals(points)
    ]
    last = points["segment"].iloc[-1] if len(points) else None
    for measure, name, kind in (("estimate", words.ESTIMATE, "estimate"), ("plan", words.PLAN, "plan")):
        rows = points[(points["measure"] == measure)]
        rows = rows[rows["segment"] == last] if measure == "estimate" else rows
        found.append(_series(name, kind, labels, rows))  # type: ignore[arg-type]
    bounds = pd.DataFrame({"period": marked["due_year"].astype(int).astype(str), "value": marked["bound"]})
    found.append(_series(words.MILESTONE, "milestone", labels, bounds))
    return tuple(one for one in found if any(value is not None for value in one.values)) or (found[-1],)


def chart_rows(series: Sequence[ChartSeries]) -> Iterator[tuple[str, list[float | None]]]:
    """Label and the values of all series, in the order of time."""
    for at, label in enumerate(series[0].labels):
        yield label, [one.values[at] for one in series]


def _labels(points: pd.DataFrame, marked: pd.DataFrame, period: Period) -> dict[str, str]:
    """Period → label, every year from the first figure to the last figure or milestone; the own part-year among them."""
    years = [int(text[:4]) for text in points["period"]] + [int(year) for year in marked["due_year"]]
    found: dict[str, str] = {}
    for year in range(min(years, default=period.last_year), max(years, default=period.last_year) + 1):
        if year == period.last_year and not period.is_year:
            found[str(period)] = format_period_short(period)
        found[str(year)] = str(year)
    return found


def _actuals(points: pd.DataFrame) -> Iterator[tuple[str, Kind, pd.DataFrame]]:
    rows = points[points["measure"] == "actual"]
    segments = list(dict.fromkeys(rows["segment"]))
    for segment in segments:
        kind: Kind = "actual" if segment == segments[-1] else "before"
        yield segment, kind, rows[rows["segment"] == segment]


def _segment(charted: Charted, code: str) -> str:
    """`Tuyên Quang cũ`; of a count that is added up in a stage with the year it starts from."""
    place, _, first = code.partition("·")
    name = charted.labels.segments.get(place, place)
    return words.ADDED_UP.format(place=name, year=first) if first else name


def _series(name: str, kind: Kind, labels: Mapping[str, str], rows: pd.DataFrame) -> ChartSeries:
    known = dict(zip(rows["period"], rows["value"], strict=True))
    values = tuple(float(known[period]) if period in known else None for period in labels)
    return ChartSeries(name, kind, tuple(labels.values()), values)
