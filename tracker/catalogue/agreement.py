"""What the parts of a catalogue must agree on: references, stages, bounds, bases, owners."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tracker.catalogue.model import Catalogue, Citation, Indicator, Owner, Plan, Programme, Target
from tracker.catalogue.yaml_lines import Place
from tracker.words.checks import mistake_text

Found = tuple[Place, str]
_NEEDS_LOW = (">=", ">", "~")
_NEEDS_HIGH = ("<=", "<")
_AGGREGATIONS = {
    "ratio": ("ratio_of_sums", "none"),
    "stock": ("sum", "min", "last", "none"),
    "flow": ("sum", "last", "none"),
    "change": ("none",),
    "growth": ("none",),
}


def find_disagreements(catalogue: Catalogue, line_of: Callable[[Place], int]) -> Iterator[Found]:
    """Every place where the catalogue contradicts itself, with the sentence that says how."""
    for section in (
        "documents",
        "standards",
        "territories",
        "calendars",
        "rounds",
        "programmes",
        "groups",
        "indicators",
    ):
        yield from _twice(section, getattr(catalogue, section), line_of)
    yield from _citations(catalogue, {one.code for one in catalogue.documents})
    yield from _validity(catalogue)
    for index, programme in enumerate(catalogue.programmes):
        yield from _programme(("programmes", index), programme, catalogue)
    for index, indicator in enumerate(catalogue.indicators):
        yield from _indicator(("indicators", index), indicator, catalogue)


def _twice(section: str, entries: Sequence[Any], line_of: Callable[[Place], int]) -> Iterator[Found]:
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if entry.code in first:
            line = line_of((section, first[entry.code]))
            yield (section, index), mistake_text("duplicate_code", code=entry.code, line=line)
        first.setdefault(entry.code, index)


def _citations(value: Any, documents: set[str], place: Place = ()) -> Iterator[Found]:
    """Every citation anywhere, and every list of documents, names a declared document."""
    if isinstance(value, Citation):
        if value.document not in documents:
            yield place, mistake_text("unknown_reference", what="văn bản", code=value.document)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _citations(item, documents, (*place, index))
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name), documents, (*place, name))


def _validity(catalogue: Catalogue) -> Iterator[Found]:
    for section in ("standards", "territories"):
        for index, one in enumerate(getattr(catalogue, section)):
            if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
                yield (section, index), mistake_text("validity_reversed")
    documents = {one.code for one in catalogue.documents}
    for index, standard in enumerate(catalogue.standards):
        if standard.document not in documents:
            text = mistake_text("unknown_reference", what="văn bản", code=standard.document)
            yield ("standards", index, "document"), text
    calendars = {one.code for one in catalogue.calendars}
    for index, round_calendar in enumerate(catalogue.rounds):
        if round_calendar.calendar not in calendars:
            text = mistake_text("unknown_reference", what="lịch báo cáo", code=round_calendar.calendar)
            yield ("rounds", index, "calendar"), text


def _programme(place: Place, programme: Programme, catalogue: Catalogue) -> Iterator[Found]:
    documents = {one.code for one in catalogue.documents}
    for index, code in enumerate(programme.documents):
        if code not in documents:
            yield (*place, "documents", index), mistake_text("unknown_reference", what="văn bản", code=code)
    if programme.successor and programme.successor not in {one.code for one in catalogue.programmes}:
        text = mistake_text("unknown_reference", what="chương trình kế tiếp", code=programme.successor)
        yield (*place, "successor"), text
    previous: tuple[int, int] | None = None
    for index, (first, last) in enumerate(programme.stages):
        here = (*place, "stages", index)
        if last < first:
            yield here, mistake_text("stage_reversed", stage=f"{first}–{last}")
        if first < programme.first_year or last > programme.last_year:
            yield (
                here,
                mistake_text(
                    "stage_outside",
                    stage=f"{first}–{last}",
                    first=programme.first_year,
                    last=programme.last_year,
                ),
            )
        if previous and first <= previous[1]:
            yield (
                here,
                mistake_text(
                    "stages_overlap", first=f"{previous[0]}–{previous[1]}", second=f"{first}–{last}"
                ),
            )
        previous = (first, last)
    yield from _owners((*place, "owners"), programme.owners)


def _owners(place: Place, owners: Sequence[Owner]) -> Iterator[Found]:
    ordered = sorted(enumerate(owners), key=lambda pair: pair[1].valid_from or dt.date.min)
    for (_, earlier), (index, later) in itertools.pairwise(ordered):
        if (earlier.valid_to or dt.date.max) >= (later.valid_from or dt.date.min):
            text = mistake_text("owners_overlap", first=earlier.department, second=later.department)
            yield (*place, index), text


def _indicator(place: Place, indicator: Indicator, catalogue: Catalogue) -> Iterator[Found]:
    yield from _references(place, indicator, catalogue)
    yield from _owners((*place, "owners"), indicator.owners)
    if indicator.kind == "ratio" and not (indicator.numerator_name and indicator.denominator_name):
        yield place, mistake_text("no_ratio_names")
    if indicator.aggregation not in _AGGREGATIONS[indicator.kind]:
        text = mistake_text("aggregation", kind=indicator.kind, aggregation=indicator.aggregation)
        yield (*place, "aggregation"), text
    programmes = [one for one in catalogue.programmes if one.code in indicator.programmes]
    for index, plan in enumerate(indicator.plans):
        yield from _bounds((*place, "plans", index), plan)
    for index, target in enumerate(indicator.targets):
        here = (*place, "targets", index)
        yield from _bounds(here, target)
        yield from _target(here, target, indicator, programmes)
    yield from _stages_overlap(place, indicator)


def _references(place: Place, indicator: Indicator, catalogue: Catalogue) -> Iterator[Found]:
    codes = {one.code for one in catalogue.indicators}
    asked = [("of", code, codes, "chỉ tiêu") for code in indicator.of]
    asked += [
        (f"targets.{i}.of", one.of, codes, "chỉ tiêu") for i, one in enumerate(indicator.targets) if one.of
    ]
    asked += [
        ("programmes", code, {one.code for one in catalogue.programmes}, "chương trình")
        for code in indicator.programmes
    ]
    asked.append(("group", indicator.group, {one.code for one in catalogue.groups}, "nhóm"))
    if indicator.numerator_code:
        asked.append(("numerator_code", indicator.numerator_code, codes, "chỉ tiêu"))
    if indicator.standard:
        asked.append(("standard", indicator.standard, {one.code for one in catalogue.standards}, "chuẩn"))
    territories = {one.code for one in catalogue.territories}
    asked += [("plans", one.territory, territories, "địa bàn") for one in indicator.plans]
    if indicator.baseline:
        asked.append(("baseline", indicator.baseline.territory, territories, "địa bàn"))
    for field, code, known, what in asked:
        if code not in known:
            yield (*place, *field.split(".")[:1]), mistake_text("unknown_reference", what=what, code=code)


def _bounds(place: Place, target: Target | Plan) -> Iterator[Found]:
    if target.op in _NEEDS_LOW and target.low is None:
        yield place, mistake_text("needs_bound", op=target.op, needed="low")
    elif target.op in _NEEDS_HIGH and target.high is None:
        yield place, mistake_text("needs_bound", op=target.op, needed="high")
    elif target.op == "range":
        if target.low is None or target.high is None:
            yield place, mistake_text("needs_bound", op=target.op, needed="low và high")
        elif target.low > target.high:
            yield place, mistake_text("range_reversed", low=target.low, high=target.high)


def _target(
    place: Place, target: Target, indicator: Indicator, programmes: Sequence[Programme]
) -> Iterator[Found]:
    if not target.due_year:
        yield place, mistake_text("no_due")
        return
    if target.stage and target.stage[1] < target.stage[0]:
        yield place, mistake_text("stage_reversed", stage=f"{target.stage[0]}–{target.stage[1]}")
    if not any(one.first_year <= target.due_year <= one.last_year for one in programmes):
        yield place, mistake_text("due_outside", due=target.due_year)
    if target.kind in {"growth", "reduction"} and target.base_year is None:
        yield place, mistake_text("no_base", kind=target.kind)
    if target.kind in {"growth", "reduction", "annual_change"} and not (target.of or indicator.of):
        yield place, mistake_text("no_source_indicator", kind=target.kind)
    if target.kind == "stage_total" and not target.stage:
        yield place, mistake_text("needs_stage")
    if target.kind == "annual_change" and target.judged is None:
        yield place, mistake_text("needs_judged")


def _stages_overlap(place: Place, indicator: Indicator) -> Iterator[Found]:
    totals = [
        (index, one.stage)
        for index, one in enumerate(indicator.targets)
        if one.kind == "stage_total" and one.stage
    ]
    ordered = sorted(totals, key=lambda pair: pair[1])
    for (_, earlier), (index, later) in itertools.pairwise(ordered):
        if later[0] <= earlier[1]:
            first, second = (f"{stage[0]}–{stage[1]}" for stage in (earlier, later))
            yield (*place, "targets", index), mistake_text("stages_overlap", first=first, second=second)
