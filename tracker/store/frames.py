"""Frames in and out of the database: typed tables for INSERT … SELECT, dates as dates, lists as SQL."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from tracker.core.local_time import local_time
from tracker.core.period import Period
from tracker.store.connection import Cursor

TEXT, DATE, TIME, NUMBER, WHOLE, FLAG = "text", "date", "time", "number", "whole", "flag"
_TYPES = {
    TEXT: pa.string(),
    DATE: pa.date32(),
    TIME: pa.timestamp("us"),
    NUMBER: pa.float64(),
    WHOLE: pa.int64(),
    FLAG: pa.bool_(),
}


def as_date(value: Any) -> dt.date | None:
    """A date from a date, a Timestamp or ISO text; None for anything missing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    return dt.date.fromisoformat(text[:10]) if text and text.lower() not in ("nan", "nat", "none") else None


def date_column(values: pd.Series) -> pd.Series:
    """The column as plain dates (object), converted once per distinct value."""
    places, distinct = pd.factorize(values, use_na_sentinel=False)
    dates = np.array([as_date(value) for value in distinct], dtype=object)
    return pd.Series(dates[places], index=values.index, dtype=object, name=values.name)


def period_ends(periods: pd.Series) -> pa.Array:
    """The last day of each period; raises PeriodError."""
    return _by_distinct(periods, lambda text: Period.parse(text).ends_on)


def as_table(frame: pd.DataFrame, columns: Mapping[str, str], **made: pa.Array) -> pa.Table:
    """The frame as an Arrow table with exactly these columns and kinds; absent columns are empty.

    `made`: columns that are Arrow arrays already.
    """
    arrays = []
    for name, kind in columns.items():
        if name in made:
            arrays.append(made[name])
        elif name in frame:
            arrays.append(_as_array(frame[name], kind))
        else:
            arrays.append(pa.nulls(len(frame), _TYPES[kind]))
    return pa.table(arrays, names=list(columns))


def _as_array(values: pd.Series, kind: str) -> pa.Array:
    if kind == DATE:
        return _by_distinct(values, as_date)
    if kind == NUMBER:
        values = pd.to_numeric(values).astype(float)
    elif kind == TIME:
        values = pd.Series([local_time(value) for value in values], dtype=object)
    elif kind == FLAG:
        values = values.astype(object).where(values.notna(), None)
    return pa.array(values, type=_TYPES[kind], from_pandas=True)


def _by_distinct(values: pd.Series, read: Callable[[Any], dt.date | None]) -> pa.Array:
    """Dates read once per distinct value, for a large table has few."""
    places, distinct = pd.factorize(values, use_na_sentinel=False)
    dates = pa.array([read(value) for value in distinct], type=_TYPES[DATE])
    return dates.take(pa.array(places))


def insert(cursor: Cursor, table: str, rows: pa.Table) -> None:
    """Append the rows to a table, by column name, in one statement."""
    if rows.num_rows == 0:
        return
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    cursor.register("incoming_rows", rows)
    try:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming_rows")
    finally:
        cursor.unregister("incoming_rows")


def within(column: str, values: Sequence[Any] | None) -> tuple[str, list[Any]]:
    """SQL condition and parameters for `column is one of values`; None means any."""
    if values is None:
        return "TRUE", []
    if not values:
        return "FALSE", []
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def all_of(conditions: Iterable[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """The conditions joined by AND with their parameters in order."""
    texts, parameters = [], []
    for text, values in conditions:
        texts.append(text)
        parameters.extend(values)
    return " AND ".join(texts) or "TRUE", parameters


def with_dates(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The frame with these columns as plain dates."""
    for name in names:
        frame[name] = date_column(frame[name])
    return frame
