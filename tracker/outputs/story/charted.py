"""The chart of one indicator from an edition: the same points and figure as on the indicator's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from tracker.outputs.indicator_figure import chart_breaks, indicator_figure
from tracker.outputs.milestones import Labels
from tracker.outputs.points import Drawn, chart_points, judges_drawn
from tracker.outputs.story.material import Material
from tracker.outputs.theme import Scheme
from tracker.words.indicator_sentences import MERGER

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure

# What a comparison knows of a place without a series of its own: column, measure, and its period.
_FROM_COMPARISON = (
    ("previous_year", "actual", "previous"),
    ("same_period", "actual", "same"),
    ("value", "actual", "own"),
    ("estimate", "estimate", "year"),
    ("plan", "plan", "year"),
)


# The columns of ASSESSMENT that a chart draws.
_DRAWN_OF = [
    "target_kind", "target_op", "target_low", "target_high", "bound", "due_year", "stage_from", "baseline",
    "baseline_period", "expected", "projected", "direction", "verdict",
]  # fmt: skip


@dataclass(frozen=True)
class FrozenTarget:
    """A target as a chart needs it; `stage` only of a count that is added up in it."""

    kind: str
    due_year: int
    stage: tuple[int, int] | None
    of: str | None
    low: float | None


@dataclass(frozen=True)
class FrozenIndicator:
    """An indicator of an edition as a chart needs it."""

    code: str
    kind: str
    of: tuple[str, ...]
    change_is: str
    targets: tuple[FrozenTarget, ...]


@dataclass(frozen=True)
class Charted:
    """What the chart of one indicator in one place draws; `rows` are of the ASSESSMENT rows that judge it."""

    drawn: Drawn
    rows: pd.DataFrame
    labels: Labels
    is_demo: bool

    @property
    def is_empty(self) -> bool:
        return not len(self.drawn.points) and not self.rows["bound"].notna().any()

    def figure(self, scheme: Scheme = "light") -> Figure:
        return indicator_figure(self.drawn, self.rows, self.labels, scheme=scheme, is_demo=self.is_demo)


def read_chart(material: Material, code: str, place: str) -> Charted:
    """The chart of an indicator in a place; of a place without a series, from its comparison alone."""
    indicator = frozen_indicator(material, code)
    places = drawn_places(material, place)
    rows = material.assessed(code, place)[_DRAWN_OF]
    rows = rows.sort_values("due_year", kind="stable", ignore_index=True)
    series = _series_of(material, [code, *indicator.of], places)
    return Charted(
        chart_points(series, indicator, places, material.period),
        rows[judges_drawn(rows, indicator)],
        _labels(material, code, places),
        material.is_demo,
    )


def frozen_indicator(material: Material, code: str) -> FrozenIndicator:
    row = material.indicators.loc[code]
    return FrozenIndicator(
        code,
        str(row["kind"]),
        tuple(str(row["of"]).split()) if pd.notna(row["of"]) else (),
        str(row["change_is"]),
        tuple(_target(one) for one in material.targets_of.get(code, ())),
    )


def drawn_places(material: Material, place: str) -> list[str]:
    """The place, after the territory that carried its province's code before it."""
    follows = material.places["follows"].get(place)
    return [str(follows), place] if isinstance(follows, str) else [place]


def _target(row: Any) -> FrozenTarget:
    is_total = row.target_kind == "stage_total"
    due = int(row.due_year)
    return FrozenTarget(
        row.target_kind,
        due,
        (int(row.stage_from), due) if is_total else None,
        row.of if isinstance(row.of, str) else None,
        row.low,
    )


def _series_of(material: Material, codes: Sequence[str], places: Sequence[str]) -> pd.DataFrame:
    own = material.series_of(codes)
    own = own[own["place_code"].isin(places)]
    silent = [place for place in places if place not in material.places_with_series]
    if not silent:
        return own
    rows = material.comparisons
    rows = rows[rows["indicator_code"].isin(codes) & rows["place_code"].isin(silent)]
    return pd.concat([own, _points_of(rows, material)], ignore_index=True)


def _points_of(rows: pd.DataFrame, material: Material) -> pd.DataFrame:
    at = material.period
    periods = {
        "previous": str(at.whole_year().years_before(1)),
        "same": str(at.years_before(1)),
        "own": str(at),
        "year": str(at.whole_year()),
    }
    kept = ["place_code", "indicator_code", "units_reported", "units_expected"]
    parts = [
        rows[kept].assign(value=rows[column], measure=measure, period=periods[when])
        for column, measure, when in _FROM_COMPARISON
    ]
    points = pd.concat(parts, ignore_index=True)
    points = points[points["value"].notna()]
    points = points.drop_duplicates(["place_code", "indicator_code", "period", "measure"])
    return points.reindex(columns=list(material.series.columns))


def _labels(material: Material, code: str, places: Sequence[str]) -> Labels:
    row = material.indicators.loc[code]
    standards = {}
    if pd.notna(row["standard"]):
        known = material.table("standards")
        standards = dict(zip(known["first_year"].astype(int), known["name"], strict=True))
    segments = {place: material.place_name(place, short=True) for place in places}
    return Labels(
        str(row["unit_of_measure"]), int(row["decimals"]), segments, chart_breaks(MERGER, standards)
    )
