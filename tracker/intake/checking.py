"""The rules of tracker.core on what was read from a form, each finding put at the cell it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.checks import check_values
from tracker.core.rollup import rate_of
from tracker.intake.finding import Finding

NUMBERS = ("value", "numerator", "denominator")
VALUE_COLUMNS = (
    "indicator_code", "period", "measure", *NUMBERS, "note", "cell", "numerator_cell", "denominator_cell",
)  # fmt: skip


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
    """VALUE_COLUMNS with floats, and rates that were not typed computed from their parts."""
    frame = values.reindex(columns=list(VALUE_COLUMNS)).reset_index(drop=True)
    frame = frame.astype(dict.fromkeys(NUMBERS, float))
    return frame.assign(value=frame["value"].fillna(rate_of(frame["numerator"], frame["denominator"])))


def check_figures(values: pd.DataFrame, catalogue: Catalogue, previous: pd.DataFrame) -> list[Finding]:
    """What tracker.core finds on `values` (VALUE_COLUMNS), given what the same unit reported before."""
    if values.empty:
        return []
    names = ["indicator_code", "period", "measure", *NUMBERS]
    found = check_values(values[names], rules_of(catalogue), previous.reindex(columns=names))
    findings = [
        Finding(
            one.code,
            _cell_of(one.code, one.details, values.loc[one.row]),
            _details(one.details, values.loc[one.row]),
        )
        for one in found.itertuples(index=False)
    ]
    return findings + _compare_numerators(values, catalogue)


def _details(details: Mapping[str, Any], row: pd.Series) -> dict[str, Any]:
    return {"indicator_code": row["indicator_code"], "measure": row["measure"], **details}


def _cell_of(code: str, details: Mapping[str, Any], row: pd.Series) -> str:
    if code == "numerator_exceeds_denominator":
        return str(row["numerator_cell"])
    if code == "negative_count" and details["value"] != row["value"]:
        return str(row["numerator_cell" if details["value"] == row["numerator"] else "denominator_cell"])
    return str(row["cell"])


def _compare_numerators(values: pd.DataFrame, catalogue: Catalogue) -> list[Finding]:
    """A numerator that is an indicator of its own, against that indicator's row in the same form."""
    sources = {one.code: one.numerator_code for one in catalogue.indicators if one.numerator_code}
    keys = ["indicator_code", "period", "measure"]
    known = values.drop_duplicates(keys).set_index(keys)["value"]
    other_code = values["indicator_code"].map(sources)
    wanted = pd.MultiIndex.from_frame(values[keys].assign(indicator_code=other_code))
    other = pd.Series(known.reindex(wanted).to_numpy(dtype=float), index=values.index)
    # The parts of an estimate that was typed as one number are weights, not what the unit stated.
    is_stated = values["numerator_cell"] != values["cell"]
    off = is_stated & ((values["numerator"] - other).abs() > 1e-6)
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
        for at, row in values[off].iterrows()
    ]
