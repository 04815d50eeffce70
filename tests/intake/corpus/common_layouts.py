"""Layouts that every office knows: years beside each other, districts as columns, merged names, page breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.intake.corpus.annexes import MEASURES, NAMES, annex, columns_for, finish, plain_rows
from tests.intake.corpus.figures import DISTRICTS, NA_HANG, Place, invent_review, rate
from tests.intake.corpus.files import xlsx
from tests.intake.corpus.long_forms import TRAINED, Line, lines, write
from tests.intake.corpus.place_tables import POOR, TITLE, review, rows_of, total_row
from tests.intake.corpus.sample import (
    ESTIMATE,
    LOOSE,
    PLAN,
    Column,
    Row,
    Sample,
    add_table,
    expect_places,
    figure,
    name_column,
    other,
)
from tests.intake.corpus.sheets import Sheet, add_signature, add_title

NOT_SILENT = ("confirm", "return", "refuse")


def places_table(
    filename: str, title: str, columns: Sequence[Column], rows: Sequence[Row], *, unit: str = "072",
    period: str = "2023", must: str | tuple[str, ...] = LOOSE, office: str = "UBND HUYỆN NA HANG",
) -> tuple[Sample, Sheet, int]:  # fmt: skip
    sheet = Sheet("Biểu")
    add_title(sheet, office, "VĂN PHÒNG", title, "", width=len(columns))
    first = add_table(sheet, columns, rows)
    sample = Sample(filename, unit, period, must)
    expect_places(sample, sheet, columns, rows, first, period)
    add_signature(sheet, "Na Hang", "20 tháng 12 năm 2023", width=len(columns))
    return sample, sheet, first


def optional(sample: Sample) -> Sample:
    return replace(sample, values=[one | {"optional": True} for one in sample.values])


def years_beside_each_other_for_each_commune() -> Sample:
    columns: list[Column] = [other("STT", "number"), name_column("Xã, thị trấn")]
    for header, code, key in (("Số hộ nghèo", "GN-11", "n"), ("Tỷ lệ hộ nghèo (%)", "GN-01", "r")):
        columns += [
            figure((header, f"Năm {year}"), code, f"{key}{year}", period=str(year))
            for year in (2021, 2022, 2023)
        ]
    rows = [
        Row(name, code, {"number": at} | {f"n{year}": 300 - 20 * (year - 2021) - at for year in (2021, 2022, 2023)}
            | {f"r{year}": 30.5 - 2 * (year - 2021) - at / 4 for year in (2021, 2022, 2023)})
        for at, (name, code) in enumerate(NA_HANG, start=1)
    ]  # fmt: skip
    sample, sheet, _ = places_table(
        "3_nam.xlsx", "KẾT QUẢ GIẢM NGHÈO 2021 - 2023", columns, rows, must="accept"
    )
    return replace(sample, content=xlsx(sheet))


def plan_half_and_estimate_for_each_commune() -> Sample:
    top = "Số lượt người được tập huấn, bồi dưỡng kỹ năng công tác xã hội (lượt người)"
    columns = (
        other("STT", "number"), name_column("Xã, thị trấn"),
        figure((top, "KH năm 2024"), "CTXH-03", "plan", measure=PLAN, period="2024"),
        figure((top, "TH 6 tháng"), "CTXH-03", "half", period="2024-H1"),
        figure((top, "Ước cả năm"), "CTXH-03", "estimate", measure=ESTIMATE, period="2024"),
        other((top, "Tỷ lệ % KH"), "share"),
    )  # fmt: skip
    rows = [Row(name, code, {"number": at, "plan": 20 + at, "half": 9 + at, "estimate": 21 + at, "share": 48.5})
            for at, (name, code) in enumerate(NA_HANG, start=1)]  # fmt: skip
    sample, sheet, _ = places_table(
        "tap_huan.xlsx", "KẾT QUẢ TẬP HUẤN 6 THÁNG ĐẦU NĂM 2024", columns, rows, period="2024-H1"
    )
    return replace(sample, content=xlsx(sheet))


def one_indicator_named_in_the_title_alone() -> Sample:
    columns = (other("STT", "number"), name_column("Huyện, thành phố"),
               *(figure(f"Năm {year}", "CTXH-03", str(year), period=str(year)) for year in (2021, 2022, 2023)))  # fmt: skip
    rows = [Row(name, code, {"number": at, "2021": 40 + at, "2022": 45 + at, "2023": 52 + at})
            for at, (name, code) in enumerate(DISTRICTS, start=1)]  # fmt: skip
    title = "SỐ LƯỢT NGƯỜI ĐƯỢC TẬP HUẤN, BỒI DƯỠNG KỸ NĂNG CÔNG TÁC XÃ HỘI 2021 - 2023"
    sample, sheet, _ = places_table(
        "mot_chi_tieu.xlsx", title, columns, rows, unit="08", must="accept", office="UBND TỈNH"
    )
    return replace(sample, content=xlsx(sheet))


def districts_as_columns() -> Sample:
    """Indicators down, districts across."""
    sheet = Sheet("Các huyện")
    add_title(
        sheet, "UBND TỈNH TUYÊN QUANG", "SỞ LĐ-TB VÀ XÃ HỘI", "MỘT SỐ CHỈ TIÊU CỦA CÁC HUYỆN NĂM 2023", ""
    )
    sheet.add("STT", "Chỉ tiêu", "Đơn vị tính", *(name for name, _ in DISTRICTS))
    sample = Sample("ngang.xlsx", "08", "2023")
    for at, (code, name) in enumerate(NAMES.items(), start=1):
        figures = [round(40 + 3.5 * at + position) for position in range(len(DISTRICTS))]
        row = sheet.add(at, name, MEASURES.get(code, "%"), *figures)
        for column, ((_, unit), value) in enumerate(zip(DISTRICTS, figures, strict=True), start=3):
            sample.value(sheet.cell(row, column), code, unit, "2023", "actual", value)
    return replace(sample, content=xlsx(sheet))


def an_annex_of_each_district_on_its_own_sheet() -> Sample:
    """Sheets of districts in a province's file: each sheet's figures are that district's."""
    sheets, values = [], []
    for name, code in DISTRICTS[1:3]:
        office = (f"UBND {name.upper()}", "PHÒNG LĐ-TB VÀ XÃ HỘI")
        sample, sheet, _ = annex(
            "cac_huyen.xlsx", plain_rows(), unit=code, office=office, sheet_name=name.split(" ", 1)[1]
        )
        sheets.append(sheet)
        values += sample.values
    sample = Sample("cac_huyen.xlsx", "08", "2023-H1", values=values)
    return replace(sample, content=xlsx(*sheets))


def an_annex_of_each_district_named_by_its_sheet() -> Sample:
    """The same head on every sheet: only the sheet's own name says whose figures it holds."""
    sheets, values = [], []
    for name, code in DISTRICTS[1:3]:
        office = ("UBND TỈNH TUYÊN QUANG", "SỞ LĐ-TB VÀ XÃ HỘI")
        sample, sheet, _ = annex(
            "theo_trang.xlsx", plain_rows(), unit=code, office=office, sheet_name=name.split(" ", 1)[1]
        )
        sheets.append(sheet)
        values += sample.values
    return Sample("theo_trang.xlsx", "SLDTBXH", "2023-H1", values=values, content=xlsx(*sheets))


def table_of_another_district() -> Sample:
    """Hàm Yên's annex handed in by Na Hang: whose figures these are stands in its head."""
    office = ("UBND HUYỆN HÀM YÊN", "PHÒNG LĐ-TB VÀ XÃ HỘI")
    sample, sheet, _ = annex("phu_luc_ham_yen.xlsx", plain_rows(), office=office, must="return")
    sample.says("wrong-unit", sheet.cell(1, 0), "error")
    return finish(replace(sample, values=[], more_values=True), sheet)


def table_of_another_period() -> Sample:
    """Last year's annex handed in for this year: nothing in it is of the round."""
    columns = [
        one
        for one in columns_for(2022)
        if one.key in ("number", "name", "measure", "last", "half_before", "half")
    ]
    sample, sheet, _ = annex("nam_ngoai.xlsx", plain_rows(start=1), year=2022, columns=columns, numbers=(),
                             period="2024-H1", must=NOT_SILENT)  # fmt: skip
    return finish(replace(optional(sample), more_errors=True), sheet)


def names_merged_over_their_rows() -> Sample:
    """The long form with each district's name once, merged over its rows."""
    rows = lines()
    header = ("STT", "Đơn vị", "Mã chỉ tiêu", "Tên chỉ tiêu", "Kỳ", "Loại số liệu", "Giá trị", "Đơn vị tính")
    sample, sheet = write("gop_o.xlsx", rows, header=header, sheet_name="DL")
    for one in sample.values:
        one |= {"numerator": None, "denominator": None}
    for top in range(2, sheet.last, 4):
        for row in range(top + 1, top + 4):
            sheet.put(row, 1, None)
        sheet.merge(top, 1, top + 3, 1)
    return replace(sample, content=xlsx(sheet))


def long_form_without_a_period() -> Sample:
    """No column says when: the round does."""
    header = ("STT", "Đơn vị", "Tên chỉ tiêu", "Giá trị", "Đơn vị tính")
    rows = [one for one in lines() if one.measure == "actual"]
    sample, sheet = write("khong_ky.xlsx", rows, header=header, sheet_name="DL", must=LOOSE)
    for one in sample.values:
        one |= {"numerator": None, "denominator": None}
    return replace(sample, content=xlsx(sheet))


def header_again_on_every_page() -> Sample:
    """The header stands again where the printed page broke, with "Chuyển trang" before it and blank rows."""
    sample, sheet, first = review("pages", total_name="")
    header = [list(row) for row in sheet.rows[first - 4 : first - 1]]
    broken = first + 6
    extra = [[], [None, "Cộng chuyển trang sau"], [], *header]
    sheet.rows[broken - 1 : broken - 1] = extra
    for value in sample.values:
        letter, number = value["cell"].rpartition("!")[2][0], int(value["cell"].rpartition("!")[2][1:])
        value["cell"] = f"{sheet.name}!{letter}{number + len(extra) * (number >= broken)}"
    return finish(replace(sample, must=LOOSE), sheet)


def women_among_those_trained() -> Sample:
    """ "Trong đó: nữ" is a part of the row above it, not the row again."""
    rows = plain_rows()
    women = Row("Trong đó: nữ", "", {"number": "-", "measure": "lượt người", "last": 20, "half_before": 9, "half": 11,
                                     "estimate": 22})  # fmt: skip
    sample, sheet, _ = annex("trong_do_nu.xlsx", [rows[0], women, *rows[1:]], must=LOOSE)
    return finish(sample, sheet)


def running_total_beside_the_year() -> Sample:
    """What adds up since 2021 is not the figure of 2024."""
    columns = (
        other("STT", "number"), name_column("Xã, thị trấn"),
        figure("Số lượt người được tập huấn CTXH năm 2024 (lượt người)", "CTXH-03", "year", period="2024"),
        figure("Lũy kế số lượt người được tập huấn CTXH 2021 - 2024 (lượt người)", "CTXH-03", "total", period="2021-2024",
               more=(("optional", True),)),
    )  # fmt: skip
    rows = [Row(name, code, {"number": at, "year": 10 + at, "total": 38 + 3 * at})
            for at, (name, code) in enumerate(NA_HANG, start=1)]  # fmt: skip
    sample, sheet, _ = places_table("luy_ke.xlsx", "KẾT QUẢ TẬP HUẤN", columns, rows, period="2024")
    return replace(sample, content=xlsx(sheet))


def changes_against_last_year_beside_the_figures() -> Sample:
    """Differences to the year before stand in columns of their own: no figures."""
    columns = (*POOR[:7], other(("So với năm 2022", "Số hộ nghèo"), "change"),
               other(("So với năm 2022", "Tỷ lệ hộ nghèo (điểm %)"), "points"))  # fmt: skip
    figures = [dict(row) | {"change": -12, "points": -1.4} for row in invent_review("change", NA_HANG)]
    rows = [total_row("Tổng số", "072", [{k: v for k, v in one.items() if k != "points"} for one in figures])]
    rows += rows_of(NA_HANG, figures)
    sample, sheet, _ = places_table("tang_giam.xlsx", TITLE.format(year=2023), columns, rows)
    return replace(sample, content=xlsx(sheet))


def total_under_the_senders_own_name() -> Sample:
    sample, sheet, _ = review("own_name", total_name="HUYỆN NA HANG")
    return finish(sample, sheet)


def total_with_the_number_of_communes() -> Sample:
    sample, sheet, _ = review("counted", total_name="CỘNG TOÀN HUYỆN (12 xã, thị trấn)", is_total_first=False)
    return finish(replace(sample, must=LOOSE), sheet)


def new_communes_grouped_by_the_old_districts() -> Sample:
    """After the merger offices still group by "địa bàn huyện … (cũ)": a group, no unit."""
    groups: tuple[tuple[str, tuple[Place, ...]], ...] = (
        (
            "Địa bàn huyện Na Hang (cũ)",
            (("Xã Nà Hang", "02221"), ("Xã Côn Lôn", "02245"), ("Xã Hồng Thái", "02260")),
        ),
        ("Địa bàn huyện Lâm Bình (cũ)", (("Xã Lâm Bình", "02266"), ("Xã Bình An", "02296"))),
    )
    rows: list[Row] = []
    for number, (name, communes) in zip(("I", "II"), groups, strict=True):
        figures = [dict(one) for one in invent_review(name, communes)]
        whole = total_row(name, "", figures)
        rows += [replace(whole, cells=whole.cells | {"number": number}), *rows_of(communes, figures)]
    columns = (POOR[0], name_column("Xã, phường"), *POOR[2:])
    sample, sheet, _ = places_table("theo_dia_ban.xlsx", TITLE.format(year=2026), columns, rows, unit="08",
                                    period="2026", office="UBND TỈNH TUYÊN QUANG")  # fmt: skip
    return replace(sample, content=xlsx(sheet))


def figures_with_footnote_marks() -> Sample:
    """ "245(*)" is 245 or asked about: never anything else."""

    def mark(figures: list[dict[str, Any]]) -> None:
        figures[2]["poor"] = (f"{figures[2]['poor']}(*)", figures[2]["poor"])
        figures[5]["near"] = (f"{figures[5]['near']} *", figures[5]["near"])

    sample, sheet, first = review("marks", mark, total_name="")
    for value in sample.values:
        if value["cell"] in (sheet.cell(first + 2, 3), sheet.cell(first + 5, 5)):
            value["optional"] = True
            value["if_computed"] = None
        if value["cell"] in (sheet.cell(first + 2, 4), sheet.cell(first + 5, 6)):
            del value["numerator"]
    return finish(replace(sample, must=NOT_SILENT[:2] + ("accept",), more_errors=True), sheet)


def figures_of_one_commune_from_itself() -> Sample:
    """A new commune's own review: one row, itself."""
    figures = [dict(one) for one in invent_review("alone", (NA_HANG[0],))]
    rows = rows_of((("Xã Nà Hang", "02221"),), figures)
    columns = (POOR[0], name_column("Đơn vị"), *POOR[2:])
    sample, sheet, _ = places_table("xa_na_hang.xlsx", TITLE.format(year=2025), columns, rows, unit="02221",
                                    period="2025", office="UBND XÃ NÀ HANG", must="accept")  # fmt: skip
    return replace(sample, content=xlsx(sheet))


def indicators_down_with_households_and_persons_across() -> Sample:
    """A commune's review on one page: indicators in rows, counts in a column of their own beside the rate."""
    line = Line("", "", "CTXH-03", TRAINED, 14)
    sheet = Sheet("Tổng hợp")
    add_title(sheet, "UBND XÃ CÔN LÔN", "BAN CHỈ ĐẠO", "KẾT QUẢ RÀ SOÁT NĂM 2025", "", width=5)
    sheet.add("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Ghi chú")
    sample = Sample("mot_trang.xlsx", "02245", "2025", LOOSE)
    for at, (name, code, measure, value) in enumerate(
        (("Số hộ nghèo", "GN-11", "hộ", 131), ("Tỷ lệ hộ nghèo", "GN-01", "%", rate(131, 702)),
         ("Số hộ cận nghèo", "GN-12", "hộ", 66), ("Tỷ lệ hộ cận nghèo", "GN-03", "%", rate(66, 702)),
         ("Hộ nghèo dân tộc thiểu số", "GN-13", "hộ", 120), (line.name, line.indicator, "lượt người", line.value)),
        start=1,
    ):  # fmt: skip
        row = sheet.add(at, name, measure, value)
        sample.value(sheet.cell(row, 3), code, "02245", "2025", "actual", value)
    for one in sample.values:  # the count may stand in as the rate's numerator
        one.pop("numerator", None)
    return replace(sample, content=xlsx(sheet))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    years_beside_each_other_for_each_commune,
    plan_half_and_estimate_for_each_commune,
    one_indicator_named_in_the_title_alone,
    districts_as_columns,
    an_annex_of_each_district_on_its_own_sheet,
    an_annex_of_each_district_named_by_its_sheet,
    table_of_another_district,
    table_of_another_period,
    names_merged_over_their_rows,
    long_form_without_a_period,
    header_again_on_every_page,
    women_among_those_trained,
    running_total_beside_the_year,
    changes_against_last_year_beside_the_figures,
    total_under_the_senders_own_name,
    total_with_the_number_of_communes,
    new_communes_grouped_by_the_old_districts,
    figures_with_footnote_marks,
    figures_of_one_commune_from_itself,
    indicators_down_with_households_and_persons_across,
)
