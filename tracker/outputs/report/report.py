"""Makes the report of a story: the legal form around five parts in the outline of the orders, and annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from tracker.outputs.package import stamp_of
from tracker.outputs.report.agency import Agency, reporting_agency
from tracker.outputs.report.annexes import enclosed_words, write_annexes
from tracker.outputs.report.fields import glue
from tracker.outputs.report.letterhead import date_words, known_number, write_closing, write_head, write_title
from tracker.outputs.report.next_period import write_next_period
from tracker.outputs.report.paper import Paper
from tracker.outputs.report.results import write_results
from tracker.outputs.report.statement_parts import write_mechanisms, write_proposals, write_shortcomings
from tracker.outputs.report.variant import Variant, choose_variant
from tracker.outputs.story.story import Story
from tracker.words import story_texts
from tracker.words import word_report_sentences as sentences
from tracker.words import word_report_texts as words

_READ = ("source", "text", "head")  # how surely a document is known to be what the report is owed by
_ORDERS = {"/KH-": "Kế hoạch", "/QĐ-": "Quyết định"}


def make_report(
    story: Story,
    *,
    variant: Variant | str | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> bytes:
    """The report as .docx; without a variant the one of the period. Raises ReportError.

    The same story and variant give the same bytes.
    """
    chosen = choose_variant(story, Variant(variant) if variant else None)
    material, agency = story.material, reporting_agency(story)
    subject = _subject(story, chosen)
    footer = story.footnote + (f" · {story_texts.DEMO_MARK}" if material.is_demo else "")
    paper = Paper(footer, stamp_of(story, "report"))
    write_head(paper, agency, material.mark, material.mark.at.year)
    write_title(paper, subject, is_demo=material.is_demo)
    _write_opening(paper, story, agency, subject, chosen)
    progress(0.1)
    write_results(paper, story, chosen)
    progress(0.5)
    write_mechanisms(paper, story)
    write_shortcomings(paper, story)
    write_next_period(paper, story)
    write_proposals(paper, story)
    write_closing(paper, agency)
    progress(0.7)
    write_annexes(paper, story, _enclosed(story, agency))
    progress(0.9)
    return paper.save()


def _subject(story: Story, variant: Variant) -> str:
    material, rows = story.material, _told_programmes(story)
    kind = material.places.at[story.place, "kind"]
    is_office = story.place == material.province or kind == "unit"
    return sentences.subject(
        variant.value,
        list(zip(rows["name"], rows["short_name"], strict=True)),
        material.period,
        place=None if is_office else story.place_name,
        goes_on=bool((rows["last_year"] >= material.period.last_year).any()),
    )


def _told_programmes(story: Story) -> pd.DataFrame:
    """The programme that was asked for, else those that run in the period."""
    rows, year = story.material.table("programmes"), story.material.period.last_year
    runs = (rows["first_year"] <= year) & (rows["last_year"] >= year)
    return rows[rows["programme"] == story.programme] if story.programme else rows[runs]


def _write_opening(paper: Paper, story: Story, agency: Agency, subject: str, variant: Variant) -> None:
    mark = story.material.mark
    if variant.form:
        paper.text(words.FORM_NOTE.format(form=variant.form), style="Ghi chú biên tập")
    paper.text(glue(sentences.opening(agency.name, subject, _basis(story))))
    counted = None if story.is_of_unit else (story.units_reported, story.units_expected)
    note = sentences.figures_note(mark.number, mark.check_code, story.material.cut_off_on, counted)
    paper.text(glue(note))


def _basis(story: Story) -> list[str]:
    """The offices' own plans and programmes that the judged indicators are set in, as far as they are known for sure."""
    lines = [line for programme in story.programmes for line in programme.lines]
    cited = dict.fromkeys(story.material.indicators.at[line.code, "document"] for line in lines)
    documents = story.material.table("documents").set_index("document")
    found = []
    for code in cited:
        one = documents.loc[code]
        kind = next((word for sign, word in _ORDERS.items() if sign in str(one["number"])), None)
        if kind and one["certainty"] in _READ and isinstance(one["issued_on"], str):
            day = dt.date.fromisoformat(one["issued_on"][:10])
            found.append(sentences.basis(kind, one["number"], day, one["issuer"], one["title"]))
    return found


def _enclosed(story: Story, agency: Agency) -> str:
    mark = story.material.mark
    number = known_number(agency, mark) or words.NO_NUMBER
    return enclosed_words(number, agency.symbol, date_words(mark, mark.at.year), agency.name)
