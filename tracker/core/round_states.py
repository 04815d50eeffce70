"""The states of a reporting round: which follow which, and in which of them units may hand in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

RoundState = Literal["drafted", "opened", "closed", "reopened", "signed"]
ROUND_STATES: tuple[RoundState, ...] = get_args(RoundState)

TAKES_FIGURES: frozenset[RoundState] = frozenset({"opened", "reopened"})

# State -> the states that it may come after. A signed round is opened again before anything in it changes.
COMES_AFTER: Mapping[RoundState, frozenset[RoundState]] = {
    "opened": frozenset({"drafted"}),
    "closed": TAKES_FIGURES,
    "reopened": frozenset({"closed", "signed"}),
    "signed": TAKES_FIGURES | {"closed"},
}
