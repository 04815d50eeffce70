"""What a hand-in would change: each figure beside the one that counts now."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.intake.layout import FormRequest
from tracker.intake.reading import Intake
from tracker.store import Store
from tracker.store.current import sources_of

KEY_COLUMNS = ("unit_code", "unit_valid_from", "indicator_code", "period", "measure")
DIFFERENCE_COLUMNS = (
    *KEY_COLUMNS, "change", "old", "new", "difference", "percent", "old_numerator", "new_numerator",
    "old_denominator", "new_denominator", "old_source", "can_withdraw", "standing", "cell",
)  # fmt: skip
NUMBERS = ("value", "numerator", "denominator")


def figures_of(values: pd.DataFrame) -> pd.DataFrame:
    """The rows that are stored: a figure that is not there is not stored, and never 0."""
    return values[values["is_stored"].astype(bool) & values["value"].notna() & values["unit_code"].notna()]


def compare_with_current(store: Store, read: Intake, request: FormRequest) -> pd.DataFrame:
    """What the figures of a file would change now, in DIFFERENCE_COLUMNS."""
    figures = figures_of(read.values)
    keys = figures[list(KEY_COLUMNS)]
    current = store.match_current(keys)
    rest = _rest(store, read, keys, request)
    weighed: tuple[str, ...] = ()
    if read.is_form:
        weighed = tuple(one.code for one in request.indicators if one.code not in request.estimate_only)
    return find_differences(figures, current, rest, request.catalogue, weighed)


def find_differences(
    figures: pd.DataFrame,
    current: pd.DataFrame,
    rest: pd.DataFrame,
    catalogue: Catalogue,
    weighed: Collection[str] = (),
) -> pd.DataFrame:
    """One row per figure handed in, under its index, then one per figure of `rest`.

    `figures`: KEY_COLUMNS, NUMBERS, cell. `current`: what counts for each of them, row for row (standing
    and NUMBERS). `rest`: what counts now and is not handed in, with `can_withdraw`. `weighed`: indicators
    whose estimates state the rate alone, with weights for parts.

    `change`: new, changed, unchanged, kept (of `rest`), withdrawn (see `withdrawing`). Columns:
    DIFFERENCE_COLUMNS; `old` and `new` in the indicator's unit of measure, NaN where none; `percent` of the
    old one, NaN for rates, which are compared in points; `old_source`: handed_in, published, illustration.
    """
    new = {f"new_{name}": figures[name].astype(float) for name in NUMBERS}
    old = {f"old_{name}": current[name].astype(float) for name in NUMBERS}
    both = figures[[*KEY_COLUMNS, "cell"]].assign(
        **old, **new, standing=current["standing"], can_withdraw=False
    )
    both["change"] = _changes(both, weighed)
    others = rest.rename(columns={name: f"old_{name}" for name in NUMBERS})
    start = int(figures.index.max()) + 1 if len(figures) else 0
    others = others.assign(change="kept").set_axis(range(start, start + len(others)))
    rows = pd.concat([both, others]) if len(others) else both
    rows = rows.rename(columns={"old_value": "old", "new_value": "new"})
    rows["old_source"] = sources_of(rows["standing"])
    return _measured(rows, catalogue)


def withdrawing(differences: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The same when the sender takes back what can be taken back: `withdrawn` in the place of `kept`."""
    change = differences["change"].mask(differences["can_withdraw"].astype(bool), "withdrawn")
    return _measured(differences.assign(change=change), catalogue)


def _changes(both: pd.DataFrame, weighed: Collection[str]) -> np.ndarray:
    same_parts = _is_same(both, "numerator") & _is_same(both, "denominator")
    # A rate that was stored rounded is the same rate when its parts are.
    same_value = _is_same(both, "value") | (same_parts & both["new_numerator"].notna())
    # Of a rate estimated beside an actual only the rate is stated; its parts are weights.
    is_weighed = (both["measure"] == "estimate") & both["indicator_code"].isin(list(weighed))
    same = same_value & (same_parts | is_weighed)
    nothing = both["old_value"].isna() & both["old_numerator"].isna()  # also: a figure taken back before
    return np.select([nothing, same], ["new", "unchanged"], "changed")


def _measured(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    rates = [one.code for one in catalogue.indicators if "%" in one.unit_of_measure]
    old, new = rows["old"], rows["new"]
    difference = (new - old).where((new - old).abs() > 1e-9 * np.maximum(1.0, old.abs()), 0.0)
    difference = difference.where(old.notna() & new.notna())
    is_relative = (old != 0) & ~rows["indicator_code"].isin(rates)
    percent = 100 * difference / old.abs().where(is_relative)
    return rows.assign(difference=difference, percent=percent).reindex(columns=list(DIFFERENCE_COLUMNS))


def _is_same(both: pd.DataFrame, name: str) -> np.ndarray:
    new, old = both[f"new_{name}"], both[f"old_{name}"]
    return np.isclose(new, old, rtol=1e-9, atol=1e-9, equal_nan=True)


def _rest(store: Store, read: Intake, keys: pd.DataFrame, request: FormRequest) -> pd.DataFrame:
    """What counts now and is not handed in: what the form asks for, or a table of this layout held before.

    `can_withdraw`: the sender handed it in for this round, and this file says that there is none.
    """
    sender, round_text = (request.unit.code, request.unit.valid_from), str(request.period)
    own = store.find_standings(sender, round_text)
    gone = _said_missing(read, request)
    gone = gone.join(store.match_current(gone))
    gone = gone.assign(can_withdraw=gone["standing"].isin(own))
    if read.is_form:
        others = _asked_for(request)
    elif len(own) == 0:
        others = gone.iloc[:0]
    else:
        others = store.find_left_out(keys, sender, round_text, read.recognition.layout_key)
        others = others.assign(standing=store.match_current(others[list(KEY_COLUMNS)])["standing"])
    rest = pd.concat([gone, others.assign(cell=None, can_withdraw=False)], ignore_index=True)
    rest = rest[rest["value"].notna() | rest["numerator"].notna()]
    rest = rest[[*KEY_COLUMNS, *NUMBERS, "standing", "can_withdraw", "cell"]]
    if rest.empty:
        return rest
    asked = pd.concat([keys, rest[list(KEY_COLUMNS)]])
    return rest[~asked.duplicated().to_numpy()[len(keys) :]]


def _asked_for(request: FormRequest) -> pd.DataFrame:
    """The unit's current figures of what its form asks for."""
    period, known = request.period, request.figures
    known = known[known["indicator_code"].isin([one.code for one in request.indicators])]
    is_actual = (known["period"] == str(period)) & (known["measure"] == "actual")
    is_estimate = (known["period"] == str(period.whole_year())) & (known["measure"] == "estimate")
    return known[is_actual | (is_estimate & (not period.is_year))]


def _said_missing(read: Intake, request: FormRequest) -> pd.DataFrame:
    """KEY_COLUMNS and cell of the figures of which the file says itself that there is none."""
    columns = [*KEY_COLUMNS, "cell"]
    if not read.is_form:
        values = read.values
        is_blank = values["value"].isna() & values["is_stored"].astype(bool) & values["unit_code"].notna()
        return values.loc[is_blank & values["target_op"].isna(), columns].reset_index(drop=True)
    unit, rows = request.unit, []
    for finding in read.findings:
        if finding.code == "earlier_value_stays" and finding.details.get("is_explicit"):
            code = finding.details["indicator_code"]
            is_estimate = code in request.estimate_only
            period = request.year if is_estimate else request.period
            measure = "estimate" if is_estimate else "actual"
            rows.append((unit.code, unit.valid_from, code, str(period), measure, finding.cell))
    return pd.DataFrame(rows, columns=columns)
