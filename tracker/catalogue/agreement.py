"""What the parts of a catalogue must agree on: codes, references, stages, owners, days."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tracker.catalogue.model import Catalogue, Citation, Indicator, Owner, Programme
from tracker.catalogue.name_rules import find_name_mistakes
from tracker.catalogue.target_rules import Found, find_target_mistakes
from tracker.catalogue.yaml_lines import Place
from tracker.words.checks import mistake_text

Declared = Mapping[str, set[Any]]  # the codes of each section, those of misshapen entries too

SECTIONS = (
    "documents",
    "standards",
    "territories",
    "calendars",
    "rounds",
    "programmes",
    "groups",
    "indicators",
)
_NAMES = {
    "documents": "văn bản",
    "standards": "chuẩn",
    "territories": "địa bàn",
    "calendars": "lịch báo cáo",
    "programmes": "chương trình",
    "groups": "nhóm",
    "indicators": "chỉ tiêu",
}
_AGGREGATIONS = {
    "ratio": ("ratio_of_sums", "none"),
    "stock": ("sum", "min", "last", "none"),
    "flow": ("sum", "last", "none"),
    "change": ("none",),
    "growth": ("none",),
}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")


def find_disagreements(
    catalogue: Catalogue, declared: Declared, line_of: Callable[[Place], int]
) -> Iterator[Found]:
    """Every place where the catalogue contradicts itself, with the sentence that says how."""
    for section in SECTIONS:
        yield from _twice(section, getattr(catalogue, section), line_of)
    yield from _citations(catalogue, declared)
    yield from _validity(catalogue, declared)
    yield from _days(catalogue)
    for index, programme in enumerate(catalogue.programmes):
        yield from _programme(("programmes", index), programme, declared)
    for index, group in enumerate(catalogue.groups):
        yield from _known(("groups", index, "programme"), "programmes", (group.programme,), declared)
    for index, indicator in enumerate(catalogue.indicators):
        yield from _indicator(("indicators", index), indicator, catalogue, declared)
    yield from find_name_mistakes(catalogue)


def _twice(section: str, entries: Sequence[Any], line_of: Callable[[Place], int]) -> Iterator[Found]:
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if entry.code in first:
            line = line_of((section, first[entry.code]))
            yield (section, index), mistake_text("duplicate_code", code=entry.code, line=line)
        first.setdefault(entry.code, index)


def _known(place: Place, section: str, codes: Sequence[str], declared: Declared) -> Iterator[Found]:
    for code in codes:
        if code not in declared[section]:
            yield place, mistake_text("unknown_reference", what=_NAMES[section], code=code)


def _citations(value: Any, declared: Declared, place: Place = ()) -> Iterator[Found]:
    """Every citation anywhere names a declared document."""
    if isinstance(value, Citation):
        yield from _known(place, "documents", (value.document,), declared)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _citations(item, declared, (*place, index))
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name), declared, (*place, name))


def _validity(catalogue: Catalogue, declared: Declared) -> Iterator[Found]:
    for section in ("standards", "territories"):
        for index, one in enumerate(getattr(catalogue, section)):
            if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
                yield (section, index), mistake_text("validity_reversed")
    for index, standard in enumerate(catalogue.standards):
        yield from _known(("standards", index, "document"), "documents", (standard.document,), declared)
    for index, one_round in enumerate(catalogue.rounds):
        yield from _known(("rounds", index, "calendar"), "calendars", (one_round.calendar,), declared)


def _days(catalogue: Catalogue) -> Iterator[Found]:
    """Day-month texts are days, and the thresholds stand in their order."""
    fields = {
        "calendars": ("half_from", "half_to", "year_from", "year_to"),
        "rounds": ("units_due", "office_due", "leadership_due"),
    }
    for section, names in fields.items():
        for index, one in enumerate(getattr(catalogue, section)):
            for name in names:
                text = getattr(one, name)
                if text is not None and not _is_day(text):
                    yield (section, index, name), mistake_text("bad_day", text=text)
    limits = catalogue.thresholds
    if not limits.on_track > limits.at_risk > limits.off_track:
        yield ("thresholds",), mistake_text("thresholds_order")


def _is_day(text: str) -> bool:
    match = _DAY.fullmatch(text)
    try:
        return bool(match and dt.date(2024, int(match[2]), int(match[1])))
    except ValueError:
        return False


def _programme(place: Place, programme: Programme, declared: Declared) -> Iterator[Found]:
    for index, code in enumerate(programme.documents):
        yield from _known((*place, "documents", index), "documents", (code,), declared)
    successor = (programme.successor,) if programme.successor else ()
    yield from _known((*place, "successor"), "programmes", successor, declared)
    previous: tuple[int, int] | None = None
    for index, (first, last) in enumerate(programme.stages):
        here, stage = (*place, "stages", index), f"{first}–{last}"
        years = {"first": programme.first_year, "last": programme.last_year}
        if last < first:
            yield here, mistake_text("stage_reversed", stage=stage)
        if first < programme.first_year or last > programme.last_year:
            yield here, mistake_text("stage_outside", stage=stage, **years)
        if previous and first <= previous[1]:
            earlier = f"{previous[0]}–{previous[1]}"
            yield here, mistake_text("stages_overlap", first=earlier, second=stage)
        previous = (first, last)
    yield from _owners((*place, "owners"), programme.owners)


def _owners(place: Place, owners: Sequence[Owner]) -> Iterator[Found]:
    ordered = sorted(enumerate(owners), key=lambda pair: pair[1].valid_from or dt.date.min)
    for (_, earlier), (index, later) in itertools.pairwise(ordered):
        if (earlier.valid_to or dt.date.max) >= (later.valid_from or dt.date.min):
            text = mistake_text("owners_overlap", first=earlier.department, second=later.department)
            yield (*place, index), text


def _indicator(
    place: Place, indicator: Indicator, catalogue: Catalogue, declared: Declared
) -> Iterator[Found]:
    yield from _references(place, indicator, declared)
    yield from _owners((*place, "owners"), indicator.owners)
    if indicator.kind == "ratio" and not (indicator.numerator_name and indicator.denominator_name):
        yield place, mistake_text("no_ratio_names")
    if indicator.aggregation not in _AGGREGATIONS[indicator.kind]:
        text = mistake_text("aggregation", kind=indicator.kind, aggregation=indicator.aggregation)
        yield (*place, "aggregation"), text
    if indicator.departments and "department" not in indicator.reported_by:
        yield (*place, "departments"), mistake_text("needless_departments")
    group = next((one for one in catalogue.groups if one.code == indicator.group), None)
    if group and group.programme not in indicator.programmes:
        text = mistake_text("group_programme", group=group.code, programme=group.programme)
        yield (*place, "group"), text
    yield from find_target_mistakes(place, indicator, catalogue)


def _references(place: Place, indicator: Indicator, declared: Declared) -> Iterator[Found]:
    if not indicator.programmes:
        yield (*place, "programmes"), mistake_text("no_programme")
    if indicator.code in indicator.of:
        yield (*place, "of"), mistake_text("computed_from_itself")
    baseline = (indicator.baseline.territory,) if indicator.baseline else ()
    asked: list[tuple[Place, str, Sequence[str]]] = [
        (("programmes",), "programmes", indicator.programmes),
        (("group",), "groups", (indicator.group,)),
        (("of",), "indicators", indicator.of),
        (("numerator_code",), "indicators", (indicator.numerator_code,) if indicator.numerator_code else ()),
        (("standard",), "standards", (indicator.standard,) if indicator.standard else ()),
        (("baseline", "territory"), "territories", baseline),
    ]
    asked += [
        (("plans", index, "territory"), "territories", (plan.territory,))
        for index, plan in enumerate(indicator.plans)
    ]
    asked += [
        (("targets", index, "of"), "indicators", (target.of,))
        for index, target in enumerate(indicator.targets)
        if target.of
    ]
    for field, section, codes in asked:
        yield from _known((*place, *field), section, codes, declared)
