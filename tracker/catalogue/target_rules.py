"""What a target and a year's plan must say: its bounds, its dates, its base, its programme."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tracker.catalogue.model import Catalogue, Indicator, Plan, Programme, Target
from tracker.catalogue.yaml_lines import Place
from tracker.words.checks import mistake_text

Found = tuple[Place, str]

_BOUNDS = {
    ">=": ("low",),
    ">": ("low",),
    "~": ("low",),
    "<=": ("high",),
    "<": ("high",),
    "range": ("low", "high"),
}
_TARGET_KINDS = {
    "ratio": ("level", "floor", "per_unit"),
    "stock": ("level", "floor", "per_unit"),
    "flow": ("level", "floor", "per_unit", "stage_total"),
    "change": ("annual_change",),
    "growth": ("growth", "reduction"),
}
_FROM_A_BASE = ("growth", "reduction")


def find_target_mistakes(place: Place, indicator: Indicator, catalogue: Catalogue) -> Iterator[Found]:
    """Every mistake in the plans and targets of one indicator; `place` is where it stands."""
    for index, plan in enumerate(indicator.plans):
        yield from _bounds((*place, "plans", index), plan)
    programmes = [one for one in catalogue.programmes if one.code in indicator.programmes]
    is_known = len(programmes) == len(set(indicator.programmes))
    for index, target in enumerate(indicator.targets):
        here = (*place, "targets", index)
        yield from _bounds(here, target)
        yield from _dates(here, target, programmes if is_known else ())
        yield from _kind(here, target, indicator)
    yield from _stages_overlap(place, indicator)


def _bounds(place: Place, target: Target | Plan) -> Iterator[Found]:
    needed = _BOUNDS[target.op]
    missing = [name for name in needed if getattr(target, name) is None]
    needless = [name for name in ("low", "high") if name not in needed and getattr(target, name) is not None]
    if missing:
        yield place, mistake_text("needs_bound", op=target.op, needed=" và ".join(needed))
    elif target.op == "range" and (target.low or 0) > (target.high or 0):
        yield place, mistake_text("range_reversed", low=target.low, high=target.high)
    if needless:
        yield place, mistake_text("needless_bound", op=target.op, needless=needless[0])


def _dates(place: Place, target: Target, programmes: Sequence[Programme]) -> Iterator[Found]:
    if not target.due_year:
        yield place, mistake_text("no_due")
        return
    if target.stage and target.stage[1] < target.stage[0]:
        yield place, mistake_text("stage_reversed", stage=f"{target.stage[0]}–{target.stage[1]}")
    if programmes and not any(one.first_year <= target.due_year <= one.last_year for one in programmes):
        yield place, mistake_text("due_outside", due=target.due_year)


def _kind(place: Place, target: Target, indicator: Indicator) -> Iterator[Found]:
    if target.kind not in _TARGET_KINDS[indicator.kind]:
        yield place, mistake_text("target_kind", target=target.kind, kind=indicator.kind)
    if target.programme and target.programme not in indicator.programmes:
        yield (*place, "programme"), mistake_text("target_programme", programme=target.programme)
    if target.kind in _FROM_A_BASE and target.base_year is None:
        yield place, mistake_text("no_base", kind=target.kind)
    if target.kind in (*_FROM_A_BASE, "annual_change") and not (target.of or indicator.of):
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
