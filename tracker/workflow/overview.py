"""The overview: which rows count, how each programme stands, and who has reported for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue, Programme
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.standing import PlaceRows, count_verdicts, split_rows

Expected = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Stand:
    """How one programme stands: verdict → number of indicators (worst first), and who has reported."""

    programme: Programme
    counts: Mapping[str, int]
    is_over: bool
    due_on: dt.date
    days_left: int
    reported: int
    expected: int


@dataclass(frozen=True)
class Overview:
    """How the programmes stand, and the rows behind it."""

    stands: tuple[Stand, ...]
    rows: PlaceRows

    @property
    def counts(self) -> dict[str, int]:
        return count_verdicts(self.rows.judged)


def make_overview(
    assessment: pd.DataFrame,
    completeness: pd.DataFrame,
    expected: Expected,
    catalogue: Catalogue,
    period: Period,
    today: dt.date,
    programme: str | None = None,
) -> Overview:
    """The overview of one place at a period; `programme` None means those that run in the period.

    `completeness` has one row per unit of the place, `expected` the indicators that each should report.
    """
    year = period.last_year
    chosen = [one for one in catalogue.programmes if programme in (None, one.code)]
    over = [one for one in chosen if one.last_year < year]
    running = [one for one in chosen if one.first_year <= year <= one.last_year]
    rows = split_rows(
        assessment,
        [one.code for one in running],
        [one.code for one in over],
        catalogue.background_codes,
    )
    stands = tuple(
        _stand(
            one,
            rows.judged if one in running else rows.over,
            completeness,
            expected,
            catalogue,
            period,
            today,
        )
        for one in [*running, *over]
    )
    return Overview(stands, rows)


def _stand(
    programme: Programme,
    rows: pd.DataFrame,
    completeness: pd.DataFrame,
    expected: Expected,
    catalogue: Catalogue,
    period: Period,
    today: dt.date,
) -> Stand:
    year = period.last_year
    ends = [last for _, last in programme.stages if last >= year] or [programme.last_year]
    due_on = dt.date(min(ends), 12, 31)
    reporters = _reporters(programme, completeness, expected, catalogue)
    return Stand(
        programme,
        count_verdicts(rows[rows["programme_code"] == programme.code]),
        is_over=programme.last_year < year,
        due_on=due_on,
        days_left=(due_on - today).days,
        reported=int(reporters["has_reported"].sum()),
        expected=len(reporters),
    )


def expected_of(
    completeness: pd.DataFrame, catalogue: Catalogue, reference: Reference, period: Period
) -> dict[str, frozenset[str]]:
    """Unit code → the codes of the indicators it should report in the period."""
    found = {}
    for code in completeness["unit_code"]:
        unit = reference.find_unit(code, period.ends_on)
        found[code] = frozenset(reference.expected_codes(unit, catalogue, period.last_year) if unit else ())
    return found


def _reporters(
    programme: Programme, completeness: pd.DataFrame, expected: Expected, catalogue: Catalogue
) -> pd.DataFrame:
    """The rows of `completeness` whose unit reports at least one indicator of the programme."""
    own = {one.code for one in catalogue.indicators if programme.code in one.programmes}
    reports = [not own.isdisjoint(expected[code]) for code in completeness["unit_code"]]
    return completeness[np.array(reports, dtype=bool)]
