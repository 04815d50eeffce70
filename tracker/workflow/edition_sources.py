"""The tables of an edition that say where its figures came from."""

from __future__ import annotations

import pandas as pd

from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.review import Standing, find_standing
from tracker.store import Store


def source_rows(store: Store, reference: Reference, period: Period) -> pd.DataFrame:
    """The official figures of every unit for the period, and for its year: actuals, estimates and plans."""
    year = period.whole_year()
    day = period.ends_on
    units = [(unit.code, unit.valid_from) for unit in reference.units if unit.is_valid_on(day)]
    texts = list(dict.fromkeys([str(period), str(year)]))
    rows = store.find_current(units, texts, basis="official")
    rows = rows[rows["value"].notna() | rows["numerator"].notna()]
    names = {"indicator_code": "indicator", "unit_code": "unit", "submission_id": "submission"}
    return rows.rename(columns=names)


def submission_rows(
    store: Store, reference: Reference, sources: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """The submissions behind the sources: who sent them, in which file, who accepted which field, and when."""
    wanted = set(sources["submission"])
    rows = store.list_submissions()
    rows = rows[rows["id"].isin(wanted)].sort_values(["unit_code", "revision", "id"], kind="stable")
    events = store.list_events(submission_ids=list(rows["id"]))
    standings = [find_standing(events.get(one, [])) for one in rows["id"]]
    names = {(unit.code, unit.valid_from): unit.name for unit in reference.units}
    keys = zip(rows["unit_code"], rows["unit_valid_from"], strict=True)
    return rows.assign(
        submission=rows["id"],
        unit=rows["unit_code"],
        unit_name=[names.get(key) for key in keys],
        accepted=[_accepted(one) for one in standings],
        approved_at=pd.Series([_approved_at(one) for one in standings], index=rows.index, dtype=object),
        received_at=[at.to_pydatetime() for at in rows["received_at"]],
    )


def _accepted(standing: Standing) -> str | None:
    parts = [f"{field}: {event.by or ''}" for field, event in sorted(standing.accepted.items())]
    return "; ".join(parts) or None


def _approved_at(standing: Standing) -> object:
    return max((event.at for event in standing.accepted.values()), default=None)
