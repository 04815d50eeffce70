"""The first sheet: which edition this is, what it says in a sentence, how the programmes stand, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from tracker import VERSION
from tracker.core.verdict import VERDICTS
from tracker.outputs.annex.book import ALARM, HEAD, Book
from tracker.outputs.package import local_time
from tracker.outputs.story.story import Story
from tracker.outputs.theme import VERDICT_COLOURS
from tracker.words import annex_texts as words
from tracker.words import story_texts
from tracker.words.formats import format_date, format_instant
from tracker.words.round_texts import LEVEL_WORDS
from tracker.words.verdicts import VERDICT_WORDS

_WIDTHS = (34, 13, 13, 13, 13, 13)
_LINE_CHARACTERS = 100  # of the sheet's width


def write_summary(
    book: Book, sheet: Worksheet, story: Story, contents: Sequence[tuple[str, str]]
) -> None:
    """`contents`: name of a sheet and what it holds."""
    mark = story.material.mark
    width = len(_WIDTHS)
    for at, one in enumerate(_WIDTHS):
        sheet.set_column(at, at, one)
    lines = (
        words.place_line(story.place_name, story.material.period),
        words.enclosed_with(mark.document_number, None if mark.is_draft else mark.at.date()),
    )
    row = book.title(sheet, width, words.ANNEX_TITLE, lines)
    row = _write_headline(book, sheet, row, story) + 1
    row = _write_facts(book, sheet, row, story) + 1
    row = _write_counts(book, sheet, row, story) + 1
    row = _write_missing(book, sheet, row, story) + 1
    _heading(book, sheet, row, words.CONTENTS)
    link = book.style(font_color="#0B4F8A", underline=1)
    for name, text in contents:
        row += 1
        sheet.write_url(row, 0, f"internal:{quote_sheetname(name)}!A1", link, name)
        _text(book, sheet, row, 1, text)
    book.page(sheet, is_upright=True)


def _write_headline(book: Book, sheet: Worksheet, row: int, story: Story) -> int:
    """The sentence of the overview, what alarms set apart."""
    runs = [run for run in story.headline if run.text]
    cell = book.style(font_size=13, text_wrap=True, valign="top")
    plain, alarming = book.style(font_size=13), book.style(font_size=13, bold=True, font_color=ALARM)
    book.merge(sheet, (row, 0, row, len(_WIDTHS) - 1), "", cell)
    pieces: list[object] = []
    for run in runs:
        pieces += [alarming if run.alarms else plain, run.text]
    if len(runs) > 1:
        sheet.write_rich_string(row, 0, *pieces, cell)
    else:
        sheet.write_string(row, 0, "".join(run.text for run in runs), cell)
    _fit(sheet, row, "".join(run.text for run in runs), 80, 18)
    return row + 1


def _write_facts(book: Book, sheet: Worksheet, row: int, story: Story) -> int:
    material, mark = story.material, story.material.mark
    at = local_time(mark.at)
    methods = words.METHODS_TEXT.format(
        methods=material.facts["methods_version"],
        catalogue=material.facts["catalogue"]["version"],
        sheet=words.METHODS_SHEET,
    )
    facts = [
        (words.STANDS, story_texts.edition_words(mark.number, at, mark.signed_by)),
        (words.CHECK, mark.check_code),
        (words.CUT_OFF, format_date(material.cut_off_on)),
        (words.MADE_AT, format_instant(at)),
        (words.BY_METHODS, methods),
        (words.MADE_WITH, words.SOFTWARE_TEXT.format(version=VERSION)),
    ]
    _heading(book, sheet, row, words.FACTS)
    for name, text in facts:
        row += 1
        book.put(sheet, row, 0, name)
        _text(book, sheet, row, 1, text)
    return row + 1


def _write_counts(book: Book, sheet: Worksheet, row: int, story: Story) -> int:
    """How many indicators of each programme have which verdict, in words and colours."""
    _heading(book, sheet, row, words.COUNTS)
    if not story.programmes:
        _text(book, sheet, row + 1, 0, words.NO_VERDICTS)
        return row + 2
    row += 1
    for at, title in ((0, words.PROGRAMME), (1, words.INDICATORS)):
        book.put(sheet, row, at, title, bold=True, bg_color=HEAD, align="center")
    book.merge(sheet, (row, 2, row, 5), words.VERDICTS, book.cell(bold=True, bg_color=HEAD, align="center"))
    for programme in story.programmes:
        row += 1
        book.put(sheet, row, 0, programme.name)
        book.put(sheet, row, 1, float(len(programme.lines)), align="center")
        counts = [(code, programme.counts[code]) for code in VERDICTS if programme.counts.get(code)]
        pieces: list[object] = []
        for at, (code, count) in enumerate(counts):
            style = book.style(bold=True, font_color=VERDICT_COLOURS[code])
            pieces += [style, f"{count} {VERDICT_WORDS[code].lower()}"]
            pieces += [book.style(), " · "] if at < len(counts) - 1 else []
        cell = book.cell()
        book.merge(sheet, (row, 2, row, 5), "", cell)
        if len(pieces) > 2:
            sheet.write_rich_string(row, 2, *pieces, cell)
        else:
            sheet.write_string(row, 2, str(pieces[1]), book.cell(bold=True, font_color=VERDICT_COLOURS[counts[0][0]]))
        _fit(sheet, row, programme.name, 36, 15)
    return row + 1


def _write_missing(book: Book, sheet: Worksheet, row: int, story: Story) -> int:
    """The units without official figures, by level."""
    _heading(book, sheet, row, words.MISSING)
    count, missing = story.units_expected, story.missing
    row += 1
    if not len(missing):
        _text(book, sheet, row, 0, words.NOTHING_MISSING.format(count=count))
        return row + 1
    _text(book, sheet, row, 0, words.SOME_MISSING.format(missing=len(missing), count=count))
    for level, rows in missing.groupby("level", sort=False):
        named = (f"{one.name_} ({words.STATES.get(one.state, one.state)})" for one in _named(rows))
        row += 1
        book.put(sheet, row, 0, LEVEL_WORDS.get(str(level), str(level)))
        _text(book, sheet, row, 1, ", ".join(named))
    return row + 1


def _named(rows: object) -> Iterable[object]:
    return rows.rename(columns={"name": "name_"}).itertuples(index=False)  # type: ignore[attr-defined]


def _heading(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    sheet.write_string(row, 0, text, book.style(bold=True, font_size=12))


def _text(book: Book, sheet: Worksheet, row: int, left: int, text: str) -> None:
    """A text from a column to the right edge, the row as high as it needs."""
    book.merge(sheet, (row, left, row, len(_WIDTHS) - 1), text, book.cell())
    _fit(sheet, row, text, _LINE_CHARACTERS if left == 0 else 66, 15)


def _fit(sheet: Worksheet, row: int, text: str, characters: int, height: float) -> None:
    lines = sum(-(-max(len(line), 1) // characters) for line in text.split("\n"))
    sheet.set_row(row, min(height * lines + 3, 400))
