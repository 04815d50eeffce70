"""The content of an edition: its schema, its canonical bytes, its check code, and reading it back."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from tracker.core.edition_schema import FACTS, SCHEMA_VERSION, TABLES

DIGITS = 12  # significant: sums of the same numbers in another order differ in the last of a float's
_CODE_LENGTH, _GROUP = 10, 5


class EditionContentError(ValueError):
    """The bytes are not the content of an edition that this code can read."""


@dataclass(frozen=True)
class EditionContent:
    """What an edition freezes; every output is made from this alone. See docs/editions.md.

    `facts`: FACTS. `tables`: the names of TABLES, each a frame with its columns; missing is None or NaN.
    """

    facts: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def content(self) -> bytes:
        """The canonical JSON: the same state gives the same bytes."""
        data = {
            "schema_version": SCHEMA_VERSION,
            "facts": {name: _plain(self.facts[name]) for name in FACTS},
            "tables": {name: _rows(self.tables[name], columns) for name, columns in TABLES.items()},
        }
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode()

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def check_code(self) -> str:
        return check_code(self.sha256)


def read_edition(content: bytes) -> EditionContent:
    """The content behind canonical bytes; raises EditionContentError."""
    try:
        data = json.loads(content)
        if data["schema_version"] != SCHEMA_VERSION:
            raise EditionContentError(f"schema {data['schema_version']} is not {SCHEMA_VERSION}")
        tables = {
            name: pd.DataFrame(data["tables"][name]["rows"], columns=data["tables"][name]["columns"])
            for name in TABLES
        }
        return EditionContent(data["facts"], tables)
    except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EditionContentError(str(error)) from error


def check_code(sha256: str) -> str:
    """Ten base32 signs of the SHA-256 in two groups: `K7QXM-2RBVA`; short enough to print and to type."""
    signs = base64.b32encode(bytes.fromhex(sha256)).decode()[:_CODE_LENGTH]
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"


def clean_code(text: str) -> str | None:
    """A check code as somebody typed it, in its own form; None when it cannot be one.

    A zero is read as the letter O, a one as the letter I: base32 has neither digit.
    """
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).replace("0", "O").replace("1", "I")
    if len(signs) != _CODE_LENGTH or set(signs) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        return None
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"


def _rows(frame: pd.DataFrame, columns: Iterable[str]) -> dict[str, list[Any]]:
    """The rows in the order of the frame, which is part of the content."""
    names = list(columns)
    values = [_column(frame[name]) for name in names]
    return {"columns": names, "rows": [list(row) for row in zip(*values, strict=True)]}


def _column(values: pd.Series) -> list[Any]:
    """A column as JSON values; columns of numbers, which are most of it, the short way."""
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "fiub":
        return [_rounded(value) if isinstance(value, float) else value for value in values.tolist()]
    return [value if isinstance(value, str) else _plain(value) for value in values.tolist()]


def _plain(value: Any) -> Any:
    """A value as JSON has it: unknown is null, dates are ISO texts, floats have DIGITS significant digits."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return _rounded(float(value))
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        ordered = sorted(value) if isinstance(value, set | frozenset) else value
        return [_plain(one) for one in ordered]
    return str(value)


def _rounded(value: float) -> float | int | None:
    if math.isnan(value) or math.isinf(value):
        return None
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 2**53 else rounded
