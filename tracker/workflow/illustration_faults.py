"""Illustrative mistakes, each of a kind that a check finds, marked at the figure itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

MARK = "Sai có chủ ý, để minh họa việc kiểm tra số liệu"
_ANNUAL, _HALF = "2025", "2026-H1"


def plant_faults(figures: pd.DataFrame, kinds: Mapping[str, str], in_two_parts: str) -> pd.DataFrame:
    """The figures with one mistake of each kind; `kinds`: indicator_code -> ratio, flow, stock …

    `in_two_parts` is the commune that sends its estimates after its actuals, too low. A mistake whose
    indicator nobody reports is left out.
    """
    rows = figures.assign(note=None)
    communes = rows[rows["unit_code"].str.len() == 5]
    ratios = [code for code, kind in kinds.items() if kind == "ratio"]
    flows = [code for code, kind in kinds.items() if kind == "flow"]
    half = communes[(communes["period"] == _HALF) & (communes["measure"] == "actual")]
    annual = communes[(communes["period"] == _ANNUAL) & (communes["measure"] == "actual")]
    estimates = communes[(communes["period"] == _HALF[:4]) & (communes["measure"] == "estimate")]
    _alter(rows, _pick(half, ratios[::-1], 11), _swap_parts)
    _alter(rows, _pick(annual, ["GN-22"], 23), _add_seven)
    _alter(rows, _pick(estimates, ["GN-16", "GN-15", "GN-12"], 37), _ten_times)
    is_later = estimates["unit_code"] == in_two_parts
    for chosen in (estimates[is_later], estimates[~is_later]):
        _alter(rows, _pick(chosen, flows, 41), _below_first_half(half))
    _alter(rows, _pick(annual, ["GN-03", *ratios], 53), _misread_rate)
    return rows


def _pick(rows: pd.DataFrame, codes: list[str], seat: int) -> pd.Index:
    """One row of the first of the indicators that units report with enough of a figure to spoil."""
    for code in codes:
        found = rows[(rows["indicator_code"] == code) & (rows["value"] >= 5) & rows["note"].isna()]
        found = found[found["denominator"].isna() | (found["denominator"] > found["numerator"])]
        if len(found):
            return found.index[[seat % len(found)]]
    return rows.index[:0]


def _alter(rows: pd.DataFrame, at: pd.Index, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    if len(at):
        changed = change(rows.loc[at])
        names = ["value", "numerator", "denominator"]
        rows.loc[at, names] = changed[names]
        rows.loc[at, "note"] = MARK


def _swap_parts(row: pd.DataFrame) -> pd.DataFrame:
    part, whole = row["denominator"], row["numerator"]
    return row.assign(numerator=part, denominator=whole, value=np.round(100 * part / whole, 2))


def _add_seven(row: pd.DataFrame) -> pd.DataFrame:
    return row.assign(value=row["value"] + 7)


def _ten_times(row: pd.DataFrame) -> pd.DataFrame:
    return row.assign(value=row["value"] * 10)


def _misread_rate(row: pd.DataFrame) -> pd.DataFrame:
    return row.assign(value=np.round(row["value"] / 10, 2))


def _below_first_half(half: pd.DataFrame) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """An estimate for the year that is less than what the first half already brought."""

    def change(row: pd.DataFrame) -> pd.DataFrame:
        keys = ["unit_code", "indicator_code"]
        done = row[keys].merge(half[[*keys, "value"]], on=keys, how="left")["value"].to_numpy()
        return row.assign(value=np.maximum(np.floor(done * 0.7), 0))

    return change
