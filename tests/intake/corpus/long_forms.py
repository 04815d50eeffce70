"""The long form: one figure in each row, with its unit, indicator, period and kind of figure beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.intake.corpus.figures import DISTRICTS, rate
from tests.intake.corpus.files import csv_file, xlsx
from tests.intake.corpus.sample import ACTUAL, ESTIMATE, LOOSE, PLAN, Sample
from tests.intake.corpus.sheets import Sheet

HEADER = ("STT", "Mã đơn vị", "Đơn vị", "Mã chỉ tiêu", "Tên chỉ tiêu", "Kỳ", "Loại số liệu", "Tử số", "Mẫu số",
          "Giá trị", "Đơn vị tính", "Ghi chú")  # fmt: skip
POOR_RATE, POOR = "Tỷ lệ hộ nghèo", "Số hộ nghèo"
TRAINED = "Số lượt người được tập huấn, bồi dưỡng kỹ năng công tác xã hội"
KINDS = {ACTUAL: "Thực hiện", PLAN: "Kế hoạch", ESTIMATE: "Ước thực hiện"}


@dataclass(frozen=True)
class Line:
    """A figure, and how its unit, period and number are written."""

    unit: str
    code: str
    indicator: str
    name: str
    value: float
    measure: str = ACTUAL
    period: str = "2024"
    numerator: float | None = None
    denominator: float | None = None
    measured_in: str = "%"
    note: str | None = None
    kind: str = ""
    period_text: Any = ""


def lines(places: Sequence[tuple[str, str]] = DISTRICTS) -> list[Line]:
    """For each district a rate with its parts, a count, a plan and an estimate."""
    found = []
    for at, (name, code) in enumerate(places):
        poor, all_ = 1210 + 137 * at, 11_350 + 2_451 * at
        found += [
            Line(name, code, "GN-01", POOR_RATE, rate(poor, all_), numerator=poor, denominator=all_),
            Line(name, code, "GN-11", POOR, poor, measured_in="hộ"),
            Line(name, code, "CTXH-03", TRAINED, 60 + at, measured_in="lượt người"),
            Line(name, code, "CTXH-03", TRAINED, 70 + at, PLAN, "2025", measured_in="lượt người"),
        ]
    return found


def write(
    filename: str, rows: Sequence[Line], show: Callable[[float], Any] = lambda number: number, *,
    header: Sequence[str] = HEADER, sheet_name: str = "CSV", unit: str = "08", period: str = "2024",
    must: str | tuple[str, ...] = "accept", title: Sequence[str] = (),
) -> tuple[Sample, Sheet]:  # fmt: skip
    """The sample and its sheet; `show` writes a number."""
    sheet = Sheet(sheet_name)
    for line in title:
        sheet.add(line)
    sheet.add(*header)
    sample = Sample(filename, unit, period, must)
    for at, line in enumerate(rows, start=1):
        cells = {
            "STT": at, "Mã đơn vị": line.code, "Đơn vị": line.unit, "Mã chỉ tiêu": line.indicator,
            "Tên chỉ tiêu": line.name, "Kỳ": line.period_text or f"Năm {line.period}",
            "Loại số liệu": line.kind or KINDS[line.measure], "Giá trị": show(line.value),
            "Tử số": None if line.numerator is None else show(line.numerator),
            "Mẫu số": None if line.denominator is None else show(line.denominator),
            "Đơn vị tính": line.measured_in, "Ghi chú": line.note,
        }  # fmt: skip
        row = sheet.add(*(cells[name] for name in header))
        sample.value(
            sheet.cell(row, header.index("Giá trị")), line.indicator, line.code, line.period, line.measure,
            line.value, line.numerator, line.denominator,
        )  # fmt: skip
    return sample, sheet


def with_comma(number: float) -> str:
    return f"{number:g}".replace(".", ",") if number % 1 else f"{number:,.0f}".replace(",", ".")


def in_cp1258(text: str) -> str:
    """The text as Windows-1258 writes it: some letters whole, tone marks as signs of their own."""
    signs = []
    for sign in unicodedata.normalize("NFC", text):
        try:
            sign.encode("cp1258")
            signs.append(sign)
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", sign)
            tones = [one for one in marks if one in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(one for one in marks if one not in tones))
            signs += [base, *tones]
    return "".join(signs)


def _csv(filename: str, encoding: str, delimiter: str, must: str = "accept", newline: str = "\r\n") -> Sample:
    sample, sheet = write(filename, lines(), with_comma, must=must)
    if encoding == "cp1258":
        sheet.rows = [
            [in_cp1258(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows
        ]
    return replace(sample, content=csv_file(sheet, encoding, delimiter, newline))


def csv_with_commas() -> Sample:
    return _csv("so_lieu.csv", "utf-8", ",")


def csv_with_semicolons_and_unix_lines() -> Sample:
    return _csv("so_lieu_2.csv", "utf-8", ";", newline="\n")


def csv_utf_16_with_tabs() -> Sample:
    """What Excel calls "Unicode Text"."""
    return _csv("so_lieu.txt", "utf-16", "\t")


def csv_in_cp1258() -> Sample:
    sample = _csv("so_lieu_1258.csv", "cp1258", ";", "confirm")
    sample.says("encoding-guessed")
    return sample


def csv_with_english_numbers() -> Sample:
    """Points as decimal marks and no thousands marks, as a program exports them."""
    sample, sheet = write("export.csv", lines(), lambda number: f"{number:g}")
    return replace(sample, content=csv_file(sheet, "utf-8", ","))


def csv_with_a_title_and_quoted_line_breaks() -> Sample:
    rows = lines()
    rows[1] = replace(rows[1], note='Theo "Báo cáo 12";\nđã rà soát, chốt ngày 14/12')
    sample, sheet = write(
        "tieu_de.csv", rows, with_comma, title=("SỐ LIỆU CÁC HUYỆN, THÀNH PHỐ NĂM 2024", "")
    )
    return replace(sample, content=csv_file(sheet))


def long_form_without_codes() -> Sample:
    header = ("TT", "Huyện, thành phố", "Chỉ tiêu", "Kỳ báo cáo", "Loại số liệu", "Giá trị", "ĐVT")
    sheet = Sheet("Du lieu")
    sheet.add("SỐ LIỆU TỔNG HỢP NĂM 2024")
    sheet.skip()
    sheet.add(*header)
    sample = Sample("khong_ma.xlsx", "08", "2024")
    for at, line in enumerate(lines(), start=1):
        row = sheet.add(at, line.unit, line.name, int(line.period), KINDS[line.measure], line.value,
                        line.measured_in)  # fmt: skip
        sample.value(sheet.cell(row, 5), line.indicator, line.code, line.period, line.measure, line.value)
    return replace(sample, content=xlsx(sheet))


def periods_and_kinds_in_short() -> Sample:
    place = ("Huyện Na Hang", "072")
    rows = [
        Line(
            *place, "CTXH-03", TRAINED, 24, ACTUAL, "2024-H1", kind="TH", period_text="6 tháng đầu năm 2024"
        ),
        Line(*place, "CTXH-03", TRAINED, 20, ACTUAL, "2023-H1", kind="Thực hiện", period_text="6T/2023"),
        Line(*place, "CTXH-03", TRAINED, 46, ESTIMATE, "2024", kind="Ước TH", period_text="Cả năm 2024"),
        Line(*place, "CTXH-03", TRAINED, 45, PLAN, "2024", kind="KH", period_text="2024"),
        Line(*place, "CTXH-03", TRAINED, 42, ACTUAL, "2023", kind="TH", period_text=2023),
    ]
    rows = [replace(row, measured_in="lượt người") for row in rows]
    sample, sheet = write("ky_viet_tat.xlsx", rows, unit="072", period="2024-H1", sheet_name="Sheet1")
    return replace(sample, content=xlsx(sheet))


def code_and_name_of_two_districts() -> Sample:
    rows = lines()
    rows[8] = replace(rows[8], unit="Huyện Hàm Yên")  # beside 072, Na Hang
    sample, sheet = write("ma_khac_ten.xlsx", rows, sheet_name="DL", must="return")
    next(one for one in sample.values if one["cell"] == "DL!J10")["optional"] = True
    sample.says("code-name-differ", "DL!B10:C10", "error")
    return replace(sample, content=xlsx(sheet))


def rows_of_other_units_from_a_commune() -> Sample:
    own = ("Xã Côn Lôn", "02245")
    rows = [
        Line(*own, "GN-11", POOR, 96, measured_in="hộ"),
        Line(*own, "CTXH-03", TRAINED, 6, measured_in="lượt người"),
        Line("Xã Yên Hoa", "02248", "GN-11", POOR, 120, measured_in="hộ"),
    ]
    sample, sheet = write("xa_khac.xlsx", rows, unit="02245", sheet_name="DL", must="return")
    sample.values.pop()
    sample.says("outside-unit", "DL!A4:L4", "error")
    return replace(sample, content=xlsx(sheet))


def text_that_looks_like_code() -> Sample:
    """What a spreadsheet would run and a browser would draw is text, and said to be."""
    rows = lines()
    notes = ('=HYPERLINK("http://example.invalid","bấm vào đây")', "+cmd|' /C calc'!A0", "@SUM(1+1)*cmd",
             "<b>Đã duyệt</b><script>alert(1)</script>", "-2+3+cmd")  # fmt: skip
    rows[: len(notes)] = [replace(row, note=note) for row, note in zip(rows, notes, strict=False)]
    sample, sheet = write("ghi_chu_la.xlsx", rows, sheet_name="DL", must="confirm")
    for at in (2, 3, 4):
        sample.says("formula-like-text", f"DL!L{at}")
    sample.says("markup-in-text", "DL!L5")
    return replace(sample, content=xlsx(sheet))


def same_figure_twice_and_two_figures_for_one() -> Sample:
    rows = lines()
    rows += [rows[1], replace(rows[5], value=rows[5].value + 40)]
    sample, sheet = write("trung.xlsx", rows, sheet_name="DL", must="return")
    again, other = len(rows), len(rows) + 1
    sample.says("duplicate-row", f"DL!J{again}")
    for row in (7, other):
        sample.says("duplicate-conflict", f"DL!J{row}", "error")
    return replace(sample, content=xlsx(sheet))


def decomposed_letters_of_a_mac() -> Sample:
    """Every text in NFD, as macOS writes file names and some programs their cells."""
    sample, sheet = write("mac.xlsx", lines(), sheet_name="DL")
    sheet.rows = [
        [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
        for row in sheet.rows
    ]
    return replace(sample, content=xlsx(sheet))


def odd_spaces_and_signs_in_names() -> Sample:
    """No-break and zero-width spaces, a soft hyphen, doubled spaces and tone marks in the newer place."""
    places = [("Thành\u00a0phố  Tuyên Quang", "070"), ("\u200bHuyện Lâm Bình", "071"), ("Huyện Na\u00adHang", "072"),
              ("Huyện Chiêm Hoá ", "073"), ("Huyện Hàm\u2009Yên", "074")]  # fmt: skip
    places[2] = ("Huyện Na\u00ad Hang", "072")
    sample, sheet = write("dau_cach.xlsx", lines(places), sheet_name="DL", must=LOOSE)
    return replace(sample, content=xlsx(sheet))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    csv_with_commas,
    csv_with_semicolons_and_unix_lines,
    csv_utf_16_with_tabs,
    csv_in_cp1258,
    csv_with_english_numbers,
    csv_with_a_title_and_quoted_line_breaks,
    long_form_without_codes,
    periods_and_kinds_in_short,
    code_and_name_of_two_districts,
    rows_of_other_units_from_a_commune,
    text_that_looks_like_code,
    same_figure_twice_and_two_figures_for_one,
    decomposed_letters_of_a_mac,
    odd_spaces_and_signs_in_names,
)
