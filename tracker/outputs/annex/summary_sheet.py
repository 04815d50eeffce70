"""The first sheet: which edition this is, what it says in a sentence, how the programmes stand, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from tracker import VERSION
from tracker.core.local_time import local_time
from tracker.core.verdict import VERDICTS
from tracker.outputs.annex.book import ALARM, BORDERED, HEAD, Book
from tracker.outputs.story.story import Story
from tracker.outputs.theme import VERDICT_COLOURS
from tracker.words import annex_texts as words
from tracker.words import story_texts
from tracker.words.formats import format_date, format_instant
from tracker.words.round_texts import LEVEL_WORDS
from tracker.words.verdicts import VERDICT_WORDS

_WIDTHS = (34, 13, 13, 13, 13, 13)


def write_summary(book: Book, sheet: Worksheet, story: Story, contents: Sequence[tuple[str, str]]) -> None:
    """`contents`: name of a sheet and what it holds."""
    mark = story.material.mark
    width = len(_WIDTHS)
    book.widths(sheet, _WIDTHS)
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
    link = book.cell(font_color="#0B4F8A", underline=1)
    for name, text in contents:
        row += 1
        sheet.write_url(row, 0, f"internal:{quote_sheetname(name)}!A1", link, name)
        _text(book, sheet, row, 1, text)
    book.page(sheet, is_upright=True)


def _write_headline(book: Book, sheet: Worksheet, row: int, story: Story) -> int:
    """The sentence of the overview, what alarms set apart."""
    look = {"font_size": 13, "text_wrap": True, "valign": "top"}
    plain, alarming = book.style(font_size=13), book.style(font_size=13, bold=True, font_color=ALARM)
    text = "".join(run.text for run in story.headline)
    book.merge(sheet, (row, 0, row, len(_WIDTHS) - 1), text, **look)
    pieces = [(run.text, alarming if run.alarms else plain) for run in story.headline]
    book.rich(sheet, row, 0, pieces, book.style(**look))
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
        (words.MADE_AT if mark.is_draft else words.SIGNED_AT, format_instant(at)),
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
    head = {"bold": True, "bg_color": HEAD, "align": "center"}
    book.merge(sheet, (row, 2, row, 5), words.VERDICTS, **BORDERED, **head)
    for programme in story.programmes:
        row += 1
        book.put(sheet, row, 0, programme.name)
        book.put(sheet, row, 1, float(len(programme.lines)), align="center")
        _write_verdicts(book, sheet, row, programme.counts)
    return row + 1


def _write_verdicts(book: Book, sheet: Worksheet, row: int, counts: Mapping[str, int]) -> None:
    """`2 đi ngược · 1 chậm`, each in its colour."""
    known = [(code, counts[code]) for code in VERDICTS if counts.get(code)]
    texts = [f"{count} {VERDICT_WORDS[code].lower()}" for code, count in known]
    looks = [{"bold": True, "font_color": VERDICT_COLOURS[code]} for code, _ in known]
    pieces: list[tuple[str, Format]] = []
    for text, look in zip(texts, looks, strict=True):
        pieces += [(" · ", book.style())] if pieces else []
        pieces.append((text, book.style(**look)))
    alone = looks[0] if len(looks) == 1 else {}
    book.merge(sheet, (row, 2, row, 5), " · ".join(texts), **BORDERED, **alone)
    book.rich(sheet, row, 2, pieces, book.cell(**alone))


def _write_missing(book: Book, sheet: Worksheet, row: int, story: Story) -> int:
    """The units without official figures, by level."""
    _heading(book, sheet, row, words.MISSING)
    count, missing = story.units_expected, story.missing
    row += 1
    if not len(missing):
        all_in = words.OWN_IS_IN if story.is_of_unit else words.NOTHING_MISSING.format(count=count)
        _text(book, sheet, row, 0, all_in)
        return row + 1
    _text(book, sheet, row, 0, words.SOME_MISSING.format(missing=len(missing), count=count))
    for level, rows in missing.groupby("level", sort=False):
        named = (
            f"{name} ({words.STATES.get(state, state)})"
            for name, state in zip(rows["name"], rows["state"], strict=True)
        )
        row += 1
        book.put(sheet, row, 0, LEVEL_WORDS.get(str(level), str(level)))
        _text(book, sheet, row, 1, ", ".join(named))
    return row + 1


def _heading(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    sheet.write_string(row, 0, text, book.style(bold=True, font_size=12))


def _text(book: Book, sheet: Worksheet, row: int, left: int, text: str) -> None:
    """A text from a column to the right edge."""
    book.merge(sheet, (row, left, row, len(_WIDTHS) - 1), text, **BORDERED)
