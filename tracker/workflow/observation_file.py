"""A .csv of observations asked in place of a database: read, checked and rolled up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period, PeriodError
from tracker.core.rollup import roll_up
from tracker.core.series import SERIES_COLUMNS

COLUMNS = ("indicator", "unit", "period", "measure", "value", "numerator", "denominator")
_REQUIRED = COLUMNS[:5]
MEASURES = ("actual", "estimate", "plan", "baseline")
_NUMBERS = ("value", "numerator", "denominator")


class ObservationFileError(Exception):
    """The file cannot be used; the message lists every mistake with its line, in Vietnamese."""


class ObservationFile:
    """Series read from a file; a source for Answers.

    `unit` is the code of a reporting unit or of a territory. Units that the reference data does not know
    are answered for as themselves.
    """

    def __init__(self, path: Path, catalogue: Catalogue, reference: Reference) -> None:
        self._reference = reference
        rows = _read(path)
        _check(rows, path, {one.code for one in catalogue.indicators})
        is_ratio = rows["indicator_code"].map({one.code: one.kind == "ratio" for one in catalogue.indicators})
        rates = 100 * rows["numerator"] / rows["denominator"].where(rows["denominator"] != 0)
        rows["value"] = rows["value"].where(rows["value"].notna() | ~is_ratio.astype(bool), rates)
        rows["place_code"] = [
            reference.resolve_place(code, Period.parse(period))
            for code, period in zip(rows["unit"], rows["period"], strict=True)
        ]
        rows = pd.concat([rows, _continued(rows, catalogue)], ignore_index=True)
        areas = rows["place_code"].isin(reference.areas)
        self._own = rows[areas]
        self._units = rows[~areas].assign(unit_valid_from=lambda units: self._valid_from(units))
        known = self._units["unit_valid_from"].notna()
        self.unknown_units = tuple(dict.fromkeys(self._units.loc[~known, "unit"])) if not known.any() else ()
        self._rolled = self._roll_up(catalogue)

    def read_series(
        self, places: Sequence[str] | None = None, indicators: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """SERIES of areas: what is given for the area itself, else what its units add up to."""
        rows = self._rolled
        if places is not None:
            rows = rows[rows["place_code"].isin(list(places))]
        return rows if indicators is None else rows[rows["indicator_code"].isin(list(indicators))]

    def read_unit_series(
        self,
        indicators: Sequence[str] | None = None,
        units: Sequence[tuple[str, dt.date]] | None = None,
    ) -> pd.DataFrame:
        """SERIES of reporting units themselves."""
        rows = self._units
        if units is not None:
            keys = list(zip(rows["unit"], rows["unit_valid_from"], strict=True))
            wanted = set(units)
            rows = rows[np.array([key in wanted for key in keys], dtype=bool)]
        return _as_series(rows if indicators is None else rows[rows["indicator_code"].isin(list(indicators))])

    def _valid_from(self, units: pd.DataFrame) -> list[dt.date | None]:
        found = [
            self._reference.find_unit(code, Period.parse(period).ends_on)
            for code, period in zip(units["unit"], units["period"], strict=True)
        ]
        return [unit.valid_from if unit else None for unit in found]

    def _roll_up(self, catalogue: Catalogue) -> pd.DataFrame:
        own = _as_series(self._own)
        unknown = _as_series(self._units[self._units["unit_valid_from"].isna()])
        known = self._units[self._units["unit_valid_from"].notna()].rename(columns={"unit": "unit_code"})
        if known.empty:
            return pd.concat([own, unknown], ignore_index=True)
        rules = {one.code: one.aggregation for one in catalogue.indicators}
        levels = self._reference.reporting_units.set_index(["code", "valid_from"])["level"]
        members = self._reference.place_members
        keys = pd.MultiIndex.from_frame(members[["unit_code", "unit_valid_from"]])
        members = members.assign(level=levels.reindex(keys).to_numpy())
        parts = known.drop(columns="place_code")
        rolled = roll_up(parts, members, rules, self._reference.reporters(catalogue))
        rolled = rolled.reindex(columns=list(SERIES_COLUMNS))
        merged = pd.concat([own, unknown, rolled], ignore_index=True)
        return merged.drop_duplicates(
            ["place_code", "indicator_code", "period", "measure"], ignore_index=True
        )


def _continued(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Figures under a province's code after a merger, also for the territory that carried it before.

    A file that uses one code throughout has nothing else to close the earlier territory's stage with. Not
    so for the figures of the poverty review, whose rates differ too much between the territories.
    """
    reviewed = {one.code for one in catalogue.indicators if one.standard}
    parts = []
    for earlier in catalogue.territories:
        later = [
            one.code
            for one in catalogue.territories
            if one.province_code == earlier.province_code and one.valid_from and earlier.valid_to
        ]
        here = rows[rows["place_code"].isin(later) & (rows["unit"] == earlier.province_code)]
        here = here[~here["indicator"].isin(reviewed)]
        parts.append(here.assign(place_code=earlier.code))
    return pd.concat(parts)


def _as_series(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(basis="direct", direct_value=rows["value"]).reindex(columns=list(SERIES_COLUMNS))


def _read(path: Path) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ObservationFileError(f"Không đọc được tệp số liệu {path}: {error}.") from error
    missing = [name for name in _REQUIRED if name not in rows]
    if missing:
        raise ObservationFileError(f"Tệp {path} thiếu cột: {', '.join(missing)}.")
    return rows.reindex(columns=list(COLUMNS), fill_value="").map(str.strip)


def _check(rows: pd.DataFrame, path: Path, known_codes: set[str]) -> None:
    """Turn the texts of `rows` into numbers in place, or raise with every mistake."""
    mistakes = []
    for name in _NUMBERS:
        numbers = pd.to_numeric(rows[name].replace("", None), errors="coerce")
        for line in rows.index[(rows[name] != "") & numbers.isna()]:
            mistakes.append((line, f"cột {name}: “{rows.at[line, name]}” không phải số"))
        rows[name] = numbers.astype(float)
    for line, (code, period, measure) in enumerate(
        rows[["indicator", "period", "measure"]].itertuples(index=False)
    ):
        if code not in known_codes:
            mistakes.append((line, f"không có chỉ tiêu “{code}” trong danh mục"))
        if measure not in MEASURES:
            mistakes.append((line, f"loại số liệu “{measure}” không phải {', '.join(MEASURES)}"))
        if not _is_period(period):
            mistakes.append((line, f"“{period}” không phải kỳ báo cáo"))
    for line in rows.index[rows.duplicated(["indicator", "unit", "period", "measure"])]:
        mistakes.append((line, "trùng chỉ tiêu, đơn vị, kỳ và loại số liệu với một dòng trên"))
    if mistakes:
        listed = "\n".join(f"{path}, dòng {line + 2}: {text}." for line, text in sorted(mistakes))
        raise ObservationFileError(listed)
    rows["indicator_code"] = rows["indicator"]


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodError:
        return False
    return True
