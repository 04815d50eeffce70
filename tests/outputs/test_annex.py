"""The annex, opened again: its numbers are those of compare and assess, formulas live, missing figures empty."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.outputs.recalculating import recalculated
from tracker.core.edition import EditionContent
from tracker.core.period import Period
from tracker.outputs.annex.annex import make_annex
from tracker.outputs.annex.raw_sheet import raw_rows
from tracker.outputs.package import read_stamp
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words
from tracker.words.formats import format_roman, is_rate
from tracker.words.story_texts import DEMO_MARK, DRAFT_MARK
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.workspace import Workspace

CTXH, POOR = "Công tác xã hội 2021–2030", "Giảm nghèo bền vững 2026–2030"
H1 = Period.parse("2026-H1")
CODE = re.compile(r"\(([A-Z0-9a-z.-]+)\)$")
HALF_COLUMNS = dict(
    zip(
        ("previous_year", "plan", "same_period", "value", "estimate", "pct_of_plan", "period_change",
         "estimate_pct_of_plan", "estimate_change", "next_plan"),
        range(3, 13),
        strict=True,
    )
)  # fmt: skip
DIFFERENCES = {  # column → of a rate, of a count, what a count has more than compare's per cent
    "pct_of_plan": ("plan_difference", "pct_of_plan", 0),
    "period_change": ("difference", "pct_change", 100),
    "year_change": ("previous_year_difference", "previous_year_pct_change", 100),
    "estimate_pct_of_plan": ("estimate_plan_difference", "estimate_pct_of_plan", 0),
    "estimate_change": ("estimate_difference", "estimate_pct_change", 100),
}


@pytest.fixture(scope="module")
def annex(story: Story) -> bytes:
    return make_annex(story)


@pytest.fixture(scope="module")
def stored(annex: bytes) -> Workbook:
    """With the results that are stored for programs that do not calculate."""
    return _open(annex, data_only=True)


@pytest.fixture(scope="module")
def live(annex: bytes) -> Workbook:
    return _open(annex)


@pytest.fixture(scope="module")
def again(annex: bytes, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """With the results that LibreOffice computes."""
    return recalculated(annex, tmp_path_factory.mktemp("annex"))


def _open(data: bytes, **how: Any) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), **how)


def _cells(sheet: Worksheet) -> Iterator[Any]:
    return (cell for line in sheet.iter_rows() for cell in line if cell.value is not None)


def _rows_by_code(sheet: Worksheet, column: int = 1) -> dict[str, tuple[Any, ...]]:
    """Code at the end of a name → the values of its row."""
    found = {}
    for row in sheet.iter_rows(values_only=True):
        match = CODE.search(str(row[column] or "").replace("\n", " "))
        if match and match[1] not in found:
            found[match[1]] = row
    return found


def _same(found: Any, expected: float) -> bool:
    if pd.isna(expected):
        return found in (None, "")
    return found not in (None, "") and bool(np.isclose(float(found), expected, rtol=1e-9, atol=1e-9))


def _changed(material: Material, **tables: pd.DataFrame) -> Material:
    content = material.content
    return Material(EditionContent(content.facts, {**content.tables, **tables}), material.mark)


@pytest.mark.parametrize("reader", ["stored", "again"])
@pytest.mark.parametrize("sheet", [CTXH, POOR])
def test_every_number_is_that_of_compare(
    reader: str, sheet: str, demo: Workspace, request: pytest.FixtureRequest
) -> None:
    compared = replace(demo, basis="official").answers.compare(H1, ["TQ_NEW"]).set_index("indicator_code")
    units_of_measure = {one.code: one.unit_of_measure for one in demo.catalogue.indicators}
    rows = _rows_by_code(request.getfixturevalue(reader)[sheet])
    assert len(rows) >= 7
    checked = 0
    for code, row in rows.items():
        for name, at in HALF_COLUMNS.items():
            known = compared.loc[code]
            rate, count, more = DIFFERENCES.get(name, (name, name, 0))
            expected = known[rate] if is_rate(units_of_measure[code]) else known[count] + more
            assert _same(row[at], expected), (code, name, row[at], expected)
            checked += not pd.isna(expected)
    assert checked > 20


def test_every_comparison_is_a_formula(live: Workbook) -> None:
    for name in (CTXH, POOR, words.UNIT_ROWS_SHEET):
        rows = [row for row in live[name].iter_rows() if CODE.search(str(row[1].value or ""))]
        assert rows
        for row in rows:
            assert all(str(row[at].value).startswith("=IF(COUNT(") for at in range(8, 12)), name


@pytest.mark.parametrize("reader", ["stored", "again"])
def test_targets_are_judged_as_assess_judges_them(
    reader: str, story: Story, demo: Workspace, request: pytest.FixtureRequest
) -> None:
    assessed = replace(demo, basis="official").answers.assess(H1, ["TQ_NEW"])
    sheet = request.getfixturevalue(reader)[words.TARGETS_SHEET]
    rows = [row for row in sheet.iter_rows(values_only=True) if CODE.search(str(row[1] or ""))]
    assert len(rows) > 25
    by_key = {
        (one.indicator_code, one.due_year, VERDICT_WORDS[one.verdict], round(one.bound, 6)): one
        for one in assessed.fillna({"bound": -1.0}).itertuples(index=False)
    }
    for row in rows:
        bound = -1.0 if row[6] is None else round(row[6], 6)
        one = by_key[CODE.search(row[1])[1], row[4], row[14], bound]
        for at, name in enumerate(("progress", "achievement", "pace"), start=9):
            assert _same(row[at], getattr(one, name)), (one.indicator_code, name)


def test_units_stand_worst_first_with_their_own_numbers(
    stored: Workbook, again: Workbook, story: Story
) -> None:
    order = list(story.units.index)
    names = [story.material.place_name(code) for code in order]
    sheet = stored[words.UNITS_SHEET]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int | float)]
    assert [row[1] for row in rows] == names
    known = story.material.comparisons
    own = known[(known["place_code"] == order[0]) & (known["indicator_code"] == "CTXH-04a")].iloc[0]
    assert _same(rows[0][6], own["value"]) and _same(rows[0][8], own["plan_difference"])
    computed = [row for row in again[words.UNITS_SHEET].iter_rows(values_only=True) if row[1] in names]
    for mine, theirs in zip(rows, computed, strict=True):
        assert all(
            _same(b, np.nan if a in (None, "") else a) for a, b in zip(mine[3:], theirs[3:], strict=True)
        )


def test_unit_rows_are_those_of_compare(again: Workbook, story: Story) -> None:
    known = story.material.comparisons.set_index(["place_code", "indicator_code"])
    codes = {story.material.place_name(code): code for code in story.units.index}
    units_of_measure = story.material.indicators["unit_of_measure"]
    rows = [row for row in again[words.UNIT_ROWS_SHEET].iter_rows(values_only=True) if row[0] in codes]
    assert len(rows) > 1000
    for row in rows:
        indicator = CODE.search(row[1])[1]
        one = known.loc[codes[row[0]], indicator]
        for name, at in HALF_COLUMNS.items():
            rate, count, more = DIFFERENCES.get(name, (name, name, 0))
            expected = one[rate] if is_rate(units_of_measure[indicator]) else one[count] + more
            assert _same(row[at], expected), (row[0], indicator, name)


def test_no_cell_is_an_error(again: Workbook) -> None:
    for sheet in again:
        assert not [cell.coordinate for cell in _cells(sheet) if str(cell.value).startswith("#")], sheet.title


def test_raw_figures_are_a_table_with_every_source(live: Workbook, story: Story) -> None:
    sheet = live[words.RAW_SHEET]
    table = sheet.tables["SoLieuGoc"]
    lines = list(sheet[table.ref])
    assert tuple(cell.value for cell in lines[0]) == words.RAW_COLUMNS
    sources = story.material.table("sources")
    assert len(lines) - 1 == len(sources) == len(raw_rows(story)) > 10_000
    for line, one in zip(lines[1::97], sources.iloc[::97].itertuples(index=False), strict=True):
        values = [cell.value for cell in line]
        assert (values[0], values[2], values[13]) == (one.indicator, one.unit, one.submission)
        assert _same(values[6], one.value) and _same(values[7], one.numerator)
        assert line[2].data_type == "s" and line[6].data_type == "n"


def test_the_same_story_gives_the_same_bytes(annex: bytes, material: Material) -> None:
    again = Material.read(material.content.content, material.mark)
    assert make_annex(Story.of(again)) == annex


def test_it_says_which_edition_it_is(annex: bytes, live: Workbook, story: Story, draft: Material) -> None:
    stamp = read_stamp(annex)
    assert stamp and (stamp.kind, stamp.edition) == ("annex", "2026-H1/2")
    for sheet in live:
        assert "2026-H1/2" in sheet.oddFooter.left.text and "&P" in sheet.oddFooter.right.text
        texts = [str(cell.value) for cell in _cells(sheet)]
        assert any(DEMO_MARK in text for text in texts), sheet.title
    summary = [str(cell.value) for cell in _cells(live[words.SUMMARY_SHEET])]
    assert story.material.mark.check_code in summary
    unsigned = make_annex(Story.of(draft))
    for sheet in _open(unsigned):
        assert any(DRAFT_MARK in str(cell.value) for cell in _cells(sheet)), sheet.title
    assert read_stamp(unsigned).edition is None


def test_it_is_ready_to_print(live: Workbook) -> None:
    for name in (CTXH, POOR, words.TARGETS_SHEET, words.UNIT_ROWS_SHEET):
        sheet = live[name]
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows and sheet.freeze_panes
    assert live[words.UNIT_ROWS_SHEET].auto_filter.ref and live[words.UNITS_SHEET].auto_filter.ref


def test_its_head_is_drawn_as_offices_draw_it(live: Workbook) -> None:
    sheet = live[CTXH]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    numbers = next(row for row in sheet.iter_rows() if row[0].value == "A")
    assert [cell.value for cell in numbers] == [
        "A", "B", "C", "1", "2", "3", "4", "5", "6=4/2", "7=4/3", "8=5/2", "9=5/1", "10", "11", "12",
    ]  # fmt: skip
    top = numbers[0].row - 2
    assert {f"A{top}:A{top + 1}", f"I{top}:L{top}"} <= merged
    groups = [row[0].value for row in sheet.iter_rows() if str(row[0].value) in ("I", "II", "III")]
    assert groups == ["I", "II"]


def test_national_targets_stand_apart(stored: Workbook, story: Story) -> None:
    rows = list(stored[POOR].iter_rows(values_only=True))
    apart = next(at for at, row in enumerate(rows) if row[1] == words.NATIONAL)
    levels = story.material.indicators["level"]
    for at, row in enumerate(rows):
        match = CODE.search(str(row[1] or ""))
        if match:
            assert (levels[match[1]] == "national") == (at > apart)


def test_a_whole_year_has_fewer_columns(demo: Workspace, draft: Material) -> None:
    book = _open(make_annex(Story.of(draft)), data_only=True)
    rows = list(book[CTXH].iter_rows(values_only=True))
    numbers = next(row for row in rows if row[0] == "A")
    assert numbers[:11] == ("A", "B", "C", "1", "2", "3", "4=3/2", "5=3/1", "6", "7", "8")
    compared = replace(demo, basis="official").answers.compare(Period.parse("2025"), ["TQ_NEW"])
    own = compared.set_index("indicator_code").loc["CTXH-03"]
    row = _rows_by_code(book[CTXH])["CTXH-03"]
    assert (
        _same(row[5], own["value"]) and _same(row[6], own["pct_of_plan"]) and _same(row[8], own["next_plan"])
    )
    said = [str(row[0]) for row in rows if row[0]]
    assert any("Cột 1 (thực hiện năm 2024): chưa có số liệu" in text for text in said)


def test_charts_are_excels_own(annex: bytes, stored: Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(annex)) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    assert len(charts) >= 10
    lines = [chart for chart in charts if "lineChart" in chart and "Tỷ lệ hộ nghèo (%)" in chart]
    assert len(lines) == 1 and 'idx="1"><c:v>18.9<' in lines[0] and "<c:v>0</c:v>" not in lines[0]
    assert "dispBlanksAs" not in lines[0]  # the gap is what is drawn where nothing is said
    assert all(DEMO_MARK in chart for chart in charts)
    data = stored[words.CHART_DATA_SHEET]
    head = next(cell for cell in _cells(data) if str(cell.value).startswith("Tỷ lệ hộ nghèo (%)"))
    actual = {data.cell(row, 1).value: data.cell(row, 2).value for row in range(head.row + 1, head.row + 9)}
    assert actual["2022"] == 18.9 and actual["2023"] is None


def test_one_unit_and_one_programme(material: Material) -> None:
    unit = _open(make_annex(Story.of(material, unit="02215")))
    assert words.UNITS_SHEET not in unit.sheetnames
    assert {row[2] for row in unit[words.RAW_SHEET].iter_rows(values_only=True, min_row=8)} <= {"02215", None}
    alone = _open(make_annex(Story.of(material, programme="CTXH")))
    assert CTXH in alone.sheetnames and POOR not in alone.sheetnames
    over = _open(make_annex(Story.of(material, programme="GNBV")))
    assert "Giảm nghèo bền vững 2021–2025" in over.sheetnames


@pytest.mark.parametrize("count", [0, 1])
def test_few_indicators(material: Material, count: int) -> None:
    tables = material.content.tables
    kept = list(tables["indicators"]["indicator"])[:count]
    small = {
        name: rows[rows["indicator"].isin(kept)]
        for name, rows in tables.items()
        if "indicator" in rows and name != "texts"
    }
    book = _open(make_annex(Story.of(_changed(material, **small))), data_only=True)
    assert set(_rows_by_code(book[CTXH])) == set(kept)
    texts = [str(cell.value) for cell in _cells(book[POOR])]
    assert words.NO_ROWS in texts


def test_forty_indicators_in_groups_of_their_own(material: Material) -> None:
    tables = material.content.tables
    first = tables["indicators"].iloc[[0]]
    code = str(first["indicator"].iloc[0])
    made = [f"{code}{number:02}" for number in range(40)]
    names = {name: f"N{name}" for name in made}
    indicators = pd.concat([first.assign(indicator=one, group=names[one]) for one in made], ignore_index=True)
    groups = pd.concat(
        [tables["groups"].iloc[[0]].assign(group=names[one], name=f"Nhóm {one}") for one in made],
        ignore_index=True,
    )
    more = {
        name: pd.concat(
            [tables[name][tables[name]["indicator"] == code].assign(indicator=one) for one in made],
            ignore_index=True,
        )
        for name in ("verdicts", "comparisons", "series", "targets", "ranking", "sources")
    }
    book = _open(make_annex(Story.of(_changed(material, indicators=indicators, groups=groups, **more))))
    assert set(_rows_by_code(book[CTXH])) == set(made)
    assert "XL" in [row[0] for row in book[CTXH].iter_rows(values_only=True)]


def test_an_edition_without_figures_says_so(material: Material) -> None:
    content = material.content
    kept = ("programmes", "groups", "documents", "indicators", "targets", "places", "standards")
    bare = {name: rows if name in kept else rows.iloc[:0] for name, rows in content.tables.items()}
    book = _open(make_annex(Story.of(Material(EditionContent(content.facts, bare), material.mark))))
    said = {sheet.title: [str(cell.value) for cell in _cells(sheet)] for sheet in book}
    for sheet, text in (
        (CTXH, words.NO_ROWS),
        (words.TARGETS_SHEET, words.NO_TARGETS),
        (words.CHARTS_SHEET, words.NO_CHARTS),
        (words.RAW_SHEET, words.NO_SOURCES),
        (words.UNIT_ROWS_SHEET, words.NO_UNITS),
    ):
        assert text in said[sheet], sheet


HOSTILE = (
    "=HYPERLINK(1)",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "a\x00\x07\x0bb\ufffe",
    "x" * 40_000,
    "_x0041_",
    "<&>\"'",
)


FORMULAS = re.compile(r"=IF\(COUNT\([A-Z0-9,]+\)=[23],[A-Z0-9(),>/*\-\".]+\)|='(?:[^']|'')+'![A-Z]+\d+")


def _hostile(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Every hostile text in turn in these columns."""
    texts = list(itertools.islice(itertools.cycle(HOSTILE), len(rows)))
    return rows.assign(**dict.fromkeys(columns, pd.Series(texts, index=rows.index, dtype=object)))


def test_text_of_users_stays_text(material: Material) -> None:
    tables = material.content.tables
    hostile = _changed(
        material,
        indicators=_hostile(tables["indicators"], "name", "short_name", "definition", "section", "owner"),
        places=_hostile(tables["places"], "name", "short_name"),
        groups=_hostile(tables["groups"], "name"),
        programmes=_hostile(tables["programmes"].iloc[::-1], "name", "short_name"),
        documents=_hostile(tables["documents"], "number", "title"),
        missing=_hostile(tables["missing"], "name"),
        sources=_hostile(tables["sources"].iloc[:400], "note", "cell"),
    )
    book = _open(make_annex(Story.of(hostile)))
    for sheet in book:
        found = [cell.value for cell in _cells(sheet) if cell.data_type == "f"]
        assert [text for text in found if not FORMULAS.fullmatch(text)] == [], sheet.title
        assert len(sheet.title) <= 31
    notes = [row[9] for row in book[words.RAW_SHEET].iter_rows(values_only=True) if row[6] is not None][1:]
    assert notes[0] == "=HYPERLINK(1)" and notes[4] == "ab" and notes[6:8] == ["_x0041_", "<&>\"'"]
    assert len(notes[5]) == 32_767 and notes[5].endswith("…")


def test_progress_is_told(story: Story) -> None:
    heard: list[float] = []
    make_annex(story, progress=heard.append)
    assert heard == sorted(heard) and heard[-1] == 1.0


def test_romans() -> None:
    assert [format_roman(one) for one in (1, 4, 9, 14, 39, 40, 49)] == [
        "I", "IV", "IX", "XIV", "XXXIX", "XL", "XLIX",
    ]  # fmt: skip
