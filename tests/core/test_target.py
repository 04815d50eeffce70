"""The grammar of targets, in a named table, and its conditions."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.core.target import Condition, is_exceeded, is_met, parse_target, required_bound

CELLS = {
    "Trên 90": Condition(">", low=90),
    "Trên 2.000": Condition(">", low=2000),
    "≥ 60": Condition(">=", low=60),
    "Ít nhất 90%": Condition(">=", low=90),
    "1 - 1,5": Condition("range", 1, 1.5),
    "3 – 3,5": Condition("range", 3, 3.5),
    "24-24,5": Condition("range", 24, 24.5),
    "từ 01 đến 02": Condition("range", 1, 2),
    "Khoảng 8,5": Condition("~", low=8.5),
    "Dưới 4": Condition("<", high=4),
    "Không quá 10 %": Condition("<=", high=10),
    "Không dưới 95": Condition(">=", low=95),
    "60 trở lên": Condition(">=", low=60),
    "34 trở xuống": Condition("<=", high=34),
    "Tăng 20%": Condition(">=", low=20),
    "Tăng trên 20%": Condition(">", low=20),
    "Đạt 60%": Condition(">=", low=60),
    "Giảm còn 15,39%": Condition("<=", high=15.39),
    "Còn dưới 9": Condition("<", high=9),
    "1.234,5": Condition(">=", low=1234.5),
    "12.5": Condition(">=", low=12.5),
    "Xuất siêu": None,
    "": None,
}


@pytest.mark.parametrize(("text", "condition"), CELLS.items(), ids=CELLS.keys())
def test_cells(text: str, condition: Condition | None) -> None:
    assert parse_target(text) == condition


CONDITIONS = {
    # (value, op, low, high, direction): (met, exceeded)
    "at least, on it": ((60, ">=", 60, None, 1), (True, False)),
    "at least, above": ((60.1, ">=", 60, None, 1), (True, True)),
    "more than, on it": ((2000, ">", 2000, None, 1), (False, False)),
    "more than, one above": ((2001, ">", 2000, None, 1), (True, True)),
    "at most, below": ((9, "<=", None, 10, -1), (True, True)),
    "less than, on it": ((34, "<", None, 34, -1), (False, False)),
    "inside a range": ((1.2, "range", 1, 1.5, 1), (True, False)),
    "beyond a range": ((1.6, "range", 1, 1.5, 1), (True, True)),
    "short of a range": ((0.9, "range", 1, 1.5, 1), (False, False)),
    "falling into a range": ((24.6, "range", 24, 24.5, -1), (False, False)),
    "about, a little short": ((3.9, "~", 4, None, 1), (True, False)),
    "about, too short": ((3.7, "~", 4, None, 1), (False, False)),
    "float noise": ((0.1 + 0.2, ">=", 0.3, None, 1), (True, False)),
    "unknown": ((np.nan, ">=", 0, None, 1), (False, False)),
}


@pytest.mark.parametrize(("given", "expected"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_conditions(given: tuple, expected: tuple) -> None:
    value, op, low, high, direction = given
    columns = [
        np.array([np.nan if number is None else number], dtype=float) for number in (low, high, direction)
    ]
    asked = (np.array([value], dtype=float), np.array([op], dtype=object), *columns, 0.05)
    met = is_met(*asked)
    assert (bool(met[0]), bool((met & is_exceeded(*asked))[0])) == expected


def test_bound_of_a_range_depends_on_direction() -> None:
    op = np.array(["range", "range"], dtype=object)
    low, high = np.array([1.0, 1.0]), np.array([2.0, 2.0])
    assert list(required_bound(op, low, high, np.array([1.0, -1.0]))) == [1.0, 2.0]
