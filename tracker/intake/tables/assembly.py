"""From blocks of figures to values: parts joined to their rates, repeated figures kept once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from tracker.intake.tables.blocks import BLOCK_COLUMNS
from tracker.intake.tables.context import Context
from tracker.intake.tables.derived import KEY, PARTS, PLACE, add_derived_rates, look_up
from tracker.intake.tables.fractions import settle_fractions
from tracker.intake.tables.table import Table


def assemble_values(tables: Sequence[Table], context: Context) -> pd.DataFrame:
    """All values of a file, one per figure, with the cells of their parts; repeated ones are not stored twice."""
    blocks = [block for table in tables for block in table.blocks if len(block)]
    if not blocks:
        return pd.DataFrame(columns=[*BLOCK_COLUMNS, "cell", "numerator_cell", "denominator_cell"])
    frame = pd.concat(blocks, ignore_index=True)
    sheets = [table.grid.sheet for table in tables]
    frame["cell"] = _cells(frame, frame["column"], sheets)
    values = frame[frame["part"] == "value"].reset_index(drop=True)
    for name in PARTS:
        values[f"{name}_cell"] = _cells(values, values[f"{name}_column"], sheets)
    parts = frame[frame["part"] != "value"]
    values = _join_parts(values, parts)
    values = _join_denominators(values, context)
    values = _without_lone_denominators(_join_numerators(values, context))
    values = add_derived_rates(settle_fractions(values, context), parts, context)
    return _mark_repeated(values.reset_index(drop=True), context)


def _cells(frame: pd.DataFrame, columns: pd.Series, sheets: Sequence[str]) -> pd.Series:
    """`Sheet!C12` for each row, numbered from 0; None where the column is -1. `sheets` by number of the table."""
    names = np.full(len(frame), None, dtype=object)
    there = frame.loc[columns >= 0, ["table", "row"]].assign(column=columns)
    for (table, column), rows in there.groupby(["table", "column"], sort=False)["row"]:
        begin = f"{sheets[table]}!{get_column_letter(column + 1)}"
        names[rows.index] = [f"{begin}{row + 1}" for row in rows.tolist()]
    return pd.Series(names, index=frame.index, dtype=object)


def _join_parts(values: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Numerators and denominators that stand in cells of their own."""
    for name in PARTS:
        own = parts[(parts["part"] == name) & (parts["raw"] != "")].drop_duplicates(PLACE)
        if own.empty:
            continue
        found = values[PLACE].merge(own[[*PLACE, "value", "cell"]], on=PLACE, how="left")
        is_open = values[f"{name}_cell"].isna() & found["cell"].notna().to_numpy()
        values[name] = values[name].mask(is_open, pd.Series(found["value"].to_numpy(), values.index))
        values[f"{name}_cell"] = values[f"{name}_cell"].mask(
            is_open, pd.Series(found["cell"].to_numpy(), values.index)
        )
    return values


def _join_numerators(values: pd.DataFrame, context: Context) -> pd.DataFrame:
    """A numerator that is an indicator of its own, in the same row as the denominator."""
    sources = {one.code: one.numerator_code for one in context.catalogue.indicators if one.numerator_code}
    wanted = values["denominator_cell"].notna() & values["numerator_cell"].isna()
    wanted &= values["indicator_code"].isin(list(sources))
    if not wanted.any():
        return values
    rows = values.loc[wanted, PLACE].assign(indicator_code=values["indicator_code"].map(sources))
    found = look_up(rows, values)
    values.loc[wanted, "numerator"] = found["value"].to_numpy()
    values.loc[wanted, "numerator_cell"] = found["cell"].to_numpy()
    return values


def _join_denominators(values: pd.DataFrame, context: Context) -> pd.DataFrame:
    """A denominator that is an indicator of its own: the poor households, of which a share is deprived."""
    wanted = values["numerator_cell"].notna() & values["denominator_cell"].isna()
    if not wanted.any():
        return values
    sources = context.denominator_codes
    wanted &= values["indicator_code"].isin(list(sources))
    rows = values.loc[wanted, PLACE].assign(indicator_code=values["indicator_code"].map(sources))
    known = look_up(rows, values)
    values.loc[wanted, "denominator"] = known["value"].to_numpy()
    values.loc[wanted, "denominator_cell"] = known["cell"].to_numpy()
    return values


def _without_lone_denominators(values: pd.DataFrame) -> pd.DataFrame:
    """A denominator whose numerator stands nowhere in the row says nothing about the rate."""
    is_lone = values["denominator_cell"].notna() & values["numerator_cell"].isna()
    return values.assign(
        denominator=values["denominator"].mask(is_lone),
        denominator_cell=values["denominator_cell"].mask(is_lone, None),
    )


def _mark_repeated(values: pd.DataFrame, context: Context) -> pd.DataFrame:
    """A figure given twice: the same is kept once, two different ones are an error at both cells."""
    values = values.assign(is_conflict=False)
    filled = values.loc[values["value"].notna() | values["numerator"].notna(), KEY]
    twice = values.loc[filled.index[filled.duplicated(keep=False)]]
    if twice.empty:
        return values
    groups = twice.groupby(KEY, sort=False)
    lowest, highest = groups["value"].transform("min"), groups["value"].transform("max")
    is_conflict = highest - lowest > 1e-9 * highest.abs().clip(lower=1.0)
    values.loc[twice.index, "is_conflict"] = is_conflict
    _say_conflicts(twice[is_conflict], context)
    same = twice[~is_conflict]
    known = same[["value", "numerator", "denominator"]].notna().sum(axis=1)
    fullest = same.assign(_known=-known).sort_values("_known", kind="stable").drop_duplicates(KEY).index
    values.loc[twice.index.difference(fullest), "is_stored"] = False
    firsts = same.groupby(KEY, sort=False)[["cell", "table"]].transform("first")
    again = same.duplicated(KEY) & (same["table"] == firsts["table"])
    for cell, first in zip(same.loc[again, "cell"], firsts.loc[again, "cell"], strict=True):
        context.add("duplicate_row", cell, first=first)
    return values


def _say_conflicts(rows: pd.DataFrame, context: Context) -> None:
    if rows.empty:
        return
    groups = rows.groupby(KEY, sort=False)["cell"]
    first, last = groups.transform("first"), groups.transform("last")
    others = first.mask(first == rows["cell"], last)
    for cell, value, other in zip(rows["cell"], rows["value"], others, strict=True):
        context.add("duplicate_conflict", cell, value=value, other=other)
