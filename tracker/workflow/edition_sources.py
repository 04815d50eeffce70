"""The tables of an edition that say where its figures came from, and who is missing."""

from __future__ import annotations

import pandas as pd

from tracker.catalogue.model import Catalogue
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


def missing_rows(store: Store, catalogue: Catalogue, reference: Reference, period: Period) -> pd.DataFrame:
    """The units of the province whose figures for the period are not in: not_reported, waiting or returned."""
    place = reference.resolve_place(catalogue.province_code, period)
    due = store.completeness(place, str(period))
    official = set(store.list_official(str(period)))
    submissions = store.list_submissions(period=str(period))
    live = submissions[(submissions["state"] == "current") & (submissions["kind"] != "published")]
    events = store.list_events(period=str(period))
    rows = []
    for unit in due.itertuples(index=False):
        own = live[(live["unit_code"] == unit.unit_code) & (live["unit_valid_from"] == unit.unit_valid_from)]
        if set(own["id"]) & official:
            continue
        states = [find_standing(events[one]).state for one in own["id"]]
        state = "not_reported" if not states else "returned" if set(states) == {"returned"} else "waiting"
        rows.append({"unit": unit.unit_code, "name": unit.name, "level": unit.level, "state": state})
    return pd.DataFrame(rows, columns=["unit", "name", "level", "state"]).sort_values("unit", kind="stable")
