"""Where an indicator stands, in one sentence, from the row of its assessment."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.words.indicator_sentences import standing_sentence

ROW: dict[str, Any] = {
    "target_kind": "level", "verdict": "off_track", "value": 57.0, "value_period": "2026-H1",
    "value_kind": "actual", "target_op": ">=", "target_low": 90.0, "target_high": None, "due_year": 2030,
    "expected": 60.0, "share_complying": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {},
            "A 6 tháng đầu năm 2026 là 57,0 %: <em>chậm</em> so với mốc ≥ 90 % năm 2030, lẽ ra phải được 60,0 %.",
        ),
        (
            {"verdict": "on_track", "value_kind": "estimate", "value_period": "2026"},
            "A ước năm 2026 là 57,0 %: đúng tiến độ so với mốc ≥ 90 % năm 2030.",
        ),
        ({"verdict": "no_data", "value": None}, "A: chưa có số liệu so với mốc ≥ 90 % năm 2030."),
        (
            {
                "target_kind": "per_unit",
                "share_complying": 0.67,
                "value": 0.0,
                "target_low": 1.0,
                "expected": None,
            },
            "A 6 tháng đầu năm 2026: 67 % đơn vị đạt mức tối thiểu, nơi ít nhất 0,0 %, <em>chậm</em> so với mốc ≥ 1 % năm 2030.",
        ),
        (
            {"verdict": "no_baseline", "target_low": None},
            "A 6 tháng đầu năm 2026 là 57,0 %; mục tiêu chưa có con số vì chưa có số gốc.",
        ),
        (
            {"verdict": "no_target", "target_kind": "none", "target_low": None},
            "A 6 tháng đầu năm 2026 là 57,0 %; kế hoạch không giao con số, chỉ theo dõi.",
        ),
    ],
)
def test_standing(changes: dict[str, Any], sentence: str) -> None:
    assert standing_sentence("A", ROW | changes, "%", 1) == sentence


def test_names_are_escaped() -> None:
    assert standing_sentence("<b>", ROW, "%", 1).startswith("&lt;b&gt; ")
