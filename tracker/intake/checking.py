"""The rules of tracker.core on what was read, each finding put at the cell it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.checks import check_values
from tracker.core.period import Period
from tracker.core.rollup import rate_of
from tracker.intake.finding import Finding

NUMBERS = ("value", "numerator", "denominator")
VALUE_COLUMNS = (
    "indicator_code", "unit_code", "unit_valid_from", "period", "measure", *NUMBERS, "note",
    "cell", "numerator_cell", "denominator_cell", "is_total", "is_stored", "is_derived",
    "target_op", "target_low", "target_high",
)  # fmt: skip
_FLAGS = {"is_total": False, "is_stored": True, "is_derived": False}
_KEY = ["indicator_code", "unit_code", "period", "measure"]


def rules_of(catalogue: Catalogue) -> pd.DataFrame:
    """What the checks need to know about each indicator, as tracker.core.checks names it."""
    return pd.DataFrame(
        [
            {
                "indicator_code": one.code,
                "kind": one.kind,
                "unit_of_measure": one.unit_of_measure,
                "aggregation": one.aggregation,
                "ceiling": np.nan if one.ceiling is None else one.ceiling,
                "decimals": one.decimals,
            }
            for one in catalogue.indicators
        ]
    )


def complete_rates(values: pd.DataFrame) -> pd.DataFrame:
    """VALUE_COLUMNS with floats and flags, and rates that were not typed computed from their parts."""
    frame = values.reindex(columns=list(VALUE_COLUMNS)).reset_index(drop=True)
    frame = frame.astype(dict.fromkeys([*NUMBERS, "target_low", "target_high"], float))
    flags = {
        name: frame[name].eq(True) if not default else ~frame[name].eq(False)
        for name, default in _FLAGS.items()
    }
    computed = rate_of(frame["numerator"], frame["denominator"])
    return frame.assign(value=frame["value"].fillna(computed), **flags)


def check_figures(
    values: pd.DataFrame, catalogue: Catalogue, previous: pd.DataFrame, period: Period
) -> list[Finding]:
    """What tracker.core finds on `values` (VALUE_COLUMNS), given what the same units reported before.

    A jump is told of the round's own figures, not between the years that a table looks back on.
    """
    if values.empty:
        return []
    names = [*_KEY, *NUMBERS]
    before = previous.reindex(columns=[name for name in names if name in previous])
    found = check_values(values[[*names, "is_total"]], rules_of(catalogue), before)
    findings = []
    told = _told(found, values, catalogue, period)
    rows = values.loc[told["row"]].to_dict("records")
    findings = [
        Finding(one.code, _cell_of(one.code, one.details, row), _details(one.details, row))
        for one, row in zip(told.itertuples(index=False), rows, strict=True)
    ]
    return findings + _compare_numerators(values, catalogue)


def _told(found: pd.DataFrame, values: pd.DataFrame, catalogue: Catalogue, period: Period) -> pd.DataFrame:
    """Without jumps of the past, and without a rate's total where the total of its numerator is wrong itself."""
    at = values.loc[found["row"], [*_KEY]].reset_index(drop=True)
    own = {str(period), str(period.whole_year())}
    is_past = (found["code"] == "jump_against_last") & ~at["period"].isin(own)
    sources = {one.code: one.numerator_code for one in catalogue.indicators if one.numerator_code}
    is_sum = found["code"] == "sum_mismatch"
    wrong = pd.MultiIndex.from_frame(at[is_sum])
    source = pd.MultiIndex.from_frame(at.assign(indicator_code=at["indicator_code"].map(sources)))
    follows = is_sum & source.isin(wrong)
    return found[~is_past & ~follows]


def _details(details: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    return {"indicator_code": row["indicator_code"], "measure": row["measure"], **details}


def _cell_of(code: str, details: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    place = "cell"
    if code == "numerator_exceeds_denominator":
        place = "numerator_cell"
    elif code == "negative_count" and details["value"] != row["value"]:
        place = "numerator_cell" if details["value"] == row["numerator"] else "denominator_cell"
    return str(row[place] or row["cell"])


def _compare_numerators(values: pd.DataFrame, catalogue: Catalogue) -> list[Finding]:
    """A numerator that is an indicator of its own, against that indicator's figure in the same file."""
    sources = {one.code: one.numerator_code for one in catalogue.indicators if one.numerator_code}
    other_code = values["indicator_code"].map(sources)
    asked = values[other_code.notna() & values["numerator"].notna()]
    if asked.empty:
        return []
    known = values.drop_duplicates(_KEY)[[*_KEY, "value"]].rename(columns={"value": "other"})
    wanted = asked[_KEY].assign(indicator_code=other_code[asked.index])
    other = pd.Series(wanted.merge(known, on=_KEY, how="left")["other"].to_numpy(float), index=asked.index)
    # The parts of an estimate that was typed as one number are weights, not what the unit stated.
    is_stated = (asked["numerator_cell"] != asked["cell"]) | asked["is_derived"]
    off = is_stated & ((asked["numerator"] - other).abs() > 1e-6)
    return [
        Finding(
            "numerator_differs",
            str(row["numerator_cell"]),
            {
                "indicator_code": row["indicator_code"],
                "numerator": row["numerator"],
                "other": other[at],
                "other_code": other_code[at],
            },
        )
        for at, row in asked[off].iterrows()
    ]
