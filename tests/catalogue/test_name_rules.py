"""Names and recognising words of two indicators are told apart when the catalogue is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.catalogue.loader import CatalogueError, load_catalogue

TEXT = (Path(__file__).resolve().parents[2] / "indicators.yaml").read_text(encoding="utf-8")
RULE = "      - {words: [hộ cận nghèo]}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[Tổng số hộ cận nghèo, ", "[Tổng số HN, ", "tên “Tổng số HN” đã là tên của GN-11"),
        ("    short_name: Số hộ cận nghèo\n", "    short_name: Hộ  nghèo;\n", "đã là tên của GN-11"),
        (RULE, "      - {words: [hộ nghèo]}\n", "đã dùng để nhận ra GN-11"),
        (RULE, "      - {words: []}\n", "ít nhất một cụm từ"),
        (RULE, '      - {words: ["…"]}\n', "ít nhất một cụm từ"),
        (RULE, "      - {words: [hộ cận nghèo], part: numerator}\n", "không có tử số, mẫu số"),
        (RULE, "      - {words: [hộ cận nghèo], group: a}\n", "nhóm “a” không có trong disaggregations"),
        (RULE, "      - {words: [hộ cận nghèo], parts: a}\n", "không có khóa tên “parts”"),
    ],
)
def test_mistake(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TEXT
    path = tmp_path / "indicators.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load_catalogue(path)
    found = error.value.mistakes
    assert any(message in mistake.message for mistake in found), [str(mistake) for mistake in found]
    assert all(mistake.line > 0 for mistake in found)


def test_a_denominator_may_serve_several() -> None:
    households = "      - {words: [tổng số, hộ], part: denominator}\n"
    assert TEXT.count(households) == 3
