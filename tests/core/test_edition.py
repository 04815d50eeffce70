"""The canonical content of an edition, its check code, and what two of them have otherwise."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tracker.core.edition import EditionContent, EditionContentError, check_code, clean_code, read_edition
from tracker.core.edition_difference import compare_editions
from tracker.core.edition_schema import FACTS, TABLES


def content(**rows: list[dict[str, Any]]) -> EditionContent:
    """An edition with these rows in its tables and nothing else."""
    tables = {
        name: pd.DataFrame(rows.get(name, []), columns=list(columns)) for name, columns in TABLES.items()
    }
    return EditionContent(dict.fromkeys(FACTS, 1), tables)


def figure(value: float | None, place: str = "TQ_NEW", **more: object) -> dict[str, object]:
    return {"place": place, "indicator": "GN-01", "value": value} | more


def verdict(word: str, value: float = 1.0) -> dict[str, object]:
    return {
        "place": "TQ_NEW", "indicator": "GN-01", "programme": "MTQG26", "level": "province",
        "target_kind": "level", "due_year": 2030, "verdict": word, "value": value,
    }  # fmt: skip


def test_the_same_figures_give_the_same_bytes_whatever_their_types() -> None:
    rows = [figure(1.5, plan=2.0), figure(None, "HG_OLD"), figure(0.1 + 0.2, "D070")]
    one, other = content(comparisons=rows), content(comparisons=rows)
    frame = other.tables["comparisons"]
    typed = frame.astype({"value": "float64", "place": object})
    again = EditionContent(other.facts, {**other.tables, "comparisons": typed})
    assert one.content == other.content == again.content
    assert json.loads(one.content)["tables"]["comparisons"]["rows"][2][2] == 0.3
    assert b"NaN" not in one.content


def test_what_is_read_back_is_what_was_written() -> None:
    one = content(
        comparisons=[figure(12.0, units_reported=np.int64(3), is_approximate=np.bool_(True))],
        missing=[{"unit": "02215", "name": "Phường “Minh Xuân”", "level": "commune", "state": "waiting"}],
        submissions=[{"submission": "s", "received_at": dt.datetime(2026, 6, 1, 8, 30), "unit_valid_from":
                      dt.date(2025, 7, 1)}],
    )  # fmt: skip
    again = read_edition(one.content)
    assert again.content == one.content
    assert again.tables["missing"]["name"].tolist() == ["Phường “Minh Xuân”"]
    assert again.tables["submissions"].loc[0, "received_at"] == "2026-06-01 08:30:00"


@pytest.mark.parametrize(
    "wrong", [b"", b"\xff", b"{}", b"[1]", b'{"schema_version": 99, "facts": {}, "tables": {}}']
)
def test_what_is_no_edition_is_refused(wrong: bytes) -> None:
    with pytest.raises(EditionContentError):
        read_edition(wrong)


def test_a_check_code_is_short_and_forgives_how_it_is_typed() -> None:
    code = check_code("00" * 32)
    assert code == "AAAAA-AAAAA"
    assert clean_code(" aaaaa aaaaa ") == code
    assert clean_code("k7qxm-2rbv0") == "K7QXM-2RBVO"
    for wrong in ("", "AAAAA", "AAAAA-AAAA8", "<b>AAAAAAAAAA", "AAAAAAAAAAA"):
        assert clean_code(wrong) is None


def test_the_difference_of_two_editions() -> None:
    old = content(
        comparisons=[figure(10.0, plan=9.0), figure(5.0, "HG_OLD"), figure(1.0, "D070")],
        verdicts=[verdict("at_risk", 10.0)],
        texts=[{"unit": "SYT", "programme": "CTXH", "part": "results", "body": "cũ"}],
    )
    new = content(
        comparisons=[figure(12.0, plan=9.0), figure(5.0, "HG_OLD"), figure(2.0, "D071")],
        verdicts=[verdict("on_track", 12.0)],
        texts=[{"unit": "SYT", "programme": "CTXH", "part": "results", "body": "mới"}],
    )
    found = compare_editions(old, new)
    figures = found.figures.set_index(["place", "figure"])
    assert figures.loc[("TQ_NEW", "value"), ["old", "new", "difference"]].tolist() == [10.0, 12.0, 2.0]
    assert pd.isna(figures.loc[("D070", "value"), "new"]) and pd.isna(figures.loc[("D071", "value"), "old"])
    assert len(figures) == 3
    assert found.verdicts[["old", "new", "old_value", "new_value"]].values.tolist() == [
        ["at_risk", "on_track", 10.0, 12.0]
    ]
    assert found.words[["kind", "unit", "old", "new"]].values.tolist() == [["texts", "SYT", "cũ", "mới"]]
    assert compare_editions(old, old).is_empty
