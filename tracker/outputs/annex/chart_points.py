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
        "marker": {"type": "circle", "size": 8, "fill": {"color": "#8FB4D6"}, "border": {"color": _ACCENT}},
    },
    "plan": {
        "line": {"color": _INK, "width": 1, "dash_type": "dash"},
        "marker": {"type": "long_dash", "size": 7, "fill": {"color": _INK}, "border": {"color": _INK}},
    },
    "milestone": {
        "line": {"none": True},
        "marker": {"type": "diamond", "size": 9, "fill": {"color": _INK}, "border": {"color": _INK}},
    },
}
_MEASURES: Sequence[tuple[str, str, Kind]] = (
    ("actual", words.ACTUAL, "actual"),
    ("estimate", words.ESTIMATE, "estimate"),
    ("plan", words.PLAN, "plan"),
)


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
    is_past = (points["measure"] == "estimate") & (points["period"].str[:4] < str(period.last_year))
    points = points[~is_past]  # what was estimated of a year whose result is known says nothing more
    marked = charted.rows[charted.rows["target_kind"].isin(MARKED) & charted.rows["bound"].notna()]
    labels = _labels(points, marked, period)
    segments = list(dict.fromkeys(points.loc[points["measure"] == "actual", "segment"]))
    found = []
    for measure, name, kind in _MEASURES:
        rows = points[points["measure"] == measure]
        for segment in dict.fromkeys(rows["segment"]):
            is_last = not segments or segment == segments[-1]
            look: Kind = "before" if kind == "actual" and not is_last else kind
            title = f"{name} ({_segment(charted, segment)})"
            found.append(_series(title, look, labels, rows[rows["segment"] == segment]))
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


def _segment(charted: Charted, code: str) -> str:
    """`Tuyên Quang cũ`; of a count that is added up in a stage with the year it starts from."""
    place, _, first = code.partition("·")
    name = charted.labels.segments.get(place, place)
    return words.ADDED_UP.format(place=name, year=first) if first else name


def _series(name: str, kind: Kind, labels: Mapping[str, str], rows: pd.DataFrame) -> ChartSeries:
    known = dict(zip(rows["period"], rows["value"], strict=True))
    values = tuple(float(known[period]) if period in known else None for period in labels)
    return ChartSeries(name, kind, tuple(labels.values()), values)
