"""What the names of indicators must agree on, so that a sender's words stand for one of them only."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.target_rules import Found
from tracker.core.name_keys import name_key
from tracker.words.checks import mistake_text


def find_name_mistakes(catalogue: Catalogue) -> Iterator[Found]:
    """Names and rules that two indicators share, and rules that say what cannot be."""
    names: dict[str, str] = {}
    rules: dict[tuple[frozenset[str], str], str] = {}
    for index, one in enumerate(catalogue.indicators):
        place = ("indicators", index)
        yield from _impossible(one, index)
        if one.level == "national" and not one.reported_by:
            continue  # a comparator is never meant by a name
        for name in (one.name, one.short_name, *one.also_called):
            other = names.setdefault(name_key(name), one.code)
            if other != one.code:
                yield place, mistake_text("shared_name", name=name, code=other)
        for at, rule in enumerate(one.recognised_by):
            owner = rules.setdefault((frozenset(map(name_key, rule.words)), rule.part), one.code)
            if owner != one.code and rule.part != "denominator":
                text = mistake_text("shared_rule", words=", ".join(rule.words), code=owner)
                yield (*place, "recognised_by", at), text


def _impossible(one: Indicator, index: int) -> Iterator[Found]:
    for at, rule in enumerate(one.recognised_by):
        here = ("indicators", index, "recognised_by", at)
        if not all(map(name_key, rule.words)) or not rule.words:
            yield here, mistake_text("no_words")
        if rule.part != "value" and one.kind != "ratio":
            yield here, mistake_text("part_of_no_ratio", kind=one.kind)
        if rule.group and rule.group not in one.disaggregations:
            yield here, mistake_text("unknown_group", group=rule.group)
