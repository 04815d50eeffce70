"""Which indicator a row name or a header path stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.catalogue.model import Catalogue, Indicator
from tracker.intake.names.indicator_rules import Part, RuleBook, is_named
from tracker.intake.names.keys import name_key, plain_key
from tracker.intake.names.place_text import read_total
from tracker.intake.names.proposals import Proposal, propose
from tracker.intake.names.row_text import RowText, read_row
from tracker.intake.names.units_of_measure import known_unit

PERSONS = "NK"
_COUNTING = frozenset({"hộ", "người", "lượt người", "đơn vị", "mô hình", "công trình"})


@dataclass(frozen=True)
class IndicatorMatch:
    """The indicators a text stands for (none: not recognised), and which part of them.

    Several codes only for a denominator that serves several indicators. `how`: code, name, rule, remembered;
    a remembered text without a code is to be left out. `problem`: code_name_differ, with both proposed.
    """

    codes: tuple[str, ...] = ()
    part: Part = "value"
    how: str = ""
    proposals: tuple[Proposal, ...] = ()
    problem: str | None = None


class IndicatorNames:
    """The names under which the catalogue's indicators are known."""

    def __init__(self, catalogue: Catalogue, remembered: Mapping[str, str] = {}) -> None:
        self._catalogue, self._remembered = catalogue, remembered
        self._indicators = {one.code: one for one in catalogue.indicators}
        self._codes = {_bare_code(code): code for one in catalogue.indicators for code in _codes_of(one)}
        self._accented = RuleBook(catalogue, name_key)
        self._unaccented: RuleBook | None = None
        self._proposable: dict[str, list[tuple[str, str]]] | None = None

    def match(self, text: str, code: str = "", unit: str = "", about: str = "") -> IndicatorMatch:
        """The indicator of a row name, or of a header path joined with " › ", with the code beside it.

        `unit` is the unit of measure that the table states for the figures, `about` the table's title: they
        tell a count from a rate, and the poor from the near-poor, where the headers alone do not.
        """
        remembered = self._remembered.get(name_key(text))
        if remembered is not None:
            return IndicatorMatch((remembered,) if remembered else (), how="remembered")
        named = self._match_name(text, unit, about)
        coded = self._codes.get(_bare_code(code))
        if coded is None:
            return named
        return self._match_code(coded, text, named)

    def match_rate(self, text: str, count: IndicatorMatch, unit: str = "") -> IndicatorMatch:
        """Under a header or a row name that says no more than "Tỷ lệ (%)": the rate of the count before it."""
        book = self._book(text)
        row = read_row(text, is_plain=book.is_plain)
        tokens = self._tokens(row, book)
        is_rate = tokens == (book.rate,) or not tokens and (row.unit or known_unit(unit)) == "%"
        if not is_rate or len(count.codes) != 1:
            return IndicatorMatch()
        if count.part == "numerator":
            return IndicatorMatch(count.codes, "value", "rule")
        rates = [one.code for one in self._catalogue.indicators if one.numerator_code == count.codes[0]]
        return IndicatorMatch(tuple(rates), "value", "rule") if len(rates) == 1 else IndicatorMatch()

    def _match_code(self, coded: str, text: str, named: IndicatorMatch) -> IndicatorMatch:
        """The indicator of the code; the name beside it may say that the row is a part of it."""
        if coded in named.codes:
            return IndicatorMatch((coded,), named.part, "code")
        one = (
            self._indicators[coded]
            if coded in self._indicators
            else self._indicators[coded.rpartition(".")[0]]
        )
        if named.part == "value" and one.numerator_code in named.codes:
            return IndicatorMatch((coded,), "numerator", "code")
        if any(other.startswith(f"{coded}.") for other in named.codes):
            return IndicatorMatch(named.codes, named.part, "code")
        if named.codes and not any(coded.startswith(f"{other}.") for other in named.codes):
            proposals = tuple(
                Proposal(other, self._name_of(other), 100.0) for other in (coded, *named.codes[:2])
            )
            return IndicatorMatch(proposals=proposals, problem="code_name_differ")
        return IndicatorMatch((coded,), how="code")

    def _match_name(self, text: str, unit: str, about: str) -> IndicatorMatch:
        book = self._book(text)
        row = read_row(text, is_plain=book.is_plain)
        tokens = self._tokens(row, book)
        stated = None if known_unit(unit) == "%" and book.counts & set(tokens) else known_unit(unit)
        found = self._resolve(tokens, row, book, row.unit or stated)
        if not found.codes and row.is_path:
            found = self._resolve(self._tokens(row, book, of_all=True), row, book, row.unit or stated)
        title = book.read_title(about)
        if not book.populations & set(tokens):
            if found.codes and not book.fits(found.codes[0], found.part, title):
                found = IndicatorMatch()
            if not found.codes and title and (set(tokens) - book.says_nothing or book.is_closing(row.pieces)):
                implied = tuple(one for one in title if one not in tokens)
                below = RowText((" ".join(title), *row.pieces), row.unit, row.base_year)
                found = self._resolve((*implied, *tokens), below, book, row.unit or stated)
        if found.codes or found.proposals:
            return found
        return IndicatorMatch(proposals=self._propose(row) if set(tokens) - book.says_nothing else ())

    def _book(self, text: str) -> RuleBook:
        """The names as the text spells them: without accents only for a text that has none."""
        if not text.replace("›", "").isascii():
            return self._accented
        if self._unaccented is None:
            self._unaccented = RuleBook(self._catalogue, plain_key)
        return self._unaccented

    def _tokens(self, row: RowText, book: RuleBook, of_all: bool = False) -> tuple[str, ...]:
        """The tokens of all pieces; headers that only say "Tổng số" (unless `of_all`), and lists that a sub-header
        narrows, left out."""
        named = [piece for piece in row.pieces if of_all or not read_total(piece)[0]] or list(row.pieces)
        pieces = _narrowed([book.lexicon.split(piece) for piece in named], book.populations)
        return tuple(token for piece in pieces for token in piece if not book.is_harmless(token))

    def _resolve(
        self, tokens: tuple[str, ...], row: RowText, book: RuleBook, unit: str | None
    ) -> IndicatorMatch:
        persons = [token for token in tokens if token in book.persons]
        if persons or (unit == "người" and not book.counts & set(tokens)):
            found = self._resolve_persons(tuple(one for one in tokens if one not in persons), row, book)
            if persons or found.codes:
                return found
        if unit == "%" and book.rate not in tokens:
            found = self._choose(book.find_named((book.rate, *tokens)), "name")
            if found.codes:
                return found
        found = self._resolve_exact(tokens, row, book, unit)
        if found.codes:
            return found
        said = set(tokens)
        if unit == "%" and not any(token.startswith(book.rate) for token in tokens):
            said.add(book.rate)
        elif unit in _COUNTING and book.rate not in said:
            said.add(book.count)
        rules = [
            rule for rule in book.find_rules(said, book.counted_in(tokens)) if self._has_base(rule.code, row)
        ]
        heaviest = max((rule.weight for rule in rules), default=0)
        return self._choose([(rule.code, rule.part) for rule in rules if rule.weight == heaviest], "rule")

    def _resolve_persons(self, tokens: tuple[str, ...], row: RowText, book: RuleBook) -> IndicatorMatch:
        """The same count in persons, for the indicators that are asked in persons too."""
        if not set(tokens) - book.says_nothing:
            return IndicatorMatch()
        bare = RowText(row.pieces, None, row.base_year)
        found = self._resolve(tokens, bare, book, "hộ")
        one = (
            self._indicators.get(found.codes[0]) if len(found.codes) == 1 and found.part == "value" else None
        )
        if one is None or PERSONS not in one.disaggregations:
            return IndicatorMatch()
        return IndicatorMatch((f"{one.code}.{PERSONS}",), "value", found.how)

    def _resolve_exact(
        self, tokens: tuple[str, ...], row: RowText, book: RuleBook, unit: str | None
    ) -> IndicatorMatch:
        """A name word for word; the bare name of a rate ("Hộ nghèo thiếu hụt …") is its count where counts stand."""
        found: list[tuple[str, Part]] = []
        for code, part in book.find_named(tokens):
            one = self._indicators[code]
            if not self._has_base(code, row):
                continue
            is_bare_rate = part == "value" and one.kind == "ratio" and book.rate not in tokens
            if is_bare_rate and unit in _COUNTING:
                found.append((one.numerator_code, "value") if one.numerator_code else (code, "numerator"))
            elif not (is_bare_rate and row.is_path and unit != "%") and not (
                unit == "%" and one.unit_of_measure in _COUNTING
            ):
                found.append((code, part))
        return self._choose(found, "name")

    def _choose(self, found: Sequence[tuple[str, Part]], how: str) -> IndicatorMatch:
        """The one value, else the one numerator, else the denominator that all of them share."""
        for part in ("value", "numerator", "denominator"):
            codes = tuple(dict.fromkeys(code for code, other in found if other == part))
            if part == "value" and len(codes) > 1:
                return IndicatorMatch(
                    proposals=tuple(Proposal(one, self._name_of(one), 100.0) for one in codes[:3])
                )
            if len(codes) == 1 or (codes and part == "denominator"):
                return IndicatorMatch(codes, part, how)
        return IndicatorMatch()

    def _has_base(self, code: str, row: RowText) -> bool:
        """Whether a growth is counted from a year that one of its targets is counted from."""
        one = self._indicators.get(code)
        if one is None or one.kind != "growth" or row.base_year is None:
            return True
        return any(target.base_year == row.base_year for target in one.targets)

    def _name_of(self, code: str) -> str:
        one = self._indicators.get(code) or self._indicators.get(code.rpartition(".")[0])
        return one.short_name if one else code

    def _propose(self, row: RowText) -> tuple[Proposal, ...]:
        if self._proposable is None:
            self._proposable = {}
            for one in filter(is_named, self._catalogue.indicators):
                for name in {one.name, one.short_name, *one.also_called}:
                    self._proposable.setdefault(plain_key(name), []).append((one.code, one.short_name))
        return propose(plain_key(" ".join(row.pieces)), self._proposable)


def _narrowed(pieces: Sequence[Sequence[str]], populations: frozenset[str]) -> list[list[str]]:
    """ "Hộ nghèo, hộ cận nghèo › Hộ nghèo" speaks of the poor only."""
    kept: list[list[str]] = []
    inner: set[str] = set()
    for piece in reversed(pieces):
        named = populations & set(piece)
        is_list = len(named) > 1 and bool(inner)
        kept.insert(0, [token for token in piece if not (is_list and token in named)])
        inner |= named
    return kept


def _bare_code(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def _codes_of(one: Indicator) -> tuple[str, ...]:
    return (one.code, *(f"{one.code}.{group}" for group in one.disaggregations))
