"""Gathers what an edition freezes from the official figures of a round: the same state gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from tracker.catalogue import frames
from tracker.core.edition import EditionContent
from tracker.core.edition_schema import METHODS_VERSION, TABLES
from tracker.words.methods import METHODS
from tracker.words.verdicts import reason_text
from tracker.workflow.edition_catalogue import (
    document_rows,
    indicator_rows,
    place_rows,
    places_of,
    standard_rows,
    target_rows,
)
from tracker.workflow.edition_sources import source_rows, submission_rows
from tracker.workflow.review_queue import find_missing
from tracker.workflow.round_facts import RoundFacts

if TYPE_CHECKING:
    from tracker.workflow.workspace import Workspace


def make_content(workspace: Workspace, the_round: RoundFacts) -> EditionContent:
    """The content of an edition of this round as it would be signed now; writes nothing.

    Only official figures go in: published ones and those of approved submissions.
    """
    only = replace(workspace, basis="official")
    places = places_of(only.catalogue, only.reference, the_round.period)
    sources = source_rows(only.store, only.reference, the_round.period)
    words = only.store.read_round_words(the_round.id)
    tables: dict[str, pd.DataFrame] = {
        "programmes": _models(only.catalogue.programmes, {"code": "programme"}),
        "groups": _models(only.catalogue.groups, {"code": "group"}),
        "documents": document_rows(only.catalogue),
        "indicators": indicator_rows(only.catalogue, only.reference, the_round.period),
        "targets": target_rows(only.catalogue),
        "places": place_rows(places, only.catalogue, only.reference, the_round.period),
        "standards": standard_rows(only.catalogue),
        **_answers(only, the_round, places),
        "sources": sources,
        "submissions": submission_rows(only.store, only.reference, sources, the_round.period),
        "missing": find_missing(only.store, only.catalogue, only.reference, the_round.period),
        **words,
    }
    shaped = {name: tables[name].reindex(columns=list(columns)) for name, columns in TABLES.items()}
    return EditionContent(_facts(only, the_round), shaped)


def _facts(workspace: Workspace, the_round: RoundFacts) -> dict[str, Any]:
    catalogue = workspace.catalogue
    catalogue_sha256, reference_sha256 = workspace.store.read_versions()
    return {
        "round": asdict(the_round) | {"period": str(the_round.period)},
        "province": {"code": catalogue.province_code, "name": catalogue.province_name},
        "catalogue": {"version": catalogue.version, "sha256": catalogue_sha256},
        "reference": {"sha256": reference_sha256},
        "methods": [{"code": one.code, "title": one.title, "source": one.source} for one in METHODS],
        "methods_version": METHODS_VERSION,
        "thresholds": asdict(frames.thresholds_of(catalogue)),
        "is_demo": workspace.is_demo,
    }


def _answers(
    workspace: Workspace, the_round: RoundFacts, places: Mapping[str, tuple[str, ...]]
) -> dict[str, pd.DataFrame]:
    """Verdicts, comparisons, series and ranking; units and areas only where they have a figure."""
    answers, period = workspace.answers, the_round.period
    wide, narrow = list(places["territory"]), [*places["area"], *places["unit"]]
    assessed = answers.assess(period, wide)
    below = answers.assess(period, narrow)
    below = below[below["value"].notna()]
    verdicts = pd.concat([part for part in (assessed, below) if len(part)] or [assessed], ignore_index=True)
    compared = answers.compare(period, [*wide, *narrow])
    has_figure = compared[["value", "plan", "estimate", "previous_year"]].notna().any(axis=1)
    compared = compared[has_figure | compared["place_code"].isin(wide)]
    series = answers.series(wide, None, period)
    own = {"place_code": "place", "indicator_code": "indicator", "programme_code": "programme"}
    return {
        "verdicts": _with_reasons(verdicts).rename(columns=own),
        "comparisons": _with_reasons(compared).rename(columns=own),
        "series": series[series["value"].notna()].rename(columns=own),
        "ranking": _ranking(below[below["place_code"].isin(places["unit"])], workspace),
    }


def _with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
    given = rows["reason_args"] if "reason_args" in rows else [{"period": text} for text in rows["period"]]
    codes = [code if isinstance(code, str) else None for code in rows["reason_code"]]
    reasons = [reason_text(code, args) or None for code, args in zip(codes, given, strict=True)]
    return rows.assign(reason_code=codes, reason=reasons)


def _ranking(rows: pd.DataFrame, workspace: Workspace) -> pd.DataFrame:
    """The units with a figure of each indicator, the worst first."""
    directions = {one.code: one.direction for one in workspace.catalogue.indicators}
    is_other = ~rows["target_kind"].isin(["year_plan", "none"])
    rows = rows.assign(_other=is_other).sort_values("_other", kind="stable")
    rows = rows.drop_duplicates(["indicator_code", "place_code"])
    parts = []
    for code, own in rows.groupby("indicator_code", sort=False):
        is_falling = directions[str(code)] == "down"
        ordered = own.sort_values(["value", "place_code"], ascending=[not is_falling, True], kind="stable")
        parts.append(ordered.assign(rank=range(1, len(ordered) + 1)))
    order = {code: at for at, code in enumerate(directions)}
    found = pd.concat(parts) if parts else rows.assign(rank=None)
    found = found.sort_values("indicator_code", key=lambda codes: codes.map(order), kind="stable")
    is_plan = found["target_kind"] == "year_plan"
    names = {"indicator_code": "indicator", "place_code": "place"}
    return found.assign(plan=found["bound"].where(is_plan)).rename(columns=names)


def _models(models: Iterable[Any], names: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame([one.model_dump() for one in models]).rename(columns=dict(names))
