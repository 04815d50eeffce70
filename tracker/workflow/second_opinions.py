"""Second opinions on assessed rows, by the published methods of Statistics Canada and Destatis."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.destatis import judge_destatis
from tracker.core.period import Period
from tracker.core.series import SeriesIndex
from tracker.core.statcan import judge_statcan

OPINION_METHODS = {"statcan": judge_statcan, "destatis": judge_destatis}
_COVERED = ("level", "growth", "reduction", "floor")
_COLUMNS = ("opinion", "ratio", "warnings", "opinion_projected")


def find_opinions(
    rows: pd.DataFrame, series: pd.DataFrame, catalogue: Catalogue, method: str
) -> pd.DataFrame:
    """`opinion`, `ratio`, `warnings` and `opinion_projected` for each assessed row, in its order and index.

    Both methods look at yearly values on the way to a level; other kinds of target are `not_available`.
    """
    covered = rows[rows["target_kind"].isin(_COVERED) & rows["bound"].notna()]
    opinions = pd.DataFrame(index=rows.index, columns=list(_COLUMNS), dtype=object)
    opinions["opinion"] = "not_available"
    if len(covered):
        cases = _cases(covered, catalogue)
        found = OPINION_METHODS[method](_yearly(cases, series), cases)
        found = found.rename(columns={"projected": "opinion_projected"})
        opinions.loc[covered.index, found.columns.intersection(_COLUMNS)] = found
    return opinions


def replace_verdicts(
    rows: pd.DataFrame, series: pd.DataFrame, catalogue: Catalogue, method: str
) -> pd.DataFrame:
    """The rows with the opinion in the place of the verdict; the numbers of the default method stay out of it."""
    opinions = find_opinions(rows, series, catalogue, method)
    own = ["expected", "progress", "achievement", "pace", "reached_year", "needed_per_year"]
    return rows.assign(
        verdict=opinions["opinion"],
        pace=pd.to_numeric(opinions["ratio"]),
        projected=pd.to_numeric(opinions["opinion_projected"]),
        reason_code=None,
        reason_args=[{} for _ in rows.index],
        **{name: np.nan for name in own if name != "pace"},
    )


def _cases(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    indicators = {one.code: one for one in catalogue.indicators}
    known = [indicators[code] for code in rows["indicator_code"]]
    is_derived = rows["target_kind"].isin(["growth", "reduction"])
    sources = [one.of if derived else (one.code,) for one, derived in zip(known, is_derived, strict=True)]
    return pd.DataFrame(
        {
            "key": list(zip(rows["place_code"], sources, strict=True)),
            "direction": rows["direction"],
            "op": rows["target_op"],
            "low": rows["target_low"],
            "high": rows["target_high"],
            "due_year": rows["due_year"],
            "base_year": pd.to_numeric(rows["baseline_period"]),
            "ceiling": [np.nan if one.ceiling is None else one.ceiling for one in known],
            "until": np.minimum(rows["due_year"], [_last_whole_year(text) for text in rows["period"]]),
        },
        index=rows.index,
    )


def _last_whole_year(text: str) -> int:
    period = Period.parse(text)
    return period.last_year if period.is_year else period.last_year - 1


def _yearly(cases: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    yearly = SeriesIndex(series).yearly
    yearly = yearly[yearly["measure"] == "actual"]
    parts = []
    for (place, codes), until in cases.groupby("key", sort=False)["until"].max().items():
        own = yearly[
            (yearly["place_code"] == place) & yearly["indicator_code"].isin(codes) & (yearly["year"] <= until)
        ]
        sums = own.groupby("year")["value"].agg(["sum", "size"])
        sums = sums[sums["size"] == len(codes)]
        parts.append(
            pd.DataFrame({"key": [(place, codes)] * len(sums), "year": sums.index, "value": sums["sum"]})
        )
    return pd.concat(parts, ignore_index=True)
