"""The tables of an edition that name things: indicators, targets, documents, places."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tracker.catalogue import frames
from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import Reference
from tracker.core.period import Period


def places_of(catalogue: Catalogue, reference: Reference, period: Period) -> dict[str, tuple[str, ...]]:
    """territory, area and unit → codes: the province of the period first, what has members, who reports."""
    day = period.ends_on
    members = reference.place_members
    is_there = (members["member_from"] <= day) & (members["member_to"].isna() | (members["member_to"] >= day))
    present = set(members.loc[is_there, "place_code"])
    own = reference.resolve_place(catalogue.province_code, period)
    stated = [one.code for one in catalogue.territories]
    others = [code for code in stated if code in present and code != own]
    counted = set(zip(members["unit_code"], members["unit_valid_from"], strict=True))
    reporting = [
        unit.code
        for unit in reference.list_units(day)
        if (unit.code, unit.valid_from) in counted
        and reference.expected_codes(unit, catalogue, period.last_year)
    ]
    areas = sorted(place for place in present if place not in stated)
    return {"territory": (own, *others), "area": tuple(areas), "unit": tuple(sorted(reporting))}


def place_rows(
    places: Mapping[str, tuple[str, ...]], catalogue: Catalogue, reference: Reference, period: Period
) -> pd.DataFrame:
    """Every place of the edition with its names, and the territory that went before it."""
    follows = catalogue.earlier_territories
    short = {one.code: one.short_name for one in catalogue.territories}
    rows = []
    for kind, codes in places.items():
        for code in codes:
            unit = reference.find_unit(code, period.ends_on) if kind == "unit" else None
            rows.append(
                {
                    "place": code,
                    "name": reference.name_of(code, period),
                    "short_name": short.get(code) or reference.short_name_of(code, period),
                    "kind": kind,
                    "level": unit.level if unit else None,
                    "territory": unit.territory_code if unit else None,
                    "district": unit.district_code if unit else None,
                    "follows": follows.get(code),
                }
            )
    return pd.DataFrame(rows)


def indicator_rows(catalogue: Catalogue, reference: Reference, period: Period) -> pd.DataFrame:
    """Every indicator in catalogue order, with its programme and its owner in the period."""
    return pd.DataFrame([_indicator(one, catalogue, reference, period) for one in catalogue.indicators])


def _indicator(
    one: Indicator, catalogue: Catalogue, reference: Reference, period: Period
) -> dict[str, object]:
    programme = frames.programme_of(catalogue, one, period.last_year)
    day = period.ends_on
    owners = [
        reference.name_of(owner.department, period)
        for owner in one.owners or programme.owners
        if (owner.valid_from is None or owner.valid_from <= day)
        and (owner.valid_to is None or day <= owner.valid_to)
    ]
    return one.model_dump() | {
        "indicator": one.code,
        "programmes": " ".join(one.programmes),
        "of": " ".join(one.of) or None,
        "programme": programme.code,
        "owner": ", ".join(owners) or None,
        "document": one.source.document,
        "section": one.source.section,
    }


def target_rows(catalogue: Catalogue) -> pd.DataFrame:
    """Every target of the catalogue, then its plans of single years with the place they hold for."""
    stated = frames.targets_frame(catalogue).rename(
        columns={"indicator_code": "indicator", "programme_code": "programme"}
    )
    stated["of"] = [" ".join(codes) or None for codes in stated["of"]]
    plans = pd.DataFrame(
        [
            {
                "indicator": one.code,
                "programme": frames.programme_of(catalogue, one, plan.year).code,
                "target_kind": "year_plan",
                "op": plan.op,
                "low": plan.low,
                "high": plan.high,
                "due_year": plan.year,
                "place": plan.territory,
                "document": plan.source.document,
                "section": plan.source.section,
                "verified": plan.verified,
                "note": plan.note,
            }
            for one in catalogue.indicators
            for plan in one.plans
        ]
    )
    return pd.concat([stated, plans], ignore_index=True)


def standard_rows(catalogue: Catalogue) -> pd.DataFrame:
    """The poverty standards, and the first year that was measured under each."""
    rows = [
        {"standard": one.code, "name": one.name, "first_year": frames.first_year_under(one)}
        for one in catalogue.standards
    ]
    return pd.DataFrame(rows)


def document_rows(catalogue: Catalogue) -> pd.DataFrame:
    rows = [one.model_dump() | {"document": one.code} for one in catalogue.documents]
    return pd.DataFrame(rows)
