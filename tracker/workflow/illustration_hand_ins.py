"""Illustrative hand-ins: who is late, who corrects or takes back, and what the checks find in each."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import MERGED_ON, Reference
from tracker.core.checks import check_values
from tracker.core.period import Period
from tracker.intake.checking import rules_of
from tracker.store.recording import Batch, NewSubmission
from tracker.words.findings import finding_text
from tracker.workflow.illustration_faults import plant_faults
from tracker.workflow.illustration_stories import SEED

LAST_ROUND, FULL_ROUND = "2026", "2026-H1"
NOTE = "Số liệu minh họa"
EARLY_COMMUNES, LATE_COMMUNES = 12, 6
_ABSENT = {("2024-H1", "033"), ("2023-H1", "STP"), (FULL_ROUND, "STP")}  # who has not handed in, by round
_WITHDRAWN = {
    "by": "Bộ phận tổng hợp",
    "at": dt.datetime(2026, 6, 16, 9, 12),
    "reason": "Xã nộp nhầm số liệu của kỳ khác; đề nghị nộp lại.",
}
_WHY_STORED = "Dữ liệu minh họa: giữ nguyên để xem cách hệ thống báo lỗi."
_OBSERVATION = ["indicator_code", "period", "measure", "value", "numerator", "denominator", "note"]


class HandIn(NamedTuple):
    """One submission to record, and how it is taken back afterwards, if it is."""

    batch: Batch
    undo: dict[str, Any] | None = None


class _Cast(NamedTuple):
    """The communes with a part of their own in the first half of 2026."""

    early: frozenset[str]  # have handed in the year 2026 already
    late: frozenset[str]  # have not handed in the first half
    in_two_parts: str  # handed in actuals first and estimates later
    corrected: str  # handed in twice
    withdrawn: str  # one of the late ones: its only hand-in was taken back


def list_hand_ins(figures: pd.DataFrame, catalogue: Catalogue, reference: Reference) -> list[list[HandIn]]:
    """The submissions in the order they are written: first versions, then everything that counts."""
    kinds = {one.code: one.kind for one in catalogue.indicators}
    cast = _cast(reference, figures[figures["indicator_code"].map(kinds) == "flow"])
    rows = plant_faults(_handed_in(figures, cast), kinds, cast.in_two_parts)
    drafts, undone = _first_versions(figures, rows, cast)
    is_draft = (rows["unit_code"] == cast.in_two_parts) & _is_half_actual(rows)
    rows = rows[~is_draft]
    rules = rules_of(catalogue)
    people = reference.reporting_units.set_index(["code", "valid_from"])["short_name"].to_dict()
    first = [HandIn(batch) for batch in _batches(drafts, _findings(drafts, rows.iloc[:0], rules), people)]
    taken_back = [HandIn(batch, _WITHDRAWN) for batch in _batches(undone, {}, people)]
    final = [HandIn(batch) for batch in _batches(rows, _findings(rows, drafts, rules), people)]
    return [first + taken_back, final]


def _cast(reference: Reference, flows: pd.DataFrame) -> _Cast:
    units = reference.reporting_units
    communes = units[(units["level"] == "commune") & (units["valid_from"] == MERGED_ON)]
    codes = np.random.default_rng(SEED).permutation(sorted(communes["code"]))
    late, early = codes[:LATE_COMMUNES], codes[LATE_COMMUNES : LATE_COMMUNES + EARLY_COMMUNES]
    others = list(codes[LATE_COMMUNES + EARLY_COMMUNES :])
    done = flows[_is_half_actual(flows) & flows["unit_code"].isin(others)].groupby("unit_code")["value"].sum()
    busiest = str(done.idxmax()) if len(done) else str(others[0])
    corrected = next(code for code in others if code != busiest)
    return _Cast(frozenset(early), frozenset(late), busiest, str(corrected), str(late[0]))


def _handed_in(figures: pd.DataFrame, cast: _Cast) -> pd.DataFrame:
    """The figures without those of units that have not reported yet."""
    codes, rounds = figures["unit_code"], figures["round_period"]
    absent = pd.Series(list(zip(rounds, codes, strict=True)), index=figures.index).isin(_ABSENT)
    absent |= (rounds == FULL_ROUND) & codes.isin(cast.late)
    absent |= (rounds == LAST_ROUND) & ~codes.isin(cast.early)
    return figures[~absent].reset_index(drop=True)


def _is_half_actual(rows: pd.DataFrame) -> pd.Series:
    return (rows["period"] == FULL_ROUND) & (rows["measure"] == "actual")


def _first_versions(
    figures: pd.DataFrame, rows: pd.DataFrame, cast: _Cast
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was handed in before: one commune's actuals alone, another's wrong figures; and what is taken back."""
    in_parts = rows[(rows["unit_code"] == cast.in_two_parts) & _is_half_actual(rows)]
    wrong = rows[(rows["unit_code"] == cast.corrected) & (rows["round_period"] == FULL_ROUND)]
    part = np.floor(wrong["numerator"] * 0.8)
    rate = np.round(100 * part / wrong["denominator"], 2)
    wrong = wrong.assign(numerator=part, value=rate.where(part.notna(), np.floor(wrong["value"] * 0.8)))
    undone = figures[(figures["unit_code"] == cast.withdrawn) & (figures["round_period"] == FULL_ROUND)]
    drafts = pd.concat([in_parts, wrong], ignore_index=True)
    return drafts, undone.assign(note=None).reset_index(drop=True)


def _findings(
    rows: pd.DataFrame, before: pd.DataFrame, rules: pd.DataFrame
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What the checks find in each unit's hand-in, by (unit_code, round); `before` was handed in earlier.

    A check looks back from each period, so all rounds of one side of the merger are checked at once.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    is_new = rows["unit_valid_from"] >= MERGED_ON
    for values in (rows[~is_new], rows[is_new]):
        if values.empty:
            continue
        earlier = pd.concat([before, values[values["measure"] == "actual"]])
        earlier = earlier[earlier["unit_code"].isin(values["unit_code"].unique())]
        for finding in check_values(values, rules, earlier).itertuples(index=False):
            at = values.loc[finding.row]
            found.setdefault((at["unit_code"], at["round_period"]), []).append(_finding(finding, at))
    return found


def _finding(finding: Any, row: pd.Series) -> dict[str, Any]:
    place = {name: row[name] for name in ("indicator_code", "period", "measure")}
    message = finding_text(finding.code, finding.details)
    known = {"code": finding.code, "severity": finding.severity, "cell": None, "message": message}
    return finding.details | place | known


def _batches(
    rows: pd.DataFrame,
    findings: dict[tuple[str, str], list[dict[str, Any]]],
    people: dict[tuple[str, dt.date], str],
) -> Iterator[Batch]:
    """One submission per unit and round, oldest round first."""
    groups = rows.groupby(["round_period", "unit_code", "unit_valid_from"], sort=False)
    for round_period, unit_code, valid_from in sorted(
        groups.groups, key=lambda key: Period.parse(key[0]).sort_key()
    ):
        own = rows.loc[groups.groups[round_period, unit_code, valid_from]]
        found = findings.get((unit_code, round_period), [])
        name = people.get((unit_code, valid_from), unit_code)
        submission = NewSubmission(
            unit_code=unit_code,
            unit_valid_from=valid_from,
            period=round_period,
            kind="illustration",
            received_at=_received_at(unit_code, round_period),
            submitted_by=f"Cán bộ tổng hợp {name} (minh họa)",
            note=NOTE,
            warnings_reason=_WHY_STORED if found else None,
        )
        yield Batch(submission, own[_OBSERVATION], found)


def _received_at(unit_code: str, round_period: str) -> dt.datetime:
    """Within the ten days before the round is due; one in eight a few days after it."""
    rng = np.random.default_rng([SEED, zlib.crc32(f"{unit_code} {round_period}".encode())])
    period = Period.parse(round_period)
    month, day = (6, 15) if period.kind == "half" else (12, 14)
    due = dt.datetime(period.last_year, month, day)
    if round_period == LAST_ROUND:
        due = dt.datetime(2026, 11, 20)
    days = rng.integers(1, 5) if rng.random() < 0.12 and round_period != LAST_ROUND else -rng.integers(0, 11)
    return due + dt.timedelta(
        days=int(days), hours=int(rng.integers(7, 17)), minutes=int(rng.integers(0, 60))
    )
