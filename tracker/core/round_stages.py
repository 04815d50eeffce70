"""The stages of a unit's hand-in within a round, from nothing handed in to signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
import pandas as pd

# partial: some of what the unit owes; examined: accepted in some fields, approved: in all of them.
Stage = Literal[
    "missing", "partial", "returned", "received", "examined", "approved", "consolidated", "signed"
]
STAGES: tuple[Stage, ...] = get_args(Stage)

# Step -> (when it was done, its last day), as columns of the board; examination and consolidation are the
# office's and share its last day.
STEPS: Mapping[str, tuple[str, str]] = {
    "hand_in": ("handed_in_at", "units_due_on"),
    "examination": ("approved_at", "office_due_on"),
    "consolidation": ("consolidated_at", "office_due_on"),
    "signature": ("signed_at", "leadership_due_on"),
}


def find_stages(board: pd.DataFrame) -> pd.Series:
    """The stage of each row of a board (see tracker.store.round_board)."""
    conditions = [
        board["signed_at"].notna(),
        board["consolidated_at"].notna(),
        board["approved_at"].notna(),
        board["is_returned"].astype(bool),
        board["fields_accepted"] > 0,
        board["handed_in_at"].notna(),
        board["submissions"] > 0,
    ]
    kinds = ["signed", "consolidated", "approved", "returned", "examined", "received", "partial"]
    return pd.Series(np.select(conditions, kinds, "missing"), index=board.index, dtype=object)
