"""The catalogue of findings: complete, its texts need only what the checks give, its page is its list."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from tracker.core.checks import CHECK_DETAILS, CHECKS
from tracker.words.findings import FINDINGS, SEVERITY_NAMES, finding_text


def _fields(code: str) -> set[str]:
    words = FINDINGS[code]
    return {field for _, field, _, _ in string.Formatter().parse(words.read + words.todo) if field}


def test_every_check_has_words_and_keeps_its_severity() -> None:
    assert set(CHECKS) <= set(FINDINGS)
    assert all(FINDINGS[code].severity == severity for code, severity in CHECKS.items())


@pytest.mark.parametrize("code", CHECKS)
def test_texts_of_checks_need_only_their_details(code: str) -> None:
    assert _fields(code) <= set(CHECK_DETAILS[code])


@pytest.mark.parametrize("code", FINDINGS)
def test_each_text_says_what_was_read_and_what_to_do(code: str) -> None:
    words = FINDINGS[code]
    assert words.read.endswith(".")
    assert words.todo.endswith(".")
    assert not words.title.endswith(".")
    assert words.severity in SEVERITY_NAMES


def test_numbers_and_periods_are_written_as_offices_write_them() -> None:
    text = finding_text("jump_against_last", {"value": 1234.5, "last": 12.0, "last_period": "2025-H1"})
    assert text.startswith("Đọc được 1.234,5, trong khi 6 tháng đầu năm 2025 là 12.")
    assert "–" in finding_text("percent_over_100", {"value": None, "ceiling": 100.0})


def test_the_page_lists_every_finding_in_its_words(repository: Path) -> None:
    lines = (repository / "docs" / "findings.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    expected = [
        f"| `{code}` | {SEVERITY_NAMES[words.severity]} | {words.title} | {words.read} {words.todo} |"
        for code, words in FINDINGS.items()
    ]
    assert rows == expected


@pytest.mark.parametrize("code", ["unknown_indicator", "unknown_unit"])
def test_a_name_with_nothing_near_it_says_no_more(code: str) -> None:
    assert "gần giống" not in finding_text(code, {"text": "abc", "nearest": None, "score": None})
    near = finding_text(code, {"text": "abc", "nearest": "Xã Yên Phú", "score": 88})
    assert "(gần giống nhất: Xã Yên Phú, 88 %)" in near
