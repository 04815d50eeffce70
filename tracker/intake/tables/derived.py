"""Rates that a table of counts leaves out: computed from the counts, at the cell of the numerator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.intake.tables.context import Context

KEY = ["indicator_code", "unit_code", "unit_valid_from", "period", "measure"]
PLACE = ["table", "anchor", *KEY]
PARTS = ("numerator", "denominator")


def add_derived_rates(values: pd.DataFrame, parts: pd.DataFrame, context: Context) -> pd.DataFrame:
    """`values` with the rates that only counts in the file tell; a rate typed elsewhere in it goes before.

    Counts whose rate can be told from nothing are said: they are no figures by themselves.
    """
    counts = _from_numerators(values, parts, context)
    is_lone = counts["denominator_cell"].isna()
    _say_lone(counts[is_lone], context)
    derived = pd.concat([_from_denominators(values, parts, context), counts[~is_lone]], ignore_index=True)
    derived = derived[derived["numerator"].notna() & derived["denominator"].gt(0)].drop_duplicates(PLACE)
    if derived.empty:
        return values
    typed = pd.MultiIndex.from_frame(values[KEY])
    derived = derived[~pd.MultiIndex.from_frame(derived[KEY]).isin(typed)]
    return pd.concat([values, derived], ignore_index=True) if len(values) else derived


def look_up(rows: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The value and cell of the same table and row for other indicators."""
    known = values.drop_duplicates(PLACE)[[*PLACE, "value", "cell"]]
    return rows[PLACE].merge(known, on=PLACE, how="left")


def _from_denominators(values: pd.DataFrame, parts: pd.DataFrame, context: Context) -> pd.DataFrame:
    """For the indicators that the catalogue derives from counts: the total stands beside another figure."""
    sources = {
        one.code: one.numerator_code
        for one in context.catalogue.indicators
        if one.derived_from_counts and one.numerator_code
    }
    totals = parts[(parts["part"] == "denominator") & parts["indicator_code"].isin(list(sources))]
    totals = totals.reset_index(drop=True)
    counts = look_up(totals.assign(indicator_code=totals["indicator_code"].map(sources)), values)
    return _rates(totals, counts["value"], counts["cell"], totals["value"], totals["cell"])


def _from_numerators(values: pd.DataFrame, parts: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Counts that are the numerator of a rate and nothing else, where no rate stands beside them."""
    counts = parts[(parts["part"] == "numerator") & parts["value"].notna()].drop_duplicates(PLACE)
    there = pd.MultiIndex.from_frame(values[PLACE])
    counts = counts[~pd.MultiIndex.from_frame(counts[PLACE]).isin(there)].reset_index(drop=True)
    own = look_up(counts, parts[parts["part"] == "denominator"])
    codes = counts["indicator_code"].map(context.denominator_codes)
    other = look_up(counts.assign(indicator_code=codes), values)
    total, cell = own["value"].fillna(other["value"]), own["cell"].fillna(other["cell"])
    return _rates(counts, counts["value"], counts["cell"], total, cell)


def _rates(
    rows: pd.DataFrame, count: pd.Series, cell: pd.Series, total: pd.Series, total_cell: pd.Series
) -> pd.DataFrame:
    return rows.assign(
        part="value",
        value=np.nan,
        numerator=count.to_numpy(),
        denominator=total.to_numpy(),
        cell=cell.to_numpy(),
        numerator_cell=cell.to_numpy(),
        denominator_cell=total_cell.to_numpy(),
        is_derived=True,
    )


def _say_lone(counts: pd.DataFrame, context: Context) -> None:
    """Once for each indicator of a table, at its first count."""
    known = context.known
    for row in counts.drop_duplicates(["table", "indicator_code"]).itertuples(index=False):
        one = known[row.indicator_code]
        context.add("lone_numerator", row.cell, name=one.short_name, denominator=one.denominator_name)
