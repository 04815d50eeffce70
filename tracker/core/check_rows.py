"""Rows that are checked, with all that the checks ask about each: its rules, its period, the rows it belongs with."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.period import Period, PeriodError
from tracker.core.row_numbers import combine, number_distinct

NUMBERS = ("value", "numerator", "denominator")
YEAR_SLOT, SLOTS = 1, 1000
_RULE_DEFAULTS = {
    "kind": None,
    "unit_of_measure": None,
    "aggregation": None,
    "ceiling": np.nan,
    "decimals": np.nan,
    "is_cumulative": False,
    "stage_from": np.nan,
    "persons_code": None,
}
_PERIOD = {"year": float, "period_kind": "str", "period_index": int, "ends": float, "slot": int}
_KINDS = ("year", "half", "quarter", "month", "stage")
_PARTS_OF_YEAR = {"half": 2, "quarter": 4, "month": 12}


def prepare_rows(
    values: pd.DataFrame, previous: pd.DataFrame, rules: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both frames with numbers as floats, their rules and what their period says beside them.

    Also, as whole numbers that rows of both frames with the same key share, `cell`: unit, is_total, period and
    measure; `moment`: period and measure; `series`: unit and indicator; `series_year`: these in one year. Where
    one of the frames names no units, a series has none (`series_unit` is '').
    """
    has_units = "unit_code" in values and "unit_code" in previous
    rows, earlier = (_with_numbers(frame, has_units) for frame in (values, previous))
    both = _describe(rows, earlier, rules)
    described = both.iloc[: len(rows)].set_axis(rows.index), both.iloc[len(rows) :].set_axis(earlier.index)
    return _beside(rows, described[0]), _beside(earlier, described[1])


def column_of(frame: pd.DataFrame, name: str, default: object) -> pd.Series:
    return frame[name] if name in frame else same_for(frame.index, default)


def same_for(index: pd.Index, value: object) -> pd.Series:
    return pd.Series([value] * len(index), index=index)


def _with_numbers(values: pd.DataFrame, has_units: bool) -> pd.DataFrame:
    numbers = {name: pd.to_numeric(column_of(values, name, np.nan), errors="coerce") for name in NUMBERS}
    units = column_of(values, "unit_code", "").fillna("")
    return values.assign(
        **{name: column.astype(float).where(np.isfinite(column)) for name, column in numbers.items()},
        is_total=column_of(values, "is_total", False).eq(True),
        period=column_of(values, "period", ""),
        unit_code=units,
        series_unit=units if has_units else "",
        stated_unit_of_measure=column_of(values, "unit_of_measure", None),
    )


def _beside(rows: pd.DataFrame, described: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([rows.drop(columns=[name for name in described if name in rows]), described], axis=1)


def _describe(rows: pd.DataFrame, earlier: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """What only the key of a row says, of the rows of both frames one after the other."""
    names = ("unit_code", "series_unit", "indicator_code", "period", "measure", "is_total")
    number, distinct = {}, {}
    for name in names:
        number[name], distinct[name] = number_distinct([rows[name], earlier[name]])
    known = _rules_of(distinct["indicator_code"], rules).iloc[number["indicator_code"]]
    periods = _periods_of(distinct["period"]).iloc[number["period"]]
    moment = combine(number["period"], number["measure"])
    series = combine(number["series_unit"], number["indicator_code"])
    years, _ = pd.factorize(periods["year"], use_na_sentinel=False)
    keys = {
        "moment": moment,
        "cell": combine(number["unit_code"], number["is_total"], moment),
        "series": series,
        "series_year": combine(series, years),
    }
    return pd.concat([one.reset_index(drop=True) for one in (known, periods, pd.DataFrame(keys))], axis=1)


def _rules_of(codes: pd.Index, rules: pd.DataFrame) -> pd.DataFrame:
    known = rules.drop_duplicates("indicator_code").set_index("indicator_code")
    absent = {name: default for name, default in _RULE_DEFAULTS.items() if name not in known}
    return _with_categories(known.assign(**absent).reindex(codes)[list(_RULE_DEFAULTS)])


def _periods_of(periods: pd.Index) -> pd.DataFrame:
    """Year, kind and index in the year; `ends`: the end in years; `slot`: below SLOTS, one for each part of a year."""
    read = [_read_period(text) for text in periods]
    return _with_categories(pd.DataFrame(read, columns=list(_PERIOD)).astype(_PERIOD))


def _with_categories(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts of which there are few, to be repeated for very many rows."""
    texts = [name for name, column in frame.items() if not pd.api.types.is_numeric_dtype(column)]
    return frame.astype(dict.fromkeys(texts, "category"))


def _read_period(text: object) -> tuple[float, str | None, int, float, int]:
    try:
        one = Period.parse(str(text))
    except PeriodError:
        return np.nan, None, 0, np.nan, 0
    parts = _PARTS_OF_YEAR.get(one.kind, 1)
    index = one.index if parts > 1 else 1
    slot = YEAR_SLOT if one.is_year else 100 * _KINDS.index(one.kind) + index
    return float(one.last_year), one.kind, one.index, one.last_year - 1 + index / parts, slot
