"""What became of a unit that is no more, and what a new one was made of."""

from __future__ import annotations

import datetime as dt

from tracker.catalogue.reference import MERGED_ON, Reference, ReportingUnit


class Succession:
    """The units before and after the merger, each with those that continue or preceded it."""

    def __init__(self, reference: Reference) -> None:
        self._after: dict[tuple[str, str], list[str]] = {}
        self._before: dict[tuple[str, str], list[str]] = {}
        rows = reference.unit_succession.sort_values("is_default", ascending=False, kind="stable")
        columns = ("old_code", "old_name", "new_code", "new_name")
        for old_code, old_name, new_code, new_name in zip(*(rows[name] for name in columns), strict=True):
            self._after.setdefault((old_code, old_name), []).append(new_code)
            self._before.setdefault((new_code, new_name), []).append(old_code)
        self._units = {(unit.code, unit.valid_from >= MERGED_ON): unit for unit in reference.units}
        self._all = reference.units

    def continued_by(self, unit: ReportingUnit, on: dt.date) -> tuple[ReportingUnit, ...]:
        """The units that stand on a day where this one stood (or will stand), the main one first."""
        is_later = on >= MERGED_ON
        if unit.level == "commune":
            codes = (self._after if is_later else self._before).get((unit.code, unit.name), [])
            return tuple(self._units[code, is_later] for code in codes if (code, is_later) in self._units)
        if unit.level == "district" and is_later:
            return tuple(
                one
                for one in self._all
                if one.level == "commune" and one.district_code == unit.code and one.is_valid_on(on)
            )
        same = self._units.get((unit.code, is_later))
        return (same,) if same and same.level == unit.level and same.is_valid_on(on) else ()
