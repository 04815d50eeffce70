"""A small province across the merger: two districts, then four communes, two departments, four indicators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from tracker.catalogue.model import Catalogue

OLD, NEW, LAST_OLD = dt.date(2020, 1, 1), dt.date(2025, 7, 1), dt.date(2025, 6, 30)
AT = dt.datetime(2024, 7, 1, 8, 30)

# code, from, to, level, territory, district
_UNITS = [
    ("VN", OLD, None, "country", None, None),
    ("08", OLD, LAST_OLD, "province", "TQ_OLD", None),
    ("08", NEW, None, "province", "TQ_NEW", None),
    ("02", OLD, LAST_OLD, "province", "HG_OLD", None),
    ("070", OLD, LAST_OLD, "district", "TQ_OLD", "070"),
    ("074", OLD, LAST_OLD, "district", "TQ_OLD", "074"),
    ("024", OLD, LAST_OLD, "district", "HG_OLD", "024"),
    ("SYT", OLD, LAST_OLD, "department", "TQ_OLD", None),
    ("SYT", NEW, None, "department", "TQ_NEW", None),
    ("STP", NEW, None, "department", "TQ_NEW", None),
    ("02215", OLD, LAST_OLD, "commune", "TQ_OLD", "070"),
    ("02215", NEW, None, "commune", "TQ_OLD", "070"),
    ("02374", NEW, None, "commune", "TQ_OLD", "074"),
    ("02380", NEW, None, "commune", "TQ_OLD", "074"),
    ("00691", NEW, None, "commune", "HG_OLD", "024"),
]


@dataclass(frozen=True)
class SampleReference:
    reporting_units: pd.DataFrame
    unit_succession: pd.DataFrame
    place_members: pd.DataFrame
    published_actuals: pd.DataFrame


def sample_reference() -> SampleReference:
    units = pd.DataFrame(
        [
            {
                "code": code,
                "valid_from": first,
                "valid_to": last,
                "name": f"Đơn vị {code}",
                "short_name": code,
                "level": level,
                "territory_code": territory,
                "district_code": district,
                "is_approximate": code == "02380",
                "lat": None,
                "lon": None,
            }
            for code, first, last, level, territory, district in _UNITS
        ]
    )
    succession = pd.DataFrame(
        [("02203", "02215", "whole", True)], columns=["old_code", "new_code", "relation", "is_default"]
    )
    published = pd.DataFrame(
        [
            ("08", OLD, "GN-01", "2022", "actual", 18.9, None, None, "NEWS", "bảng 1", False, None),
            ("08", OLD, "GN-11", "2022", "actual", 40522.0, None, None, "NEWS", "bảng 1", False, None),
            ("VN", OLD, "GN-01", "2022", "actual", 4.03, None, None, "NEWS", "bảng 2", True, None),
        ],
        columns=[
            "unit_code", "unit_valid_from", "indicator_code", "period", "measure", "value",
            "numerator", "denominator", "document", "section", "verified", "note",
        ],
    )  # fmt: skip
    return SampleReference(units, succession, _members(), published)


def _members() -> pd.DataFrame:
    rows = []
    for code, first, last, level, territory, district in _UNITS:
        is_new = first == NEW
        if level == "commune" and not is_new or level in ("province", "country"):
            continue
        places = [territory]
        if district:
            places.append(f"D{district}")
        if is_new and territory != "TQ_NEW":
            places.append("TQ_NEW")
        rows += [(place, code, first, first, last, code == "02380") for place in places]
    return pd.DataFrame(
        rows,
        columns=["place_code", "unit_code", "unit_valid_from", "member_from", "member_to", "is_approximate"],
    )


def _indicator(code: str, kind: str, aggregation: str, reported_by: list[str], **more: object) -> dict:
    source = {"document": "KH154", "section": "I.2.a"}
    return {
        "code": code,
        "name": f"Chỉ tiêu {code}",
        "short_name": code,
        "programmes": ["GN"],
        "group": "g",
        "unit_of_measure": "%" if kind == "ratio" else "hộ",
        "direction": "down",
        "kind": kind,
        "aggregation": aggregation,
        "frequency": "half_year",
        "reported_by": reported_by,
        "source": source,
        "verified": True,
    } | more


def sample_catalogue() -> Catalogue:
    source = {"document": "KH154", "section": "I.2.a"}
    areas = ["district", "commune"]
    ratio = {"numerator_name": "Số hộ nghèo", "denominator_name": "Tổng số hộ"}
    target = {
        "kind": "level",
        "op": "<=",
        "low": None,
        "high": 8.0,
        "due": 2025,
        "source": source,
        "verified": True,
    }
    plan = {
        "year": 2022, "op": "<=", "high": 19.97, "territory": "TQ_OLD", "source": source, "verified": True,
    }  # fmt: skip
    return Catalogue.model_validate(
        {
            "version": 1,
            "province_code": "08",
            "province_name": "Tuyên Quang",
            "documents": [],
            "standards": [],
            "territories": [],
            "calendars": [],
            "rounds": [],
            "programmes": [],
            "groups": [],
            "indicators": [
                _indicator("GN-01", "ratio", "ratio_of_sums", areas, targets=[target], plans=[plan], **ratio),
                _indicator("GN-11", "stock", "sum", areas),
                _indicator("CT-02", "stock", "min", [*areas, "department"]),
                _indicator("CT-03", "flow", "sum", ["department"], departments=["SYT"]),
                _indicator("GN-02", "change", "none", [], direction="up", of=["GN-01"]),
            ],
        }
    )
