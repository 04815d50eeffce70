"""Rates typed as parts of one (0,1459) where the catalogue counts in per cent (14,59)."""

from __future__ import annotations

import pandas as pd

from tracker.intake.tables.context import Context

_OFF = 6e-4  # a part of one is typed with three decimals at least
_TABLE = ["table", "indicator_code"]


def settle_fractions(values: pd.DataFrame, context: Context) -> pd.DataFrame:
    """`values` with such rates in per cent where the counts beside them prove it; where they are silent, it is asked.

    A table writes an indicator one way: its rates are looked at together.
    """
    rates = [
        one.code for one in context.catalogue.indicators if one.kind == "ratio" and one.unit_of_measure == "%"
    ]
    asked = values[values["indicator_code"].isin(rates) & values["value"].gt(0)]
    small = asked[asked["value"].lt(1).groupby([asked[name] for name in _TABLE]).transform("all")]
    small = small[[_is_plain(raw, value) for raw, value in zip(small["raw"], small["value"], strict=True)]]
    if small.empty:
        return values
    share = small["numerator"] / small["denominator"]
    is_part = (small["value"] - share).abs() <= _OFF
    is_percent = (small["value"] - 100 * share).abs() <= 100 * _OFF
    tables = [small[name] for name in _TABLE]
    is_proved = (is_part | share.isna()).groupby(tables).transform("all")
    is_proved &= (is_part & ~is_percent).groupby(tables).transform("any")
    is_silent = share.isna().groupby(tables).transform("all")
    is_long = (small["value"].round(2) != small["value"]).groupby(tables).transform("any")
    _say("fraction_as_percent", small[is_proved], context)
    _say("ambiguous_percent", small[is_silent & is_long], context)
    values.loc[small.index[is_proved], "value"] *= 100
    return values


def _is_plain(raw: object, value: float) -> bool:
    """Whether neither the cell's format nor a sign in it says that it is in per cent."""
    return "%" not in raw if isinstance(raw, str) else raw == value


def _say(code: str, rows: pd.DataFrame, context: Context) -> None:
    """Once for each indicator of a table, at its first rate."""
    for row in rows.drop_duplicates(_TABLE).itertuples(index=False):
        context.add(code, row.cell, value=row.value, hundredfold=100 * row.value)
