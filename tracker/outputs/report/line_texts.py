"""What the report says of one indicator: its sentence with the reason, its cells in the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tracker.core.verdict import BEHIND, GOOD
from tracker.outputs.report.fields import Piece, glue
from tracker.outputs.story.line import Line
from tracker.outputs.story.statements import Explanation
from tracker.words import word_report_sentences as sentences
from tracker.words import word_report_texts as words
from tracker.words.formats import UNKNOWN, format_difference, format_number, format_target, is_known, is_rate
from tracker.words.row_texts import shown_unit


def name_words(line: Line) -> str:
    """The name, with its unit of measure where the numbers do not show it."""
    unit = line.unit_of_measure
    return line.short_name if shown_unit(unit) else f"{line.short_name} ({unit})"


def target_words(line: Line) -> str:
    """`≥ 90 % (mốc 2030)`."""
    row = line.row
    text = format_target(row.target_op, row.target_low, row.target_high, shown_unit(line.unit_of_measure))
    title = line.numbers[2].label
    mark = words.JUDGED_MARK if judged_elsewhere(line) else ""
    return UNKNOWN if text == UNKNOWN else f"{text} ({title[:1].lower()}{title[1:]}){mark}"


def judged_elsewhere(line: Line) -> str | None:
    """The place whose figures the target is judged on, where it is another one."""
    judged_on = line.row.judged_on
    is_other = isinstance(judged_on, str) and judged_on != line.place
    return line.material.place_name(judged_on) if is_other else None


def needed_words(line: Line) -> str:
    """What was to be reached by now; of a target that is due already a dash."""
    return line.needed.removeprefix("cần ") if line.needed.startswith("cần ") else UNKNOWN


def line_sentence(line: Line, explanations: Sequence[Explanation]) -> list[Piece]:
    """Where it stands; of one that is not well also why, what it takes, and what was explained."""
    parts: list[Piece] = list(line.sentence)
    if line.verdict not in GOOD and line.reason:
        parts.append(glue(f" {line.reason}."))
    if line.verdict in BEHIND and line.projection:
        parts.append(glue(f" {line.projection}"))
    for one in explanations:
        if one.indicator == line.short_name:
            parts.append(f" {sentences.explanation_words(one.unit, one.question, one.state, one.answer)}")
    return parts


def number(line: Line, column: str) -> str:
    """A value of the comparison, without its unit."""
    value = getattr(line.compared, column, None) if line.compared is not None else None
    return format_number(value, line.decimals)


def change(line: Line, difference: str, percent: str) -> str:
    """A change: of rates in points, of counts in per cent, signed."""
    if line.compared is None:
        return UNKNOWN
    if is_rate(line.unit_of_measure):
        text = format_difference(
            getattr(line.compared, difference), line.unit_of_measure, min(line.decimals, 2)
        )
        return text.replace("điểm %", "điểm")
    value = getattr(line.compared, percent)
    return f"{format_number(value, 1, signed=True)} %" if is_known(value) else UNKNOWN


def share(line: Line, percent: str, difference: str) -> str:
    """Against the plan: of rates the difference in points, of counts the per cent that is reached."""
    if line.compared is None:
        return UNKNOWN
    if is_rate(line.unit_of_measure):
        return change(line, difference, percent)
    value = getattr(line.compared, percent)
    return f"{format_number(value, 1)} %" if is_known(value) else UNKNOWN


WRITERS: Mapping[str, Callable[..., str]] = {"number": number, "change": change, "share": share}
