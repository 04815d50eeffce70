"""A slide per indicator that matters: chart, sentence, three numbers, method and cut-off."""

from __future__ import annotations

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.fitting import clip, fit_size
from tracker.outputs.deck.indicator_chart import add_indicator_chart
from tracker.outputs.deck.page import Deck, Page
from tracker.outputs.deck.text import LOOK, Paragraph, Piece, one_line, plain, told
from tracker.outputs.deck.yearly_chart import add_yearly_chart, has_years
from tracker.outputs.points import list_points
from tracker.outputs.story.charted import Charted
from tracker.outputs.story.line import Line, Number
from tracker.outputs.story.sources import figure_sources
from tracker.words import deck_texts as words
from tracker.words.formats import format_date, format_period, format_target, format_value, is_known
from tracker.words.indicator_sentences import LINEAR_METHOD

_LEAD, _SECOND = 18.0, 14.0
_FOOT = 11.0
_FOOT_LINES = 2
_MOST_POINTS = 30


def add_indicator_page(deck: Deck, line: Line) -> None:
    page = deck.add_page(line.short_name, _notes(line))
    said = [told(line.sentence, _LEAD)]
    second = " ".join(part for part in (_sentence(line.reason), line.projection) if part)
    if second:
        said.append(
            plain(clip(one_line(second), page.room.width, 2, _SECOND), _SECOND, before=3, colour=LOOK.muted)
        )
    page.add_lead(*said, gap=8)
    foot = _foot(line, page.room.width)
    height = sum(one.height(page.room.width) for one in foot) + 4
    page.add_text(page.room.lower(height), *foot, anchor="bottom")
    chart, numbers = page.room.above(height, 8).columns(8.4, 3.2, gap=22)
    _add_chart(page, chart, line)
    _add_numbers(page, numbers, line)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _foot(line: Line, width: float) -> list[Paragraph]:
    """The full name and code, then method, cut-off and who answers for it."""
    name = clip(words.FULL_NAME.format(name=one_line(line.name), code=line.code), width, _FOOT_LINES, _FOOT)
    method = words.METHOD_FOOT.format(
        method=LINEAR_METHOD,
        cut_off=format_date(line.material.cut_off_on),
        owner=one_line(line.owner) or words.NO_OWNER,
    )
    return [plain(text, _FOOT, colour=LOOK.muted) for text in (name, clip(method, width, _FOOT_LINES, _FOOT))]


def _add_chart(page: Page, box: Box, line: Line) -> None:
    charted = line.read_chart()
    is_yearly = charted.drawn.shape == "change"
    if charted.is_empty or is_yearly and not has_years(charted):
        page.add_text(box, plain(words.NO_CHART, 18, colour=LOOK.muted), anchor="middle")
        return
    caption = plain(words.UNIT_OF_MEASURE.format(unit=one_line(line.unit_of_measure)), 11, colour=LOOK.muted)
    page.add_text(box.upper(16), caption)
    add = add_yearly_chart if is_yearly else add_indicator_chart
    add(page, box.below(16, 2), charted, _alt(line, charted))


def _alt(line: Line, charted: Charted) -> str:
    unit, decimals = line.unit_of_measure, line.decimals
    known = [
        one for one in list_points(charted.drawn.points) if one.measure == "actual" and is_known(one.value)
    ]
    told_points = [
        (format_period(one.period), format_value(one.value, unit, decimals)) for one in known[-_MOST_POINTS:]
    ]
    targets = [
        f"{format_target(row.target_op, row.target_low, row.target_high, unit, decimals)} năm {int(row.due_year)}"
        for row in charted.rows.itertuples(index=False)
        if is_known(row.bound)
    ]
    return words.chart_alt(line.short_name, unit, told_points, targets)


def _add_numbers(page: Page, box: Box, line: Line) -> None:
    """The verdict in its colour, sign and word, and the three numbers one under the other."""
    colour = LOOK.verdict(line.verdict)
    sign = f"{words.VERDICT_SIGNS[line.verdict]} {line.verdict_word}"
    chip = plain(sign, 18, bold=True, colour="#ffffff", side="center")
    page.add_area(box.upper(36), [chip], fill=colour, line=None)
    room = box.below(36, 10)
    height = room.height / 3
    for at, number in enumerate(line.numbers):
        own = Box(room.left, room.top + at * height, room.width, height - 4)
        page.add_text(own, *_number(number, own, colour if at == 0 else LOOK.ink))


def _number(number: Number, box: Box, colour: str) -> list[Paragraph]:
    size = fit_size(number.text, box.width, min(box.height - 30, 40), (30, 26, 22, 18, 15), bold=True)
    said = [
        plain(number.label, 12, colour=LOOK.muted),
        Paragraph((Piece(clip(number.text, box.width, 2, size, bold=True), True, colour),), size),
    ]
    if number.note:
        used = sum(one.height(box.width) for one in said)
        lines = max(int((box.height - used) // (11 * 1.2)), 1)
        said.append(plain(clip(one_line(number.note), box.width, min(lines, 3), 11), 11, colour=LOOK.muted))
    return said


def _notes(line: Line) -> list[str]:
    """Each number with its source, so that whoever speaks can answer."""
    said = [one_line(line.name)]
    for number in line.numbers:
        note = f" ({number.note})" if number.note else ""
        said.append(words.VALUE_NOTE.format(label=number.label, text=number.text, note=note))
    return [*said, *(f"{one}." for one in figure_sources(line.material, line.code, line.place))]
