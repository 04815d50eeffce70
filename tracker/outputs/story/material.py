"""An edition's tables in the columns that the rules and the figures read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from tracker.core.edition import EditionContent, read_edition
from tracker.core.period import Period
from tracker.core.verdict import severity
from tracker.outputs.story.mark import EditionMark

_NAMES = {"place": "place_code", "indicator": "indicator_code", "programme": "programme_code"}
_NUMBERS = {
    "verdicts": (
        "value", "target_low", "target_high", "bound", "baseline", "expected", "progress", "achievement", "pace",
        "projected", "needed_per_year", "reached_year", "units_reported", "units_expected", "share_complying",
        "growth", "change", "change_years", "change_since", "actual_to_date", "due_year", "stage_from",
    ),
    "comparisons": (
        "value", "plan", "pct_of_plan", "plan_difference", "same_period", "difference", "pct_change", "previous_year",
        "previous_year_difference", "previous_year_pct_change", "last_known", "change_since_last",
        "years_since_last", "change_per_year", "estimate", "estimate_pct_of_plan", "estimate_plan_difference",
        "estimate_difference", "estimate_pct_change", "next_plan", "units_reported", "units_expected",
    ),
    "series": (
        "value", "numerator", "denominator", "units_reported", "units_expected", "direct_value", "rollup_value",
        "units_complying",
    ),
    "ranking": ("rank", "value", "plan"),
    "sources": ("value", "numerator", "denominator"),
    "targets": ("low", "high", "due_year", "stage_from", "base_year"),
}  # fmt: skip

_NOWHERE = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True)
class Material:
    """An edition (or a draft) with its mark; frames are named for their rows and never changed."""

    content: EditionContent
    mark: EditionMark

    @classmethod
    def read(cls, content: bytes, mark: EditionMark) -> Material:
        """The material of canonical bytes; raises EditionContentError."""
        return cls(read_edition(content), mark)

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.content.facts

    @property
    def period(self) -> Period:
        return Period.parse(self.facts["round"]["period"])

    @property
    def cut_off_on(self) -> dt.date:
        return dt.date.fromisoformat(self.facts["round"]["cut_off_on"])

    @property
    def is_demo(self) -> bool:
        return bool(self.facts["is_demo"])

    @property
    def province(self) -> str:
        """The code of the province's own place, the first of the places."""
        return str(self.places.index[0])

    def table(self, name: str) -> pd.DataFrame:
        """A table of the edition with numbers as numbers; its columns are named as the edition names them."""
        known = self._tables.get(name)
        if known is None:
            rows = self.content.tables[name]
            numbers = [column for column in _NUMBERS.get(name, ()) if rows[column].dtype != float]
            known = _plain(rows.assign(**{column: pd.to_numeric(rows[column]) for column in numbers}))
            self._tables[name] = known
        return known

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Index: indicator code, in catalogue order."""
        rows = self.table("indicators").rename(columns=_NAMES)
        return rows.set_index("indicator_code", drop=False)

    @cached_property
    def places(self) -> pd.DataFrame:
        """Index: place code; the province first."""
        return self.table("places").rename(columns=_NAMES).set_index("place_code", drop=False)

    @cached_property
    def assessment(self) -> pd.DataFrame:
        """ASSESSMENT rows, with `reason` in words and `bound` as judged."""
        rows = self.table("verdicts").rename(columns=_NAMES)
        directions = self.indicators["direction"].map({"down": -1.0}).fillna(1.0)
        return rows.assign(
            period=str(self.period),
            direction=rows["indicator_code"].map(directions).astype(float),
            severity=severity(rows["verdict"].to_numpy()),
        )

    @cached_property
    def comparisons(self) -> pd.DataFrame:
        """COMPARISON rows of every place."""
        return self.table("comparisons").rename(columns=_NAMES).assign(period=str(self.period))

    @cached_property
    def series(self) -> pd.DataFrame:
        """SERIES of the territories."""
        return self.table("series").rename(columns=_NAMES)

    @cached_property
    def sources_of(self) -> Mapping[str, list[Any]]:
        """Indicator → the rows of the figures behind it."""
        rows = self.table("sources")
        return _by_indicator(rows[rows["value"].notna()])

    @cached_property
    def targets_of(self) -> Mapping[str, list[Any]]:
        """Indicator → its targets, without the plans of single years."""
        rows = self.table("targets")
        return _by_indicator(rows[rows["target_kind"] != "year_plan"])

    def assessed(self, code: str, place: str) -> pd.DataFrame:
        """The ASSESSMENT rows of one indicator in one place."""
        return self.assessment.take(self._assessed_at.get((code, place), _NOWHERE))

    def series_of(self, codes: Sequence[str]) -> pd.DataFrame:
        """The SERIES of indicators, in the edition's order."""
        found = [self._series_at.get(code, _NOWHERE) for code in dict.fromkeys(codes)]
        return self.series.take(np.sort(np.concatenate(found)))

    @cached_property
    def places_with_series(self) -> frozenset[str]:
        return frozenset(self.series["place_code"])

    @cached_property
    def _assessed_at(self) -> Mapping[Any, Any]:
        found: dict[tuple[str, str], list[int]] = {}
        pairs = zip(self.assessment["indicator_code"], self.assessment["place_code"], strict=True)
        for at, pair in enumerate(pairs):
            found.setdefault(pair, []).append(at)
        return found

    @cached_property
    def _series_at(self) -> Mapping[Any, Any]:
        return self.series.groupby("indicator_code", sort=False).indices

    @cached_property
    def submission_kinds(self) -> dict[str, str]:
        """Submission → form, file, published or illustration."""
        rows = self.table("submissions")
        return dict(zip(rows["submission"], rows["kind"], strict=True))

    @cached_property
    def background(self) -> frozenset[str]:
        """Indicators whose group is a picture of its own."""
        groups = self.table("groups")
        codes = groups.loc[groups["is_background"].astype(bool), "group"]
        return frozenset(self.indicators.index[self.indicators["group"].isin(codes)])

    def place_name(self, code: str, *, short: bool = False) -> str:
        """The name of a place; of one that the edition does not list, its code."""
        known = self.places.index
        return str(self.places.at[code, "short_name" if short else "name"]) if code in known else code

    def document(self, code: str | None) -> str:
        """`KH 154/KH-UBND`: the number of a document, else its code."""
        number = self._document_numbers.get(code)
        return str(number) if pd.notna(number) else str(code or "")

    @cached_property
    def _document_numbers(self) -> dict[str | None, Any]:
        rows = self.table("documents").iloc[::-1]  # the first of a code counts
        return dict(zip(rows["document"], rows["number"], strict=True))


def _by_indicator(rows: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows.itertuples(index=False):
        found.setdefault(row.indicator, []).append(row)
    return found


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with text as Python's own: columns of one kind lie together and are filtered ten times as fast."""
    texts = [column for column in rows.columns if isinstance(rows[column].dtype, pd.StringDtype)]
    return rows.astype(dict.fromkeys(texts, object)).copy()
