"""The catalogue is read strictly: every mistake is named with its line, all of them at once."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.catalogue.frames import targets_frame
from tracker.catalogue.loader import CatalogueError, load_catalogue
from tracker.catalogue.yaml_lines import plain_scalar

CATALOGUE = Path(__file__).resolve().parents[2] / "indicators.yaml"
TEXT = CATALOGUE.read_text(encoding="utf-8")


def load_text(folder: Path, text: str) -> object:
    path = folder / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(path)


def mistakes_of(folder: Path, text: str) -> tuple:
    with pytest.raises(CatalogueError) as error:
        load_text(folder, text)
    return error.value.mistakes


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


# name: (what is replaced, by what, part of the message)
MISTAKES = {
    "unknown key": ("    frequency: half_year\n", "    frequency: half_year\n    tan_suat: năm\n", "không có khóa tên “tan_suat”"),
    "duplicate key": ("    group: CTXH-NL\n", "    group: CTXH-NL\n    group: CTXH-DV\n", "khóa “group” viết hai lần"),
    "missing key": ("    kind: ratio\n", "", "thiếu khóa “kind”"),
    "wrong kind": ("    kind: ratio\n", "    kind: percentage\n", "giá trị không hợp lệ"),
    "a word for a number": ("low: 60,", "low: sáu mươi,", "giá trị không hợp lệ"),
    "overlapping stages": ("stages: [[2021, 2025], [2026, 2030]]", "stages: [[2021, 2026], [2026, 2030]]", "chồng nhau"),
    "overlapping totals": ("low: 3500, stage: [2026, 2030]", "low: 3500, stage: [2025, 2030]", "chồng nhau"),
    "stage outside": ("stages: [[2021, 2025]]\n    successor", "stages: [[2019, 2025]]\n    successor", "nằm ngoài các năm"),
    "growth without a base": ("base_year: 2020, mode: relative, ", "mode: relative, ", "phải ghi năm gốc"),
    "ratio without names": ("    numerator_name: Số hộ cận nghèo\n", "", "numerator_name"),
    "undeclared document": ('source: {document: KH154, section: "I.2.a gạch 2"}', 'source: {document: KH999, section: "I"}', "“KH999” chưa khai báo"),
    "duplicate code": ("  - code: CTXH-02\n", "  - code: CTXH-01\n", "đã dùng ở dòng"),
    "unknown group": ("    group: CTXH-DV\n", "    group: CTXH-XX\n", "nhóm “CTXH-XX” chưa khai báo"),
    "unknown source": ("    of: [CTXH-04a]\n", "    of: [CTXH-04z]\n", "“CTXH-04z” chưa khai báo"),
    "due outside": ("low: 90, due: 2030", "low: 90, due: 2035", "nằm ngoài các chương trình"),
    "bound of the wrong side": ('op: "<", high: 34', 'op: "<", low: 34', "phải đi với high"),
    "reversed range": ("low: 1, high: 1.5, stage: [2021, 2025]", "low: 2, high: 1.5, stage: [2021, 2025]", "bị ngược"),
    "two owners on a day": ("{department: SLDTBXH, valid_to: 2025-02-28}\n      - {department: SYT", "{department: SLDTBXH, valid_to: 2025-03-28}\n      - {department: SYT", "hai cơ quan chủ trì"),
    "a number in quotes": ("low: 60,", 'low: "60",', "phải là số; đang là “60”"),
    "a number for a word": ("    short_name: Tỷ lệ hộ nghèo\n", "    short_name: 2024\n", "phải là chữ"),
    "no date": ("issued_on: 2021-09-20", "issued_on: 20/9/2021", "ngày dạng năm-tháng-ngày"),
    "an allowed word": ("direction: down", "direction: xuống", "chỉ nhận up, down"),
    "one word for a list": ("programmes: [GNBV]\n", "programmes: GNBV\n", "phải là một danh sách"),
    "half a stage": ("low: 2000, stage: [2021, 2025]", "low: 2000, stage: [2021]", "thiếu phần tử thứ 2"),
    "no programme": ("    programmes: [CTXH]\n", "    programmes: []\n", "ít nhất một chương trình"),
    "unknown programme": ("    programmes: [CTXH]\n", "    programmes: [CTXH, X]\n", "chương trình “X” chưa khai báo"),
    "a group elsewhere": ("    group: CTXH-NL\n", "    group: GN-DV\n", "không phải chương trình của chỉ tiêu"),
    "a group of nothing": ("programme: MTQG26}", "programme: MTQG27}", "“MTQG27” chưa khai báo"),
    "unknown standard": ("    standard: CN2022\n", "    standard: CN2021\n", "chuẩn “CN2021” chưa khai báo"),
    "unknown territory": ("high: 19.97, territory: TQ_OLD", "high: 19.97, territory: TQ", "địa bàn “TQ” chưa khai báo"),
    "unknown calendar": ("    calendar: common\n", "    calendar: lunar\n", "“lunar” chưa khai báo"),
    "a bound too many": ("low: 60,", "low: 60, high: 70,", "không đi với high"),
    "a kind that does not fit": ("kind: level, op: \">=\", low: 60", "kind: annual_change, op: \">=\", low: 60", "không dùng cho chỉ tiêu loại ratio"),
    "no day": ("units_due: 15/6", "units_due: 31/6", "“31/6” không phải ngày/tháng"),
    "thresholds out of order": ("at_risk: 0.75", "at_risk: 0.97", "giảm dần"),
    "computed from itself": ("    of: [CTXH-04a]\n", "    of: [CTXH-04]\n", "từ chính nó"),
    "departments that nobody asks": ("    reported_by: [department]\n", "    reported_by: [commune]\n", "reported_by phải có department"),
    "a tag": ("version: 1", "version: !!int 1", "không dùng thẻ"),
    "a list for a key": ("version: 1", "[a, b]: 1\nversion: 1", "khóa phải là một từ"),
    "broken YAML": ("programmes:\n  - code: CTXH", "programmes:\n  - code: [CTXH", "sai cú pháp"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    found = mistakes_of(tmp_path, text)
    assert any(message in mistake.message for mistake in found), [str(mistake) for mistake in found]
    assert all(mistake.line > 0 for mistake in found)


def test_the_line_is_that_of_the_mistake(tmp_path: Path) -> None:
    text = TEXT.replace("low: 60,", "low: sáu mươi,", 1)
    (mistake,) = mistakes_of(tmp_path, text)
    assert mistake.line == line_of(text, "low: sáu mươi")
    assert "CTXH-01" in mistake.where


def test_all_mistakes_come_in_one_message(tmp_path: Path) -> None:
    text = TEXT.replace("    kind: ratio\n", "    kind: percentage\n", 3)
    text = text.replace("    frequency: annual\n", "    frequency: annual\n    x: 1\n", 2)
    found = mistakes_of(tmp_path, text)
    assert len(found) == 5
    with pytest.raises(CatalogueError) as error:
        load_text(tmp_path, text)
    assert str(error.value).count("\n") == 4


def test_a_misshapen_entry_does_not_hide_the_mistakes_of_the_others(tmp_path: Path) -> None:
    text = TEXT.replace("low: 60,", "low: sáu mươi,", 1).replace(
        "high: 19.97, territory: TQ_OLD", "high: 19.97, territory: TQ", 1
    )
    found = mistakes_of(tmp_path, text)
    assert [mistake.line for mistake in found] == [line_of(text, "low: sáu"), line_of(text, "high: 19.97")]


UNREADABLE = {
    "empty": ("", "tệp trống"),
    "a list": ("- a\n- b\n", "tệp trống hoặc"),
    "one word": ("chỉ tiêu", "tệp trống hoặc"),
    "two documents": ("a: 1\n---\nb: 2\n", "một tài liệu"),
    "too deep": ("a: " + "[" * 100_000, "quá 20 tầng"),
    "deep keys": ("? " * 50_000, ""),
    "an anchor": ("a: &x 1\n", "bí danh"),
    "an alias as a key": ("a: 1\n*x : 2\n", "bí danh"),
    "a control character": ("a: \x07\n", "sai cú pháp"),
    "a tab": ("a:\n\t- b\n", "sai cú pháp"),
    "open quotes": ('a: "b\n', "sai cú pháp"),
    "huge numbers": (f"version: {'9' * 5000}\n", "phải là số nguyên"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_files_are_refused_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    found = mistakes_of(tmp_path, text)
    assert any(message in mistake.message for mistake in found)


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    (mistake,) = mistakes_of(tmp_path, "# " + "x" * 6 * 2**20)
    assert "lớn hơn 5 MB" in mistake.message


@pytest.mark.parametrize(
    ("text", "value"),
    [("2021", 2021), ("-1", -1), ("0.95", 0.95), ("1e3", 1000.0), ("08", 8), ("", None), ("~", None), ("null", None),
     ("true", True), ("no", "no"), ("1:30", "1:30"), ("15/12", "15/12"), ("2021-09-20", dt.date(2021, 9, 20)),
     ("2021-02-30", "2021-02-30"), (".inf", ".inf"), ("0x1F", "0x1F"), ("1_000", "1_000")],
)  # fmt: skip
def test_plain_values(text: str, value: object) -> None:
    read = plain_scalar(text)
    assert (read, type(read)) == (value, type(value))


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40), st.text(max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused_but_never_fails(start: int, length: int, instead: str) -> None:
    text = TEXT[:start] + instead + TEXT[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "indicators.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            load_catalogue(path)
        except CatalogueError as error:
            assert error.mistakes


def test_a_missing_or_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="không tìm thấy tệp"):
        load_catalogue(tmp_path / "none.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes("tên: chỉ tiêu".encode("utf-16"))
    with pytest.raises(CatalogueError, match="UTF-8"):
        load_catalogue(path)


def test_aliases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="bí danh"):
        load_text(tmp_path, "a: &x [1, 2]\nb: [*x, *x, *x]\n")


THIRD = """
  - code: NHA-O
    name: Chương trình xóa nhà tạm 2026-2028
    short_name: Xóa nhà tạm 2026–2028
    first_year: 2026
    last_year: 2028
    stages: [[2026, 2028]]
    documents: [QD417]
    owners:
      - {department: SXD}
"""
THIRD_INDICATOR = """
  - code: NHA-01
    name: Số nhà tạm đã xóa
    short_name: Nhà tạm đã xóa
    programmes: [NHA-O]
    group: NHA
    unit_of_measure: nhà
    direction: up
    kind: flow
    aggregation: sum
    frequency: half_year
    reported_by: [commune]
    targets:
      - {kind: stage_total, op: ">=", low: 900, stage: [2026, 2028], source: {document: QD417, section: "ví dụ"}, verified: false}
    source: {document: QD417, section: "ví dụ"}
    verified: false
"""


def with_third_programme(text: str) -> str:
    text = text.replace("\ngroups:\n", THIRD + "\ngroups:\n  - {code: NHA, name: Nhà ở, programme: NHA-O}\n")
    return text.rstrip() + "\n" + THIRD_INDICATOR.lstrip("\n")


def test_a_third_programme_is_an_edit_of_this_file_alone(tmp_path: Path) -> None:
    catalogue = load_text(tmp_path, with_third_programme(TEXT))
    assert [one.code for one in catalogue.programmes] == ["CTXH", "GNBV", "MTQG26", "NHA-O"]
    row = targets_frame(catalogue).set_index("indicator_code").loc["NHA-01"]
    assert (row["programme_code"], row["due_year"], row["stage_from"], row["low"]) == (
        "NHA-O",
        2028,
        2026,
        900,
    )


def test_closing_a_programme_earlier_names_the_targets_it_leaves_behind(tmp_path: Path) -> None:
    text = TEXT.replace(
        "last_year: 2025\n    stages: [[2021, 2025]]", "last_year: 2024\n    stages: [[2021, 2024]]"
    )
    found = mistakes_of(tmp_path, text)
    assert all("nằm ngoài các chương trình" in mistake.message for mistake in found)
