"""The standard tables of the annual poverty review: results, changes, deprivations and groups."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.intake.corpus.figures import DISTRICTS, NA_HANG, NEW_COMMUNES, Place, rate
from tests.intake.corpus.files import xlsx
from tests.intake.corpus.sample import (
    LOOSE,
    Column,
    Row,
    Sample,
    add_table,
    expect_places,
    figure,
    name_column,
    other,
)
from tests.intake.corpus.sheets import Sheet, add_header, add_signature, add_title

OPTIONAL = (("optional", True),)
DEPRIVED = ("Việc làm", "Người phụ thuộc trong hộ gia đình", "Dinh dưỡng", "Bảo hiểm y tế",
            "Trình độ giáo dục của người lớn", "Tình trạng đi học của trẻ em", "Chất lượng nhà ở",
            "Diện tích nhà ở bình quân đầu người", "Nguồn nước sinh hoạt", "Nhà tiêu hợp vệ sinh",
            "Sử dụng dịch vụ viễn thông", "Phương tiện phục vụ tiếp cận thông tin")  # fmt: skip
FORM_1 = (("Tổng số hộ dân cư", "", "all"), ("Số hộ DTTS", "", "minority"), ("Hộ nghèo", "GN-11", "poor"),
          ("Hộ cận nghèo", "GN-12", "near"), ("Hộ nghèo DTTS", "GN-13", "poor_minority"),
          ("Hộ cận nghèo DTTS", "GN-14", "near_minority"),
          ("Hộ nghèo không có khả năng lao động", "GN-15", "poor_unable"),
          ("Hộ cận nghèo không có khả năng lao động", "GN-16", "near_unable"),
          ("Hộ nghèo có thành viên là người có công", "GN-43", "poor_merit"),
          ("Hộ cận nghèo có thành viên là người có công", "GN-44", "near_merit"))  # fmt: skip
# Rates that a reader may compute from the counts beside them: code, the numerator's column, both counts.
DERIVED = (
    ("GN-01", 5, "poor", "all"),
    ("GN-03", 6, "near", "all"),
    ("GN-06", 7, "poor_minority", "minority"),
)
OUT = ("Số hộ nghèo giảm trong kỳ", "GN-22", (("Trở thành hộ cận nghèo", "GN-23"),
       ("Vượt chuẩn cận nghèo", "GN-24"), ("Giảm khác", "GN-25")))  # fmt: skip
INTO = ("Số hộ nghèo tăng trong kỳ", "GN-26", (("Hộ cận nghèo trở thành hộ nghèo", "GN-27"),
        ("Tái nghèo", "GN-28"), ("Phát sinh mới", "GN-29"), ("Tăng khác", "GN-30")))  # fmt: skip
NEAR_TERMS = {"GN-23": "Trở thành hộ nghèo", "GN-24": "Vượt chuẩn cận nghèo", "GN-25": "Giảm khác",
              "GN-27": "Hộ nghèo trở thành hộ cận nghèo", "GN-28": "Tái cận nghèo", "GN-29": "Phát sinh mới",
              "GN-30": "Tăng khác"}  # fmt: skip

Counts = dict[str, int]


def begin(name: str, title: str, year: int, width: int, office: str = "UBND HUYỆN NA HANG") -> Sheet:
    sheet = Sheet(name)
    add_title(sheet, office, "BAN CHỈ ĐẠO RÀ SOÁT", title, f"Năm {year}", "", width=width, form=name.upper())
    return sheet


def sum_up(rows: Sequence[Counts]) -> Counts:
    return {key: sum(row[key] for row in rows) for key in rows[0]}


def invent_results(chance: random.Random) -> Counts:
    all_ = chance.randint(500, 2000)
    poor, near = int(all_ * chance.uniform(0.15, 0.4)), int(all_ * chance.uniform(0.05, 0.15))
    minority = int(all_ * 0.85)
    return {
        "all": all_, "minority": minority, "poor": poor, "near": near, "poor_minority": int(poor * 0.9),
        "near_minority": int(near * 0.8), "poor_unable": int(poor * 0.07), "near_unable": int(near * 0.03),
        "poor_merit": chance.randint(0, 4), "near_merit": chance.randint(0, 3),
    }  # fmt: skip


def form_1(places: Sequence[Place], unit: str, year: int, total_name: str, seed: int) -> tuple[Sample, Sheet]:
    """Two rows for each place, households and persons; the place's name spans both."""
    chance = random.Random(seed)
    results = [invent_results(chance) for _ in places]
    named: list[tuple[str, str, Counts]] = [(total_name, unit, sum_up(results))] if total_name else []
    named += [(name, code, one) for (name, code), one in zip(places, results, strict=True)]
    sheet = begin("Biểu 1", "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO", year, 13)
    add_header(sheet, [("STT",), ("Địa bàn",), ("Phân tổ",), *((header,) for header, _, _ in FORM_1)])
    sheet.add("A", "B", "C", *range(1, 11))
    sample = Sample("bieu_1.xlsx", unit, str(year))
    for at, (name, code, counts) in enumerate(named, start=0 if total_name else 1):
        row = sheet.add(at or None, name, "Hộ", *(counts[key] or "-" for _, _, key in FORM_1))
        below = sheet.add(None, None, "Nhân khẩu", *(counts[key] * 4 or "-" for _, _, key in FORM_1))
        sheet.merge(row, 0, below, 0)
        sheet.merge(row, 1, below, 1)
        for column, (_, indicator, key) in enumerate(FORM_1, start=3):
            if indicator:
                more = dict(OPTIONAL) if indicator in ("GN-14", "GN-15", "GN-16", "GN-44") else {}
                sample.value(
                    sheet.cell(row, column), indicator, code, str(year), "actual", counts[key], **more
                )
                sample.value(sheet.cell(below, column), f"{indicator}.NK", code, str(year), "actual",
                             counts[key] * 4, optional=True)  # fmt: skip
        for indicator, column, top, bottom in DERIVED:
            part, whole = counts[top], counts[bottom]
            sample.value(sheet.cell(row, column), indicator, code, str(year), "actual", 100 * part / whole, part, whole,
                         optional=True)  # fmt: skip
    add_signature(sheet, "Tuyên Quang", f"18 tháng 12 năm {year}", "Ghi chú: dấu (-) là không có.", width=13)
    return sample, sheet


def form_1_by_communes() -> Sample:
    sample, sheet = form_1(NA_HANG, "072", 2023, "Toàn huyện", 1)
    return replace(sample, content=xlsx(sheet))


def form_1_by_districts() -> Sample:
    sample, sheet = form_1(DISTRICTS, "08", 2023, "Toàn tỉnh", 2)
    return replace(
        sample, must=LOOSE, content=xlsx(sheet)
    )  # the province's own figures are known: far from these


def form_1_by_new_communes() -> Sample:
    sample, sheet = form_1(NEW_COMMUNES, "08", 2025, "", 3)
    return replace(sample, content=xlsx(sheet))


def changes(chance: random.Random) -> Counts:
    parts = {code: chance.randint(2, 60) for _, code in OUT[2]}
    parts |= {code: chance.randint(0, 9) for _, code in INTO[2]}
    gone, new = sum(parts[code] for _, code in OUT[2]), sum(parts[code] for _, code in INTO[2])
    opening = gone + chance.randint(80, 400)
    return parts | {"GN-21": opening, "GN-22": gone, "GN-26": new, "GN-11": opening - gone + new}


def form_2(
    change: Callable[[list[Counts]], None] = lambda rows: None, what: str = "hộ nghèo", seed: int = 4
) -> tuple[Sample, Sheet, int]:
    """The changes of the poor households, or (form 3) of the near-poor ones, whose terms have no codes."""
    is_poor = what == "hộ nghèo"
    chance = random.Random(seed)
    counts = [changes(chance) for _ in NA_HANG]
    whole = sum_up(counts)
    change(counts)
    columns: list[Column] = [other("STT", "number"), name_column("Địa bàn"),
                             figure(f"Số {what} đầu kỳ", "GN-21", more=OPTIONAL)]  # fmt: skip
    for header, code, parts in (OUT, INTO):
        top = header.replace("hộ nghèo", what)
        columns.append(figure((top, "Tổng số"), code, more=OPTIONAL))
        columns += [
            figure((top, part if is_poor else NEAR_TERMS[one]), one, more=OPTIONAL) for part, one in parts
        ]
    columns += [
        figure(f"Số {what} cuối kỳ", "GN-11" if is_poor else "GN-12", key="GN-11"),
        other("Ghi chú"),
    ]
    rows = [Row("Toàn huyện", "072", dict(whole))]
    rows += [Row(name, code, {"number": at, **one}) for at, ((name, code), one) in
             enumerate(zip(NA_HANG, counts, strict=True), start=1)]  # fmt: skip
    sheet = begin("Biểu 2" if is_poor else "Biểu 3", f"DIỄN BIẾN {what.upper()} TRONG NĂM", 2023, 14)
    first = add_table(
        sheet, columns, rows, ("A", "B", 1, "2=3+4+5", 3, 4, 5, "6=7+8+9+10", 7, 8, 9, 10, "11=1-2+6")
    )
    sample = Sample("bieu_2.xlsx", "072", "2023")
    expect_places(sample, sheet, columns, rows, first, "2023")
    add_signature(sheet, "Na Hang", "18 tháng 12 năm 2023", width=14)
    return sample, sheet, first


def form_2_in_balance() -> Sample:
    sample, sheet, _ = form_2()
    return replace(sample, content=xlsx(sheet))


def form_2_out_of_balance() -> Sample:
    """At the end = at the start - out + in, broken by five households in one commune."""

    def lose_five(rows: list[Counts]) -> None:
        rows[6]["GN-21"] += 5

    sample, sheet, first = form_2(lose_five)
    row = first + 7
    sample.says("identity-broken", sheet.area(row, 2, row, 12), "error")
    sample.findings.append({"kind": "sum-mismatch", "cell": sheet.cell(first, 2), "severity": "error"})
    return replace(sample, must="return", content=xlsx(sheet))


def form_2_with_a_sum_of_terms_broken() -> Sample:
    def misprint(rows: list[Counts]) -> None:
        rows[2]["GN-22"] += 1
        rows[2]["GN-11"] -= 1

    sample, sheet, first = form_2(misprint, seed=5)
    sample.says("identity-broken", sheet.area(first + 3, 2, first + 3, 12), "error")
    for column in (3, 12):
        sample.says("sum-mismatch", sheet.cell(first, column), "error")
    return replace(sample, must="return", content=xlsx(sheet))


def form_3_of_near_poor_households() -> Sample:
    """The same table for near-poor households: its terms must not be taken for those of the poor ones."""
    sample, sheet, _ = form_2(what="hộ cận nghèo", seed=6)
    sample.values = [one for one in sample.values if one["indicator"] == "GN-12"]
    return replace(sample, filename="bieu_3.xlsx", must=LOOSE, content=xlsx(sheet))


def forms_1_2_and_3_in_one_book() -> Sample:
    sample, sheet = form_1(NA_HANG, "072", 2023, "Toàn huyện", 1)
    other_sample, third, _ = form_2(what="hộ cận nghèo", seed=6)
    sample.values += [{**one, "optional": True} for one in other_sample.values if one["indicator"] == "GN-12"]
    sample.findings = []
    near = {one["unit"]: one["value"] for one in sample.values if one["indicator"] == "GN-12"}
    for row in third.rows:  # the same closing figure in both forms
        code = next((code for name, code in (("Toàn huyện", "072"), *NA_HANG) if name in row), None)
        if code:
            first = next(one for one in sample.values if one["indicator"] == "GN-12" and one["unit"] == code)
            shift = first["value"] - row[12]
            row[2], row[12] = row[2] + shift, first["value"]
            near[code] = first["value"]
    for one in sample.values:
        if one["indicator"] == "GN-12":
            one["value"] = near[one["unit"]]
    return replace(sample, filename="bo_bieu.xlsx", must=LOOSE, content=xlsx(sheet, third))


def deprivations(counted: bool, rated: bool, group: str, suffix: str, seed: int) -> tuple[Sample, Sheet]:
    """Forms 4 to 7: twelve deprivations as counts, as rates, or as pairs of both."""
    chance = random.Random(seed)
    whole = "Tổng số " + group
    columns: list[Column] = [other("STT", "number"), name_column("Xã, thị trấn"),
                             figure(whole, "GN-11" if suffix == "HN" else "GN-12", key="whole", more=OPTIONAL)]  # fmt: skip
    for at, name in enumerate(DEPRIVED, start=1):
        code, top = f"GN-TH-{at:02d}.{suffix}", f"Chỉ số thiếu hụt: {name}" if counted and rated else name
        if counted and not rated:
            columns.append(other((f"Số {group} thiếu hụt các chỉ số", name), f"n{at}"))
        elif counted:
            columns.append(other((top, f"Số {group}"), f"n{at}"))
        if rated:
            header = (top, "Tỷ lệ (%)") if counted else (f"Tỷ lệ {group} thiếu hụt các chỉ số (%)", name)
            parts = {"numerator": f"n{at}", "denominator": "whole"} if counted else {}
            columns.append(figure(header, code, f"r{at}", **parts))
    rows = []
    for number, (name, code) in enumerate(NA_HANG, start=1):
        all_ = chance.randint(120, 480)
        counts = [chance.randint(5, all_ - 5) for _ in DEPRIVED]
        cells: dict[str, Any] = {"number": number, "whole": all_}
        cells |= {f"n{at}": one for at, one in enumerate(counts, start=1)}
        cells |= {f"r{at}": rate(one, all_) for at, one in enumerate(counts, start=1)}
        rows.append(Row(name, code, cells))
    title = f"MỨC ĐỘ THIẾU HỤT CÁC DỊCH VỤ XÃ HỘI CƠ BẢN CỦA {group.upper()}"
    sheet = begin("Biểu 4" if counted else "Biểu 5", title, 2023, len(columns))
    first = add_table(sheet, columns, rows)
    sample = Sample("thieu_hut.xlsx", "072", "2023", LOOSE)
    expect_places(sample, sheet, columns, rows, first, "2023")
    if counted and not rated:  # a reader may compute the rates from the counts
        for row, one in enumerate(rows, start=first):
            for at in range(1, 13):
                part, all_ = one.cells[f"n{at}"], one.cells["whole"]
                sample.value(sheet.cell(row, at + 2), f"GN-TH-{at:02d}.{suffix}", one.code, "2023", "actual",
                             rate(part, all_), part, all_, optional=True)  # fmt: skip
    add_signature(sheet, "Na Hang", "18 tháng 12 năm 2023", width=len(columns))
    return sample, sheet


def form_4_counts_of_deprived_households() -> Sample:
    sample, sheet = deprivations(True, False, "hộ nghèo", "HN", 7)
    return replace(sample, content=xlsx(sheet))


def form_5_rates_of_deprived_households() -> Sample:
    sample, sheet = deprivations(False, True, "hộ nghèo", "HN", 8)
    return replace(sample, content=xlsx(sheet))


def form_7_rates_of_deprived_near_poor_households() -> Sample:
    sample, sheet = deprivations(False, True, "hộ cận nghèo", "CN", 9)
    return replace(sample, content=xlsx(sheet))


def counts_and_rates_of_deprivation_in_pairs() -> Sample:
    sample, sheet = deprivations(True, True, "hộ nghèo", "HN", 10)
    return replace(sample, content=xlsx(sheet))


def form_8_by_groups() -> Sample:
    """Poor and near-poor households by group, the group above the two."""
    chance = random.Random(11)
    results = [invent_results(chance) for _ in NA_HANG]
    groups = (("Hộ dân tộc thiểu số", "GN-13", "GN-14", "minority"),
              ("Hộ không có khả năng lao động", "GN-15", "GN-16", "unable"),
              ("Hộ có thành viên là người có công với cách mạng", "GN-43", "GN-44", "merit"))  # fmt: skip
    columns: list[Column] = [other("TT", "number"), name_column("Địa bàn"), other("Tổng số hộ dân cư", "all")]
    for header, poor, near, key in groups:
        columns += [
            figure((header, "Hộ nghèo"), poor, f"poor_{key}"),
            figure((header, "Hộ cận nghèo"), near, f"near_{key}"),
        ]
    rows = [Row("Tổng cộng", "072", dict(sum_up(results)))]
    rows += [Row(name, code, {"number": at, **one}) for at, ((name, code), one) in
             enumerate(zip(NA_HANG, results, strict=True), start=1)]  # fmt: skip
    sheet = begin("Biểu 8", "HỘ NGHÈO, HỘ CẬN NGHÈO THEO NHÓM ĐỐI TƯỢNG", 2023, 9)
    first = add_table(sheet, columns, rows)
    sample = Sample("bieu_8.xlsx", "072", "2023", LOOSE)
    expect_places(sample, sheet, columns, rows, first, "2023")
    add_signature(sheet, "Na Hang", "18 tháng 12 năm 2023", width=9)
    return replace(sample, content=xlsx(sheet))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    form_1_by_communes,
    form_1_by_districts,
    form_1_by_new_communes,
    form_2_in_balance,
    form_2_out_of_balance,
    form_2_with_a_sum_of_terms_broken,
    form_3_of_near_poor_households,
    forms_1_2_and_3_in_one_book,
    form_4_counts_of_deprived_households,
    form_5_rates_of_deprived_households,
    form_7_rates_of_deprived_near_poor_households,
    counts_and_rates_of_deprivation_in_pairs,
    form_8_by_groups,
)
