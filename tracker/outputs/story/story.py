"""The story of a round in one place: what is said first, how each programme stands, which indicators matter and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from tracker.core.assessment import worst_first
from tracker.core.standing import PlaceRows, count_verdicts, rank_units, split_rows, year_rows
from tracker.core.verdict import BEHIND
from tracker.outputs.bar_figures import (
    Basis,
    change_figure,
    change_sentence,
    changed_rows,
    find_basis,
)
from tracker.outputs.story.line import Line, read_lines
from tracker.outputs.story.material import Material
from tracker.outputs.story.statements import (
    Explanation,
    Statement,
    read_explanations,
    read_statements,
)
from tracker.words import story_texts as words
from tracker.words.formats import format_period
from tracker.words.markup import Run, runs_of
from tracker.words.sentences import overview_sentence, unit_sentence

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure


@dataclass(frozen=True)
class ProgrammeStory:
    """How one programme stands: its lines, the worst first, and verdict → number of indicators."""

    code: str
    name: str
    short_name: str
    last_year: int
    is_over: bool
    lines: tuple[Line, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        return count_verdicts(pd.DataFrame({"verdict": [line.verdict for line in self.lines]}))


@dataclass(frozen=True)
class Story:
    """The story of an edition in one place; `programme` None tells of all that run in the period or have ended.

    Everything is read from the edition alone, so that two outputs of one edition cannot disagree.
    """

    material: Material
    place: str
    programme: str | None = None

    @classmethod
    def of(cls, material: Material, unit: str | None = None, programme: str | None = None) -> Story:
        """The story of a unit, else of the province; raises KeyError for a place or programme it does not know."""
        place = unit or material.province
        if unit and unit not in material.places.index:
            raise KeyError(unit)
        if programme and programme not in set(material.table("programmes")["programme"]):
            raise KeyError(programme)
        return cls(material, place, programme)

    @property
    def place_name(self) -> str:
        return self.material.place_name(self.place)

    @property
    def is_of_unit(self) -> bool:
        return str(self.material.places.at[self.place, "kind"]) != "territory"

    @property
    def title(self) -> str:
        """`Kết quả 6 tháng đầu năm 2026 · Tỉnh Tuyên Quang`."""
        return words.title_of(self.material.period, self.place_name)

    @property
    def footnote(self) -> str:
        mark = self.material.mark
        return words.footnote(mark.number, mark.check_code, self.material.cut_off_on)

    @property
    def period_words(self) -> str:
        return format_period(self.material.period)

    @cached_property
    def headline(self) -> tuple[Run, ...]:
        """The sentence that the overview opens with, of this edition."""
        counts = count_verdicts(self._rows.judged)
        period = self.material.period
        if self.is_of_unit:
            return runs_of(unit_sentence(period, self.place_name, counts))
        worst = next((line.short_name for line in self.judged), None)
        return runs_of(overview_sentence(period, counts, worst))

    @cached_property
    def programmes(self) -> tuple[ProgrammeStory, ...]:
        """The programmes that have lines, those that run first."""
        year = self.material.period.last_year
        found = []
        for one in self._chosen.itertuples(index=False):
            is_over = int(one.last_year) < year
            lines = self.over if is_over else self.judged
            own = tuple(line for line in lines if line.programme == one.programme)
            told = (one.programme, one.name, one.short_name, int(one.last_year))
            found.append(ProgrammeStory(*told, is_over, own))
        return tuple(sorted((one for one in found if one.lines), key=lambda one: one.is_over))

    @cached_property
    def judged(self) -> tuple[Line, ...]:
        """The indicators of the running programmes that have a number to be judged by, worst first."""
        return read_lines(self.material, self._rows.judged)

    @cached_property
    def over(self) -> tuple[Line, ...]:
        """The indicators of programmes that have ended."""
        return read_lines(self.material, self._rows.over)

    @cached_property
    def tracked(self) -> tuple[Line, ...]:
        """Indicators without a number to be judged by."""
        return read_lines(self.material, self._rows.tracked)

    @cached_property
    def background(self) -> tuple[Line, ...]:
        return read_lines(self.material, self._rows.background)

    @cached_property
    def national(self) -> tuple[Line, ...]:
        return read_lines(self.material, self._rows.national)

    @cached_property
    def matters(self) -> tuple[Line, ...]:
        """The indicators with a page of their own: those behind, then every other milestone with a value."""
        behind = [line for line in self.judged if line.verdict in BEHIND]
        dated = [line for line in self.judged if line.has_milestone and line.has_value and line not in behind]
        return (*behind, *dated)

    @cached_property
    def ahead(self) -> Mapping[str, Line]:
        """Indicator code → the first milestone due after the period's year, whatever is judged now; none of a unit."""
        rows = self.material.assessment
        rows = rows[(rows["place_code"] == self.place) & (rows["due_year"] > self.material.period.last_year)]
        rows = rows[~rows["target_kind"].isin(["year_plan", "none"]) & (rows["level"] == "province")]
        rows = rows.sort_values("due_year", kind="stable").drop_duplicates("indicator_code")
        return {line.code: line for line in read_lines(self.material, rows)} if not self.is_of_unit else {}

    @cached_property
    def all_lines(self) -> tuple[Line, ...]:
        """Every indicator of the place once, in catalogue order."""
        lines = [*self.judged, *self.over, *self.tracked, *self.background, *self.national]
        first: Mapping[str, Line] = {line.code: line for line in reversed(lines)}
        return tuple(first[code] for code in self.material.indicators.index if code in first)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The COMPARISON rows of the indicators that are judged."""
        codes = {line.code for line in (*self.judged, *self.over)}
        rows = self.material.comparisons
        return rows[(rows["place_code"] == self.place) & rows["indicator_code"].isin(codes)]

    @cached_property
    def changes(self) -> tuple[pd.DataFrame, Basis | None]:
        """What changed, as `bar_figures.changed_rows` gives it, and since when; no rows and None when unknown."""
        basis = find_basis(self.compared)
        if basis is None:
            return self.compared.iloc[:0], None
        return changed_rows(self.compared, self._signed_names, basis), basis

    @property
    def change_sentence(self) -> tuple[Run, ...]:
        """What changed for the better and worse, as the comparison page says it."""
        return runs_of(change_sentence(*self.changes, self.material.period, self.place_name))

    def change_figure(self) -> Figure | None:
        """The chart of those changes; None where nothing changed or nothing is known."""
        rows, basis = self.changes
        if basis is None or not len(rows):
            return None
        return change_figure(self.compared, self._signed_names, basis, is_demo=self.material.is_demo)

    @property
    def _signed_names(self) -> pd.DataFrame:
        """Names of the indicators with their direction as a sign: +1, −1, 0 without a better side."""
        names = self.material.indicators[["short_name", "unit_of_measure", "decimals", "direction"]]
        return names.assign(direction=names["direction"].map({"up": 1.0, "down": -1.0}).fillna(0.0))

    @cached_property
    def units(self) -> pd.DataFrame:
        """The units that report, worst first: index place_code; name, behind, at_risk, known. Empty for a unit."""
        units = self._reporting
        ranked = rank_units(self.unit_rows, units)
        return ranked.assign(name=[self.material.place_name(code, short=True) for code in ranked.index])

    @cached_property
    def unit_rows(self) -> pd.DataFrame:
        """Where each unit stands in the year: ASSESSMENT rows, one per unit and indicator. Empty for a unit."""
        rows = self.material.assessment
        is_background = rows["indicator_code"].isin(self.material.background)
        rows = rows[rows["place_code"].isin(self._reporting) & ~is_background]
        return year_rows(rows[rows["programme_code"].isin(self._chosen["programme"])], self.material.period)

    def ranking(self, code: str) -> pd.DataFrame:
        """The units with a figure of one indicator, the worst first: place_code, name, value, plan, verdict."""
        rows = self.material.table("ranking")
        rows = rows[rows["indicator"] == code].rename(columns={"place": "place_code"})
        names = [self.material.place_name(place, short=True) for place in rows["place_code"]]
        return rows.assign(name=names).reset_index(drop=True)

    @cached_property
    def missing(self) -> pd.DataFrame:
        """The units whose official figures of the period are not in: unit, name, level, state."""
        rows = self.material.table("missing")
        return rows[rows["unit"] == self.place] if self.is_of_unit else rows

    @cached_property
    def units_expected(self) -> int:
        return 1 if self.is_of_unit else int((self.material.places["kind"] == "unit").sum())

    @property
    def units_reported(self) -> int:
        return self.units_expected - len(self.missing)

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, ...]]:
        """Part → what the units wrote, departments first; the same words of several units stand once."""
        return read_statements(self.material, self._unit, self._chosen["programme"])

    @cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """What leaders asked and units answered, open ones first."""
        return read_explanations(self.material, self._unit, self._chosen["programme"])

    @property
    def _reporting(self) -> list[str]:
        places = self.material.places
        return [] if self.is_of_unit else list(places.index[places["kind"] == "unit"])

    @property
    def _unit(self) -> str | None:
        return self.place if self.is_of_unit else None

    @cached_property
    def _chosen(self) -> pd.DataFrame:
        rows = self.material.table("programmes")
        rows = rows[rows["first_year"] <= self.material.period.last_year]
        return rows[rows["programme"] == self.programme] if self.programme else rows

    @cached_property
    def _rows(self) -> PlaceRows:
        rows = self.material.assessment
        rows = rows[rows["place_code"] == self.place]
        is_over = self._chosen["last_year"] < self.material.period.last_year
        running = set(self._chosen.loc[~is_over, "programme"])
        if self.is_of_unit:
            own = year_rows(rows[rows["programme_code"].isin(running)], self.material.period)
            is_background = own["indicator_code"].isin(self.material.background)
            none = own.iloc[:0]
            return PlaceRows(worst_first(own[~is_background]), none, own[is_background], none, none)
        over = set(self._chosen.loc[is_over, "programme"])
        return split_rows(rows, running, over, self.material.background)
