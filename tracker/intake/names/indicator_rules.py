"""What the catalogue says of an indicator's names, made ready for comparing with a sender's words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.catalogue.model import Catalogue, Indicator, Recognition
from tracker.intake.names.keys import plain_key
from tracker.intake.names.lexicon import APART, HARMLESS, HEADS, POPULATIONS, Lexicon
from tracker.intake.names.row_text import read_row

Part = Literal["value", "numerator", "denominator"]
_PARTS: tuple[Part, ...] = ("value", "numerator", "denominator")
Key = Callable[[str], str]

_RATE = "tỷ lệ"
_COUNTS = ("số", "tổng số", "số lượng", "tổng")
_OF_DEPRIVED = re.compile(r"\b(so|ti le|ty le) ho (?:can )?ngheo thieu hut\b")
_OF_ALL = ("trong", "trên", "so với")
_COUNTED_IN = frozenset({"hộ", "người", "lượt người", "mô hình", "công trình", "người/đơn vị"})


@dataclass(frozen=True)
class Rule:
    """All of `needed` must stand in a text, and nothing but them, `allowed` and harmless words."""

    code: str
    part: Part
    needed: frozenset[str]
    allowed: frozenset[str]
    counted: str | None = None  # households or people, where its name says so

    @property
    def weight(self) -> int:
        return sum(len(token.split()) for token in self.needed)


class RuleBook:
    """Every name and rule of the catalogue as tokens, in the spelling that `key` gives (accents or none)."""

    def __init__(self, catalogue: Catalogue, key: Key) -> None:
        self._key, self.is_plain = key, key("đ") == "d"
        named = [one for one in catalogue.indicators if is_named(one)]
        here = [catalogue.province_name, f"trên địa bàn {catalogue.province_name}"]
        phrases = [*HARMLESS, *APART, *POPULATIONS, *here]
        phrases += [word for one in named for rule in one.recognised_by for word in rule.words]
        phrases += [text for one in named for text in _shares_of_all(one)]
        self.lexicon = Lexicon(map(key, phrases))
        self._harmless = frozenset(map(key, (*HARMLESS, *here)))
        self.rate, self.count, self._household = key(_RATE), key("số"), key("hộ")
        self.counts = frozenset(map(key, _COUNTS))
        self.populations = frozenset(map(key, POPULATIONS))
        self.persons = frozenset(map(key, ("nhân khẩu", "số khẩu", "khẩu")))
        self._closing = key("cuối kỳ")
        self._heads = {key(word): counted for word, counted in HEADS.items()}
        self.says_nothing = self.counts | self.persons | {self.rate, self._household, key("người")}
        self._names: dict[tuple[str, ...], list[tuple[str, Part]]] = {}
        self._rules: list[Rule] = []
        self._spoken_of: dict[str, frozenset[str]] = {}
        for one in named:
            self._add(one)

    def find_named(self, tokens: tuple[str, ...]) -> Sequence[tuple[str, Part]]:
        """The indicators (and their parts) of that name, word for word."""
        return self._names.get(tokens, ())

    def find_rules(self, said: set[str], counted: set[str]) -> list[Rule]:
        """The rules whose words all stand among the tokens, that allow all others, and that count the same."""
        return [
            rule
            for rule in self._rules
            if rule.needed <= said <= rule.needed | rule.allowed
            and not (rule.counted and counted - {rule.counted})
        ]

    def counted_in(self, tokens: Sequence[str]) -> set[str]:
        """Whether households or people are counted: what stands right behind "số" and "tỷ lệ"."""
        behind = [
            after for before, after in itertools.pairwise(tokens) if before in self.counts | {self.rate}
        ]
        return {self._heads[word] for token in behind if (word := token.split()[0]) in self._heads}

    def read_title(self, about: str) -> tuple[str, ...]:
        """What a table's title says for all its columns: of which households it speaks, and of what they lack."""
        title = plain_key(about)
        is_near, is_poor = "can ngheo" in title, "ho ngheo" in title
        said = [] if is_near == is_poor else [POPULATIONS[is_near]]
        said += ["thiếu hụt"] if "thieu hut" in title else []
        of_what = _OF_DEPRIVED.search(title)
        said[:0] = [_RATE if of_what[1].startswith("t") else "số"] if of_what else []
        return tuple(map(self._key, said))

    def is_closing(self, pieces: Sequence[str]) -> bool:
        """ "Cuối kỳ": in a table of changes, the households themselves."""
        return any(self._closing in self.lexicon.split(piece) for piece in pieces)

    def fits(self, code: str, part: Part, title: tuple[str, ...]) -> bool:
        """Whether an indicator can stand in a table about the households that its title names."""
        named = self.populations & set(title)
        spoken_of = self._spoken_of.get(code, frozenset()) if part == "value" else frozenset()
        return not named or not spoken_of or bool(named & spoken_of)

    def is_harmless(self, token: str) -> bool:
        return token in self._harmless

    def tokens(self, text: str) -> tuple[str, ...]:
        """The tokens of one name, without what is harmless."""
        pieces = read_row(text, is_plain=self.is_plain).pieces
        return tuple(
            token for piece in pieces for token in self.lexicon.split(piece) if token not in self._harmless
        )

    def _add(self, one: Indicator) -> None:
        """The names and rules of one indicator."""
        own: dict[Part, frozenset[str]] = {}
        for part in _PARTS:
            names = [self.tokens(name) for name in _names_of(one, part)]
            own[part] = frozenset(token for name in names for token in name)
            for name in names:
                found = self._names.setdefault(name, [])
                if (one.code, part) not in found:
                    found.append((one.code, part))
        self._spoken_of[one.code] = own["value"] & self.populations
        own["numerator"] |= own["value"] - {self.rate}
        own["value"] |= self._keys(_shares_of_all(one))
        firsts = (token.split()[0] for token in self.tokens(one.name))
        counted = next((self._heads[word] for word in firsts if word in self._heads), None)
        sets = [(rule, self._needed(rule)) for rule in one.recognised_by]
        grouped = frozenset(token for rule, needed in sets if rule.group for token in needed)
        for rule, needed in sets:
            beside = [other for two, other in sets if (two.part, two.group) == (rule.part, rule.group)]
            allowed = own[rule.part] - (grouped if rule.group else frozenset()) | frozenset().union(*beside)
            allowed |= self.counts if _is_counted(one, rule.part) else frozenset()
            allowed |= {self._household} if any(one.startswith(self._household) for one in allowed) else set()
            code = f"{one.code}.{rule.group}" if rule.group else one.code
            self._rules.append(Rule(code, rule.part, needed, allowed, counted))

    def _needed(self, rule: Recognition) -> frozenset[str]:
        return frozenset(token for word in rule.words for token in self.lexicon.split(self._key(word)))

    def _keys(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self._key, texts))


def is_named(one: Indicator) -> bool:
    """Whether senders may mean it by a name: not a national comparator that nobody reports."""
    return one.level != "national" or bool(one.reported_by or one.also_called or one.recognised_by)


def _is_counted(one: Indicator, part: Part) -> bool:
    return part != "value" or one.unit_of_measure in _COUNTED_IN


def _names_of(one: Indicator, part: Part) -> Sequence[str]:
    if part == "numerator":
        return (one.numerator_name,) if one.numerator_name else ()
    if part == "denominator":
        return _denominators(one)
    names = [one.name, one.short_name, *one.also_called]
    if one.kind == "ratio":
        names += [f"{_RATE} {name}" for name in names if _RATE not in name.casefold()]
    return names


def _denominators(one: Indicator) -> list[str]:
    named = [one.denominator_name] if one.denominator_name else []
    return [*named, *(" ".join(rule.words) for rule in one.recognised_by if rule.part == "denominator")]


def _shares_of_all(one: Indicator) -> list[str]:
    """ "trong tổng số hộ dân cư": what a rate is of, said again behind its name."""
    bare = {
        name.removeprefix("Tổng số ").removeprefix("Số ").removeprefix("tổng số ").removeprefix("số ")
        for name in _denominators(one)
    }
    return [
        f"{of} {count}{name}" for name in bare for of in _OF_ALL for count in ("", "tổng số ", "số ", "tổng ")
    ]
