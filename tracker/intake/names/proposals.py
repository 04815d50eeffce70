"""Names that a text may mean: proposed with a score, never taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

_LEAST_SCORE = 60.0
_MOST = 3


@dataclass(frozen=True)
class Proposal:
    """A code that a text may stand for; `score` is the likeness of the names, 0 to 100."""

    code: str
    name: str
    score: float


def propose(key: str, keys: Mapping[str, Iterable[tuple[str, str]]]) -> tuple[Proposal, ...]:
    """The nearest names: `keys` says for each plain key the (code, name) pairs that carry it."""
    if not key:
        return ()
    best: dict[str, Proposal] = {}
    for found, score, _ in process.extract(
        key, list(keys), scorer=likeness, limit=4 * _MOST, score_cutoff=_LEAST_SCORE
    ):
        for code, name in keys[found]:
            if code not in best:
                best[code] = Proposal(code, name, round(score, 1))
    ordered = sorted(best.values(), key=lambda one: -one.score)
    return tuple(ordered[:_MOST])


def likeness(one: str, other: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """The mean of two views: the words they share, and the letters in their order."""
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2
