"""What a file is read for: the sender, the round, the names it may use, and what gathers while reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.period import Period
from tracker.intake.finding import Finding
from tracker.intake.names.indicators import IndicatorNames
from tracker.intake.names.units import UnitNames
from tracker.intake.recognition import NameRead, Remembered


@dataclass(frozen=True)
class Context:
    """One file being read; `findings` and `names` are filled on the way."""

    sender: ReportingUnit
    period: Period
    catalogue: Catalogue
    reference: Reference
    units: UnitNames
    indicators: IndicatorNames
    findings: list[Finding] = field(default_factory=list)
    told: set[tuple[str, str | None]] = field(default_factory=set)
    names: dict[tuple[str, str], NameRead] = field(default_factory=dict)

    @property
    def known(self) -> Mapping[str, Indicator]:
        return {one.code: one for one in self.catalogue.indicators}

    @cached_property
    def fall_codes(self) -> frozenset[str]:
        """The indicators whose figure is itself a fall: "giảm 4,31" says 4,31."""
        return frozenset(
            one.code for one in self.catalogue.indicators if (one.kind, one.change_is) == ("change", "fall")
        )

    @cached_property
    def own_part_codes(self) -> frozenset[str]:
        """What the department that sends reports for its own part, because another one is in charge of the whole."""
        if self.sender.level != "department":
            return frozenset()
        programmes = {one.code: one.owners for one in self.catalogue.programmes}
        on, own = self.period.ends_on, self.sender.code
        return frozenset(
            one.code
            for one in self.catalogue.indicators
            if own in one.departments
            and not any(
                owner.department == own and (owner.valid_from or on) <= on <= (owner.valid_to or on)
                for owner in one.owners or [two for code in one.programmes for two in programmes[code]]
            )
        )

    @cached_property
    def denominator_codes(self) -> Mapping[str, str]:
        """The denominators that are indicators of their own: the poor households, of which a share is deprived."""
        codes = {}
        for one in self.catalogue.indicators:
            if one.kind == "ratio" and one.denominator_name:
                found = self.indicators.match(one.denominator_name)
                if found.part == "value" and len(found.codes) == 1:
                    codes[one.code] = found.codes[0]
        return codes

    def add(self, code: str, cell: str | None, /, **details: object) -> None:
        """Keep a finding; what is told of a cell once is not told again for the next column."""
        if (code, cell) not in self.told:
            self.told.add((code, cell))
            self.findings.append(Finding(code, cell, details))

    def speaking_for(self, owner: ReportingUnit | None) -> Context:
        """The same reading for a table of one of the sender's places; findings and names gather in one list."""
        if owner is None or owner == self.sender:
            return self
        return replace(self, sender=owner, units=self.units.of_sender(owner))

    def note_name(self, name: NameRead) -> None:
        """Keep what a name was taken for; the same name is kept once, with the figures that hang on it."""
        before = self.names.get((name.kind, name.key))
        self.names[name.kind, name.key] = before.with_more(name.count) if before else name


def open_context(
    sender: ReportingUnit, period: Period, catalogue: Catalogue, reference: Reference, remembered: Remembered
) -> Context:
    return Context(
        sender,
        period,
        catalogue,
        reference,
        UnitNames(reference, sender, remembered.units),
        IndicatorNames(catalogue, remembered.indicators),
    )
