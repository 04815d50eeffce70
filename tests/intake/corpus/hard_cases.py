"""Tables that invite a reader to go wrong: one slip with many echoes, names that mislead, units out of the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.intake.corpus.annexes import TIMES, annex, finish, plain_rows
from tests.intake.corpus.figures import NA_HANG, invent_review, rate
from tests.intake.corpus.files import xlsx
from tests.intake.corpus.place_tables import POOR, TITLE, review, rows_of, total_row
from tests.intake.corpus.sample import (
    LOOSE,
    Row,
    Sample,
    add_table,
    expect_places,
    figure,
    name_column,
    other,
)
from tests.intake.corpus.sheets import Sheet, add_signature, add_title

SPENT = "Vốn đầu tư phát triển từ ngân sách trung ương đã giải ngân"


def one_digit_too_many() -> Sample:
    """142 typed as 1420: more than there are households, not what its rate says, not what the total adds."""

    def slip(figures: list[dict[str, Any]]) -> None:
        figures[3]["poor"] = 10 * figures[3]["poor"]

    sample, sheet, first = review("one_digit", slip)
    row = first + 4
    sample.says("numerator-exceeds-denominator", sheet.area(row, 3, row, 4), "error")
    sample.says("rate-mismatch", sheet.area(row, 3, row, 4), "error")
    sample.says("sum-mismatch", sheet.cell(first, 3), "error")
    return finish(replace(sample, must="return"), sheet)


def commune_left_out_of_the_table() -> Sample:
    """The total is of twelve communes, eleven are listed."""
    sample, sheet, first = review("left_out")
    lost = first + 9
    del sheet.rows[lost - 1]
    kept = []
    for value in sample.values:
        letters, number = value["cell"].rpartition("!")[2][0], int(value["cell"].rpartition("!")[2][1:])
        if number != lost:
            number -= number > lost
            kept.append(value | {"cell": f"{sheet.name}!{letters}{number}"})
    sample.values = kept
    for column in (3, 5):
        sample.says("sum-mismatch", sheet.cell(first, column), "error")
    return finish(replace(sample, must="return"), sheet)


def communes_under_their_districts() -> Sample:
    """A province's table: each district's total with a Roman numeral, its communes below by short names."""
    groups = (
        (("Huyện Hàm Yên", "074"), (("Tân Thành", "02401"), ("Yên Phú", "02398"), ("Thái Hòa", "02419"))),
        (("Huyện Yên Sơn", "075"), (("Tân Tiến", "02461"), ("TT Yên Sơn", "02473"), ("Thái Bình", "02494"))),
        (("Huyện Lâm Bình", "071"), (("Lăng Can", "02266"), ("Minh Quang", "02302"))),
    )
    rows: list[Row] = []
    for number, ((name, code), communes) in zip(("I", "II", "III"), groups, strict=True):
        figures = [dict(one) for one in invent_review(name, communes)]
        rows.append(
            replace(
                total_row(name, code, figures),
                cells=total_row(name, code, figures).cells | {"number": number},
            )
        )
        rows += rows_of(communes, figures)
    columns = (POOR[0], name_column("Huyện, thành phố/ Xã, phường, thị trấn"), *POOR[2:])
    sheet = Sheet("Toàn tỉnh")
    add_title(sheet, "UBND TỈNH TUYÊN QUANG", "SỞ LĐ-TB VÀ XÃ HỘI", TITLE.format(year=2023), "")
    first = add_table(sheet, columns, rows, ("A", "B", 1, 2, 3, 4, 5, 6))
    sample = Sample("theo_huyen.xlsx", "08", "2023", LOOSE)
    expect_places(sample, sheet, columns, rows, first, "2023")
    add_signature(sheet, "Tuyên Quang", "20 tháng 12 năm 2023")
    return replace(sample, content=xlsx(sheet))


def villages_of_a_commune() -> Sample:
    """Villages are no reporting units, not even those that are called like a commune elsewhere."""
    villages = [
        (name, "") for name in ("Thôn Yên Phú", "Thôn Tân Thành", "Bản Lãm", "Thôn 3", "Tổ dân phố Hồng Thái")
    ]
    figures = [dict(one) for one in invent_review("villages", tuple(villages))]
    rows = [total_row("Toàn xã", "02245", figures), *rows_of(villages, figures)]
    columns = (POOR[0], name_column("Thôn, bản"), *POOR[2:])
    sheet = Sheet("Côn Lôn")
    add_title(sheet, "UBND XÃ CÔN LÔN", "BAN CHỈ ĐẠO", TITLE.format(year=2023), "")
    first = add_table(sheet, columns, rows)
    sample = Sample("cac_thon.xlsx", "02245", "2023", ("accept", "confirm", "return"), more_errors=True)
    expect_places(sample, sheet, columns, rows, first, "2023")
    add_signature(sheet, "Côn Lôn", "20 tháng 12 năm 2023")
    return replace(sample, content=xlsx(sheet))


def unit_of_money_above_the_table() -> Sample:
    """ "Đơn vị tính: triệu đồng" stands over the table, nothing in its header."""
    columns = (
        other("STT", "number"),
        name_column("Xã, thị trấn"),
        figure(SPENT, "GN-42", "spent", factor=1e-3),
    )
    rows = [
        Row(name, code, {"number": at, "spent": 400 + 31 * at}) for at, (name, code) in enumerate(NA_HANG)
    ]
    sheet = Sheet("Vốn")
    add_title(sheet, "UBND HUYỆN NA HANG", "VĂN PHÒNG", "KẾT QUẢ GIẢI NGÂN NĂM 2024", width=3)
    sheet.skip()
    sheet.put(sheet.last, 2, "Đơn vị tính: triệu đồng")
    first = add_table(sheet, columns, rows)
    sample = Sample("giai_ngan.xlsx", "072", "2024", "confirm")
    expect_places(sample, sheet, columns, rows, first, "2024")
    sample.says("unit-converted")
    return replace(sample, content=xlsx(sheet))


def unit_of_money_in_its_own_column() -> Sample:
    """The unit of measure of each row beside it: here millions for what the catalogue counts in billions."""
    spent = {
        "last": 31_250,
        "plan": 42_000,
        "half_before": 9_870,
        "half": 12_340,
        "estimate": 40_500,
        "next": 45_000,
    }
    cells = {key: (one, one / 1000) for key, one in spent.items()}
    rows = [*plain_rows(), Row(SPENT, "GN-42", {"number": 6, "measure": "triệu đồng"} | cells)]
    sample, sheet, first = annex("von_6t.xlsx", rows, must="confirm")
    sample.says("unit-converted", sheet.area(first + 4, 1, first + 4, 12))
    return finish(sample, sheet)


def unit_of_measure_of_something_else() -> Sample:
    """Households in millions of dong: not what the catalogue counts, and not to be converted."""
    cells = dict(zip(TIMES, (900, 800, 890, 850, 790, 700), strict=True))
    rows = [*plain_rows(), Row("Số hộ nghèo", "GN-11", {"measure": "triệu đồng"} | cells)]
    sample, sheet, first = annex("nham_dvt.xlsx", rows, must="return")
    for value in sample.values:
        if value["indicator"] == "GN-11":
            value |= {"optional": True}
            del value["value"]
    sample.says("wrong-unit-of-measure", sheet.area(first + 4, 1, first + 4, 12), "error")
    return finish(sample, sheet)


def notes_that_are_numbers_and_dates() -> Sample:
    """What stands in a note column is a note, also where Excel holds a number or a day."""
    sample, sheet, first = review("notes", total_name="")
    for row, note in enumerate((15, 0.5, dt.datetime(2023, 12, 14), True, "Đã rà soát lại", -3), start=first):
        sheet.put(row, 7, note)
    return finish(replace(sample, must=LOOSE), sheet)


def plan_of_next_year_by_communes() -> Sample:
    """A whole table of plans: the title says so, no column does."""
    columns = (other("STT", "number"), name_column("Xã, thị trấn"),
               figure("Chỉ tiêu hộ nghèo (hộ)", "GN-11", "poor", measure="plan", period="2024"),
               figure("Tỷ lệ hộ nghèo (%)", "GN-01", "poor_rate", measure="plan", period="2024"))  # fmt: skip
    rows = [Row(name, code, {"number": at, "poor": 80 + at, "poor_rate": rate(80 + at, 640)})
            for at, (name, code) in enumerate(NA_HANG, start=1)]  # fmt: skip
    sheet = Sheet("KH 2024")
    add_title(
        sheet, "UBND HUYỆN NA HANG", "VĂN PHÒNG", "GIAO CHỈ TIÊU KẾ HOẠCH GIẢM NGHÈO NĂM 2024", "", width=4
    )
    first = add_table(sheet, columns, rows)
    sample = Sample("giao_ke_hoach.xlsx", "072", "2023", LOOSE)
    expect_places(sample, sheet, columns, rows, first, "2024")
    return replace(sample, content=xlsx(sheet))


def footnote_marks_and_order_in_names() -> Sample:
    """ "Xã Sinh Long (*)", "3. Xã Thượng Giáp", "- Xã Thượng Nông": marks and numbers are no part of a name."""
    written = ("Thị trấn Na Hang (*)", "2. Xã Sinh Long", "- Xã Thượng Giáp", "Xã Thượng Nông:", "+ Xã Côn Lôn",
               "UBND xã Yên Hoa", "Xã Hồng Thái¹", "XÃ ĐÀ VỊ", "xã khâu tinh", "Xã  Sơn\nPhú", "Xã Năng Khả**",
               "Thanh Tương")  # fmt: skip
    places = [(name, code) for name, (_, code) in zip(written, NA_HANG, strict=True)]
    sample, sheet, _ = review("footnotes", places=places, total_name="Tổng cộng:")
    return finish(replace(sample, must=LOOSE), sheet)


def a_later_note_below_the_table() -> Sample:
    """Explanations with numbers below the table are read as what they are."""
    sample, sheet, _ = review("notes_below", total_name="")
    sheet.skip()
    for line in ("Ghi chú: Số hộ nghèo năm 2022: 3.120 hộ; năm 2021: 3.560 hộ.", "Trong đó:",
                 "- Hộ nghèo mới phát sinh: 12 hộ (Xã Yên Hoa 4, Xã Đà Vị 8)"):  # fmt: skip
        sheet.add(None, line)
    sheet.add(None, "Tổng kinh phí", None, 1250)
    return finish(replace(sample, must=LOOSE), sheet)


SAMPLES: tuple[Callable[[], Sample], ...] = (
    one_digit_too_many,
    commune_left_out_of_the_table,
    communes_under_their_districts,
    villages_of_a_commune,
    unit_of_money_above_the_table,
    unit_of_money_in_its_own_column,
    unit_of_measure_of_something_else,
    notes_that_are_numbers_and_dates,
    plan_of_next_year_by_communes,
    footnote_marks_and_order_in_names,
    a_later_note_below_the_table,
)
