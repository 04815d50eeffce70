"""Every number of a report is one of `assess` or `compare`: cell by cell in the tables, sentence by sentence in the text."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph

from tests.outputs.report.reading import NUMBER, annexes, blocks, captioned, cells, plain
from tracker.core.assessment import leading_rows
from tracker.core.period import Period
from tracker.outputs.story.story import Story
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.workspace import Workspace

PROVINCE = "TQ_NEW"
NEAR = 0.5000001  # of the last digit that is shown


class Answers:
    """What the workspace says of the province in a period, with official figures, independent of any edition."""

    def __init__(self, workspace: Workspace, period: str) -> None:
        official = replace(workspace, basis="official").answers
        at = Period.parse(period)
        self.assessed = official.assess(at, [PROVINCE])
        self.compared = official.compare(at, [PROVINCE]).set_index("indicator_code")
        self.indicators = {one.code: one for one in workspace.catalogue.indicators}
        self.by_name = {one.short_name: one.code for one in workspace.catalogue.indicators}
        self.by_full_name = {one.name: one.code for one in workspace.catalogue.indicators}

    def code(self, shown: str) -> str:
        """The indicator behind a first column: its short name, perhaps with its unit of measure."""
        return self.by_name.get(shown) or self.by_name[shown.rpartition(" (")[0]]

    def leading(self, programme: str) -> pd.DataFrame:
        rows = self.assessed[self.assessed["programme_code"] == programme]
        return leading_rows(rows).set_index("indicator_code")

    def is_rate(self, code: str) -> bool:
        return "%" in self.indicators[code].unit_of_measure


@pytest.fixture(scope="module", params=["2026-H1", "2025"])
def case(request, demo: Workspace, half_year_document: Document, year_document: Document):  # type: ignore[no-untyped-def]
    document = half_year_document if request.param == "2026-H1" else year_document
    return Answers(demo, request.param), document, request.param


def number_of(text: str) -> float:
    """The first number of a cell; a dash is unknown."""
    if text.strip() in ("–", ""):
        return math.nan
    found = NUMBER.search(text)
    assert found, text
    value = float(found[0].replace(".", "").replace(",", "."))
    return -value if text.lstrip().startswith("−") else value


def digits(text: str) -> int:
    found = NUMBER.search(text)
    return len(found[0].partition(",")[2]) if found else 0


def agree(text: str, expected: Any) -> bool:
    """Whether a cell shows the value, rounded as it shows it; unknown only where nothing is known."""
    wanted = math.nan if expected is None or pd.isna(expected) else float(expected)
    shown = number_of(text)
    if math.isnan(shown) or math.isnan(wanted):
        return math.isnan(shown) and math.isnan(wanted)
    return abs(shown - wanted) <= NEAR * 10.0 ** -digits(text)


def tables_named(document: Document, head: str) -> list[tuple[str, list[list[str]]]]:
    return [(name, cells(table)) for name, table in captioned(document).items() if name.startswith(head)]


def programme_of(caption: str, story: Story) -> str:
    shown = caption.rpartition(": ")[2]
    rows = story.material.table("programmes")
    return str(rows.loc[rows["short_name"] == shown, "programme"].iloc[0])


def test_the_table_against_targets(case, story: Story) -> None:  # type: ignore[no-untyped-def]
    answers, document, _ = case
    found = tables_named(document, "Kết quả so với mục tiêu")
    assert len(found) >= 2
    for caption, (_, *rows) in found:
        leading = answers.leading(programme_of(caption, story))
        for _, name, target, value, needed, word in rows:
            code = answers.code(name)
            row = leading.loc[code]
            is_share = row["target_kind"] == "per_unit" and pd.notna(row["share_complying"])
            assert agree(value, 100 * row["share_complying"] if is_share else row["value"]), (code, value)
            bound = row["target_low"] if pd.notna(row["target_low"]) else row["target_high"]
            assert agree(target, bound), (code, target)
            if needed != "–":
                assert agree(needed, row["expected"]) or agree(needed, bound), (code, needed)
            assert word == VERDICT_WORDS[row["verdict"]], code


def test_the_table_against_the_years_before(case) -> None:  # type: ignore[no-untyped-def]
    answers, document, period = case
    found = tables_named(document, "Kết quả so với cùng kỳ")
    assert len(found) == 2
    for _, (_, *rows) in found:
        for _, name, *figures in rows:
            code = answers.code(name)
            row, rate = answers.compared.loc[code], answers.is_rate(code)
            if period == "2025":
                wanted = ["previous_year", "value", _pair(rate, "previous_year_"), "plan"]
                wanted.append("plan_difference" if rate else "pct_of_plan")
            else:
                wanted = ["previous_year", "same_period", "value", _pair(rate), "estimate"]
                wanted.append(_pair(rate, "estimate_"))
            for text, column in zip(figures, wanted, strict=True):
                assert agree(text, row[column]), (code, column, text, row[column])


def _pair(rate: bool, head: str = "") -> str:
    return f"{head}difference" if rate else f"{head}pct_change"


def test_every_figure_of_the_wide_annexes(case) -> None:  # type: ignore[no-untyped-def]
    answers, document, period = case
    found = {name: tables for name, tables in annexes(document).items() if name.startswith("BIỂU TỔNG HỢP")}
    assert len(found) >= 2
    seen = 0
    for tables in found.values():
        for row in cells(tables[0])[3:]:
            if len(row) == 2:  # the title of a group
                continue
            _, name, unit, *figures, _ = row
            code = answers.by_full_name[name]
            assert unit == answers.indicators[code].unit_of_measure
            compared, rate = answers.compared.loc[code], answers.is_rate(code)
            for text, column in zip(figures, _wide_columns(period, rate), strict=True):
                assert agree(text, compared[column]), (code, column, text, compared[column])
            seen += 1
    assert seen > 50


def _wide_columns(period: str, rate: bool) -> list[str]:
    share = "plan_difference" if rate else "pct_of_plan"
    if period == "2025":
        return ["previous_year", "plan", "value", share, _pair(rate, "previous_year_"), "next_plan"]
    estimate = "estimate_plan_difference" if rate else "estimate_pct_of_plan"
    return [
        *("previous_year", "plan", "same_period", "value", "estimate", share, _pair(rate), estimate),
        *(_pair(rate, "estimate_"), "next_plan"),
    ]


def test_targets_of_the_next_period(case) -> None:  # type: ignore[no-untyped-def]
    answers, document, period = case
    found = tables_named(document, "Mục tiêu, kế hoạch của kỳ tới")
    assert found
    year = Period.parse(period).last_year
    ahead = (
        answers.assessed[
            (answers.assessed["due_year"] > year)
            & ~answers.assessed["target_kind"].isin(["year_plan", "none"])
        ]
        .sort_values("due_year", kind="stable")
        .drop_duplicates("indicator_code")
        .set_index("indicator_code")
    )
    for _, (_, *rows) in found:
        for _, name, _, plan, *more in rows:
            code = answers.code(name)
            assert agree(plan, answers.compared.loc[code, "next_plan" if period == "2025" else "plan"]), code
            if not more:
                assert code not in ahead.index
                continue
            milestone, needed = more
            if code in ahead.index:
                row = ahead.loc[code]
                bound = row["target_low"] if pd.notna(row["target_low"]) else row["target_high"]
                assert agree(milestone, bound), code
                assert agree(needed, row["needed_per_year"]), (code, needed)
            else:
                assert milestone == needed == "–"


def test_every_number_of_the_sentences(case, story: Story) -> None:  # type: ignore[no-untyped-def]
    """A sentence of an indicator has no number that is not of its own rows, its period or its years."""
    answers, document, _ = case
    checked = 0
    for block in blocks(document):
        if not isinstance(block, Paragraph) or block.style is None or block.style.name != "List Bullet":
            continue
        text = plain(block.text)
        names = [name for name in answers.by_name if text.startswith((f"{name} ", f"{name}:"))]
        if not names:
            continue
        name = max(names, key=len)
        code = answers.by_name[name]
        known = _known_numbers(answers, code)
        said = text[len(name) :].partition(" Giải trình của ")[0].replace(code, "")
        for shown in NUMBER.findall(said):
            value = float(shown.rstrip(".").replace(".", "").replace(",", "."))
            near = NEAR * 10.0 ** -len(shown.partition(",")[2])
            assert any(abs(value - one) <= near for one in known), (code, shown, said)
            checked += 1
    assert checked > 50


def _known_numbers(answers: Answers, code: str) -> list[float]:
    """Every number that the rows of an indicator hold, as value, as per cent, as change without its sign."""
    found = [6.0]  # 6 tháng đầu năm
    for _, row in answers.assessed[answers.assessed["indicator_code"] == code].iterrows():
        for value in row.to_list():
            found += _numbers_in(value)
    return [
        *found,
        *(100 * one for one in found),
        *(abs(one) for one in found),
        *(100 * abs(one) for one in found),
    ]


def _numbers_in(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [one for part in value.values() for one in _numbers_in(part)]
    if isinstance(value, list | tuple):
        return [one for part in value for one in _numbers_in(part)]
    if isinstance(value, str):
        return [float(year) for year in value.replace("-", " ").split() if year.isdigit() and len(year) == 4]
    try:
        number = float(value)
    except (TypeError, ValueError):
        return []
    return [] if math.isnan(number) or math.isinf(number) else [number]


def test_counts_and_coverage(story: Story, half_year_document: Document) -> None:
    text = plain("\n".join(one.text for one in half_year_document.paragraphs))
    assert f"{story.units_reported}/{story.units_expected} đơn vị có số liệu được duyệt" in text
    for programme in story.programmes:
        assert f"Có {len(programme.lines)} chỉ tiêu được đánh giá" in text
    missing = annexes(half_year_document)["ĐƠN VỊ CHƯA CÓ SỐ LIỆU ĐƯỢC DUYỆT"][0]
    assert [row[1] for row in cells(missing)[1:]] == list(story.missing["name"])


def test_the_worst_units(story: Story, half_year_document: Document) -> None:
    ((_, (_, *rows)),) = tables_named(half_year_document, "Các đơn vị có nhiều chỉ tiêu chậm nhất")
    worst = story.units.head(len(rows))
    assert [row[1] for row in rows] == list(worst["name"])
    for row, unit in zip(rows, worst.itertuples(), strict=True):
        assert [int(text) for text in row[2:]] == [unit.behind, unit.at_risk, unit.known]


def test_charts_hold_the_points_of_the_indicators_page(story: Story, half_year_document: Document) -> None:
    """What a person edits in Word are the figures of the story, not a picture of them."""
    from docx.oxml.ns import qn
    from lxml import etree

    links = half_year_document.element.body.findall(f".//{qn('c:chart')}")
    assert len(links) >= 4
    by_title = {f"{line.short_name} ({line.unit_of_measure})": line for line in story.all_lines}
    for link, frame in zip(
        links, half_year_document.element.body.findall(f".//{qn('wp:docPr')}"), strict=True
    ):
        part = half_year_document.part.related_parts[link.get(qn("r:id"))]
        drawn = by_title[frame.get("title")].read_chart().drawn.points
        values = {
            float(one.text) for one in etree.fromstring(part.blob).iter(qn("c:v")) if _is_number(one.text)
        }
        actuals = drawn[drawn["measure"] == "actual"]["value"]
        assert all(min(abs(value - one) for one in values) < 1e-6 for value in actuals)
        workbook = next(iter(part.rels.values())).target_part
        assert workbook.blob[:2] == b"PK"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
