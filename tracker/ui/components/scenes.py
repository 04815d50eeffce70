"""The scenes of the presentation as markup: one idea each, large, the sentence first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from tracker.outputs.bar_figures import COUNTS, RATES, WORSE
from tracker.outputs.story.line import Line, Number
from tracker.outputs.story.scenes import Kind, Scene
from tracker.outputs.story.story import Story
from tracker.ui.components.marks import chip, verdict_bar, verdict_legend
from tracker.ui.components.tables import table
from tracker.words import presentation_texts as words
from tracker.words import story_texts
from tracker.words.formats import format_date, format_number, format_value
from tracker.words.markup import Run
from tracker.words.sentences import ranking_sentence, units_sentence
from tracker.words.text_texts import PART_NAMES

UNITS_SHOWN = 8
RANKED_SHOWN = 8
BARS_SHOWN = 6


def scene_markup(story: Story, scene: Scene) -> str:
    """The scene without its chart; `<em>` is what should alarm."""
    return _DRAWN[scene.kind](story, scene)


def _title(story: Story, scene: Scene) -> str:
    mark = story.material.mark
    marks = [story_texts.DEMO_MARK] if story.material.is_demo else []
    marks += [story_texts.DRAFT_MARK] if mark.is_draft else []
    badges = "".join(f'<p class="tq-note">{escape(one)}</p>' for one in marks)
    names = "".join(f"<li>{escape(one.name)}</li>" for one in story.programmes if not one.is_over)
    return f'<h1 class="cover">{escape(story.title)}</h1><ul>{names}</ul><p class="lead">{escape(mark.words)}</p>{badges}'


def _period(story: Story, scene: Scene) -> str:
    cards = "".join(
        f'<section class="tq-card"><header><b>{escape(one.short_name)}</b>'
        f"<small>{words.ENDED if one.is_over else ''}</small></header>"
        f"{verdict_bar(one.counts)}{verdict_legend(one.counts)}</section>"
        for one in story.programmes
    )
    facts = [
        words.REPORTED.format(
            reported=format_number(story.units_reported), expected=format_number(story.units_expected)
        ),
        words.CUT_OFF.format(day=format_date(story.material.cut_off_on)),
    ]
    return f'<h1>{_runs(story.headline)}</h1><p class="lead">{escape(" · ".join(facts))}</p><div class="tq-cards">{cards}</div>'


def _programme(story: Story, scene: Scene) -> str:
    assert scene.programme
    rows = [_row(line) for line in scene.lines]
    head = escape(scene.programme.name) + words.page_suffix(scene.page, scene.pages)
    return f"<h1>{head}</h1>" + table(words.LINE_TITLES, rows, numeric=(1, 2, 3), stacked=(0, 4))


def _row(line: Line) -> list[str]:
    change, against = line.change
    return [
        f"<b>{escape(line.short_name)}</b><small>{escape(line.unit_of_measure)}</small>",
        f"<b>{escape(line.value)}</b>",
        escape(line.needed),
        f"{escape(change)}<small>{escape(against)}</small>",
        chip(line.verdict),
    ]


def _indicator(story: Story, scene: Scene) -> str:
    line = scene.line
    numbers = "".join(_number(one) for one in line.numbers)
    said = " ".join(part for part in (_dotted(line.reason), line.projection) if part)
    return (
        f'<h1>{_runs(line.sentence)}</h1><div class="numbers">{chip(line.verdict)}{numbers}</div>'
        f'<p class="lead">{escape(said)}</p>'
    )


def _number(one: Number) -> str:
    return f"<div><small>{escape(one.label)}</small><b>{escape(one.text)}</b><small>{escape(one.note)}</small></div>"


def _changes(story: Story, scene: Scene) -> str:
    rows = story.changes[0].iloc[::-1]
    parts = ((RATES, rows[rows["is_rate"]]), (COUNTS, rows[~rows["is_rate"]]))
    cards = "".join(_bars(heading, part.head(BARS_SHOWN)) for heading, part in parts if len(part))
    return f'<h1>{_runs(story.change_sentence)}</h1><div class="tq-cards">{cards}</div>'


def _bars(heading: str, rows: pd.DataFrame) -> str:
    """Bars of one kind of change, the longest first; the worse ones are hatched and say so."""
    longest = float(rows["change"].abs().max()) or 1.0
    items = []
    for row in rows.to_dict("records"):
        kind = {1: "better", -1: "worse"}.get(int(row["better"]), "neither")
        width = max(100 * abs(row["change"]) / longest, 1)
        number = format_number(row["change"], row["decimals"] if row["is_rate"] else 1, signed=True)
        word = f" <small>{WORSE.lower()}</small>" if kind == "worse" else ""
        items.append(
            f'<li class="{kind}"><span>{escape(row["short_name"])}</span><b>{number}{word}</b>'
            f'<i style="width:{width:.0f}%"></i></li>'
        )
    return f'<section class="tq-card"><header><b>{heading}</b></header><ol class="bars">{"".join(items)}</ol></section>'


def _units(story: Story, scene: Scene) -> str:
    behind, known = (int((story.units[name] > 0).sum()) for name in ("behind", "known"))
    shown = story.units[story.units["known"] > 0].head(UNITS_SHOWN)
    rows = [
        [
            f"<b>{escape(one.name)}</b>",
            format_number(one.behind),
            format_number(one.at_risk),
            format_number(one.known),
        ]
        for one in shown.itertuples(index=False)
    ]
    left = behind - UNITS_SHOWN
    more = f'<p class="lead">{words.MORE_UNITS.format(count=format_number(left))}</p>' if left > 0 else ""
    sentence = units_sentence(story.material.period, story.place_name, behind, known, story.units_expected)
    return f"<h1>{sentence}</h1>{table(words.UNIT_TITLES, rows, numeric=(1, 2, 3))}{more}"


def _ranking(story: Story, scene: Scene) -> str:
    line = scene.line
    ranked = story.ranking(line.code)
    half = min(RANKED_SHOWN, len(ranked) // 2 or 1)
    worst, best = ranked.head(half), ranked.tail(half).iloc[::-1]
    columns = "".join(
        f'<section class="tq-card"><header><b>{title}</b></header><ol>'
        + "".join(
            f"<li>{escape(one.name)} <b>{format_value(one.value, line.unit_of_measure, line.decimals)}</b></li>"
            for one in rows.itertuples(index=False)
        )
        + "</ol></section>"
        for title, rows in zip(words.RANKING_TITLES, (worst, best), strict=True)
    )
    ends = (
        (one["name"], format_value(one["value"], line.unit_of_measure, line.decimals))
        for one in (ranked.iloc[-1], ranked.iloc[0])
    )
    return f'<h1>{ranking_sentence(line.short_name, *ends)}</h1><div class="tq-cards">{columns}</div>'


def _statements(story: Story, scene: Scene) -> str:
    parts = list(dict.fromkeys(part for part, _ in scene.statements))
    key = "proposals" if parts[0].startswith("proposals") else "difficulties" if parts[0] in _TROUBLES else ""
    title = words.TITLES[key] if key else PART_NAMES[parts[0]]
    items = "".join(
        f"<blockquote>{f'<b>{escape(PART_NAMES[part])}</b>' if key else ''}"
        f"<p>{escape(one.body)}</p><small>{escape(story_texts.units_word(one.units))}"
        f"{f' · {escape(one.indicator)}' if one.indicator else ''}</small></blockquote>"
        for part, one in scene.statements
    )
    return f"<h1>{title}{words.page_suffix(scene.page, scene.pages)}</h1>{items}"


_TROUBLES = ("shortcomings", "difficulties")


def _explanations(story: Story, scene: Scene) -> str:
    items = "".join(
        f"<blockquote><b>{escape(one.indicator)} · {escape(one.unit)}</b><p>{escape(one.question)}</p>"
        + (
            f"<p><b>{words.ANSWERED}:</b> {escape(one.answer)}</p>"
            if one.answer
            else f"<p><em>{words.NOT_ANSWERED.format(day=one.due_words)}</em></p>"
        )
        + f"<small>{escape(one.asked_by)} · {story_texts.EXPLANATION_STATES[one.state]}</small></blockquote>"
        for one in scene.explanations
    )
    return f"<h1>{words.TITLES['explanations']}{words.page_suffix(scene.page, scene.pages)}</h1>{items}"


def _missing(story: Story, scene: Scene) -> str:
    names = " · ".join(escape(str(name)) for name in story.missing["name"])
    count = format_number(len(story.missing))
    return f'<h1>{words.TITLES["missing"]}: <em>{count}</em></h1><p class="names">{names}</p>'


def _methods(story: Story, scene: Scene) -> str:
    rows = "".join(
        f"<li><b>{escape(one['title'])}</b><small>{escape(one['source'])}</small></li>"
        for one in story.material.facts["methods"]
    )
    return f'<h1>{words.TITLES["methods"]}</h1><ul class="methods">{rows}</ul>'


def _runs(runs: tuple[Run, ...]) -> str:
    """A sentence as markup; a number stays on one line with its per cent."""
    texts = [(escape(run.text.replace(" %", "\u00a0%")), run.alarms) for run in runs]
    return "".join(f"<em>{text}</em>" if alarms else text for text, alarms in texts)


def _dotted(text: str) -> str:
    return f"{text}." if text else ""


_DRAWN: Mapping[Kind, Callable[[Story, Scene], str]] = {
    "title": _title,
    "period": _period,
    "programme": _programme,
    "indicator": _indicator,
    "changes": _changes,
    "units": _units,
    "ranking": _ranking,
    "statements": _statements,
    "explanations": _explanations,
    "missing": _missing,
    "methods": _methods,
}
