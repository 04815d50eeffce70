"""The annex that makes the numbers checkable: which edition, how it was computed, where each indicator is set."""

from __future__ import annotations

from tracker.core.edition_schema import METHODS_VERSION
from tracker.outputs.report.paper import TABLE, Paper
from tracker.outputs.report.tables import Cell, Row, Table, head_of
from tracker.outputs.story.story import Story
from tracker.words import story_texts
from tracker.words import word_report_texts as words
from tracker.words.formats import format_date, format_instant, format_number, format_share
from tracker.words.methods import METHODS, SYMBOLS

_FACT_WIDTHS = (5.0, 11.5)
_METHOD_WIDTHS = (2.9, 6.3, 7.3)
_SOURCE_WIDTHS = (0.9, 5.6, 7.2, 2.8)
_NOT_OURS = ("checks", "estimates", "statcan", "destatis")  # nothing in the report is computed by them


def write_methods(paper: Paper, story: Story) -> None:
    _write(paper, words.FACTS_TABLE, words.FACTS_HEAD, _FACT_WIDTHS, _fact_rows(story))
    if story.material.facts["methods_version"] == METHODS_VERSION:
        _write(paper, words.METHODS_TABLE, words.METHODS_HEAD, _METHOD_WIDTHS, _method_rows(story))
        symbols = "; ".join(f"{sign}: {meaning}" for sign, meaning in SYMBOLS.items())
        paper.text(words.SYMBOLS_NOTE.format(symbols=symbols), style="Ghi chú bảng")
    else:
        paper.text(words.OTHER_METHODS.format(version=story.material.facts["methods_version"]))
    _write(paper, words.SOURCES_TABLE, words.SOURCES_HEAD, _SOURCE_WIDTHS, _source_rows(story))


def _write(
    paper: Paper, title: str, head: tuple[str, ...], widths: tuple[float, ...], rows: list[Row]
) -> None:
    if rows:
        table = Table(widths, head_of(head), rows, title, f"{title}.", is_small=True)
        paper.table(table, paper.next(TABLE))


def _fact_rows(story: Story) -> list[Row]:
    material, mark = story.material, story.material.mark
    limits = material.facts["thresholds"]
    method = words.METHODS_VERSION.format(
        version=material.facts["methods_version"],
        on_track=format_share(limits["on_track"]),
        at_risk=format_share(limits["at_risk"]),
    )
    values = (
        story_texts.edition_words(mark.number, mark.at, mark.signed_by),
        mark.check_code,
        format_instant(mark.at),
        format_date(material.cut_off_on),
        f"{format_number(story.units_reported)}/{format_number(story.units_expected)}",
        method,
    )
    rows: list[Row] = [
        [Cell(name), Cell(value)] for name, value in zip(words.EDITION_FACTS, values, strict=True)
    ]
    return [*rows, [Cell(words.DEMO_NOTE, bold=True, span=2)]] if material.is_demo else rows


def _method_rows(story: Story) -> list[Row]:
    used = {one["code"] for one in story.material.facts["methods"]} - set(_NOT_OURS)
    return [
        [Cell(one.title), Cell(one.explanation), Cell(one.formula)] for one in METHODS if one.code in used
    ]


def _source_rows(story: Story) -> list[Row]:
    rows: list[Row] = []
    for at, line in enumerate(story.all_lines, start=1):
        own = story.material.indicators.loc[line.code]
        state = story_texts.VERIFIED if bool(own["verified"]) else story_texts.UNVERIFIED
        document = f"{story.material.document(own['document'])}, {own['section']}"
        rows.append([Cell(str(at), "center"), Cell(line.short_name), Cell(document), Cell(state, "center")])
    return rows
