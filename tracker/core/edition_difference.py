"""What changed from one edition to another: figures, verdicts, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.core.edition import EditionContent

FIGURES = ("value", "plan", "estimate", "same_period", "previous_year")
FIGURE_COLUMNS = ("place", "indicator", "figure", "old", "new", "difference")
VERDICT_COLUMNS = (
    "place", "indicator", "programme", "target_kind", "due_year", "old", "new", "old_value", "new_value",
)  # fmt: skip
WORD_COLUMNS = ("kind", "unit", "subject", "old", "new")
_WORDS = {
    "texts": (("unit", "programme", "indicator", "part"), "body"),
    "issued_documents": (("unit", "programme", "number"), "title"),
    "tasks": (("unit", "task"), "state"),
    "explanations": (("unit", "indicator", "question"), "answer"),
}


@dataclass(frozen=True)
class EditionDifference:
    """`figures`: FIGURE_COLUMNS, `verdicts`: VERDICT_COLUMNS, `words`: WORD_COLUMNS; missing is None or NaN."""

    figures: pd.DataFrame
    verdicts: pd.DataFrame
    words: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        return self.figures.empty and self.verdicts.empty and self.words.empty


def compare_editions(old: EditionContent, new: EditionContent) -> EditionDifference:
    """Every figure, verdict and text that the newer one has otherwise, in the order of the newer one's places."""
    return EditionDifference(_figures(old, new), _verdicts(old, new), _words(old, new))


def _figures(old: EditionContent, new: EditionContent) -> pd.DataFrame:
    both = _joined(old, new, "comparisons", ("place", "indicator"))
    parts = []
    for name in FIGURES:
        before, after = (both[f"{name}_{side}"].astype(float) for side in ("old", "new"))
        differs = ~np.isclose(before, after, rtol=1e-9, atol=1e-9, equal_nan=True)
        before, after = before[differs], after[differs]
        rows = both.loc[differs, ["place", "indicator"]].assign(
            figure=name, old=before, new=after, difference=after - before
        )
        parts.append(rows)
    found = _by_place(pd.concat(parts).sort_index(kind="stable"), new)
    return found.reindex(columns=list(FIGURE_COLUMNS)).reset_index(drop=True)


def _verdicts(old: EditionContent, new: EditionContent) -> pd.DataFrame:
    key = ("place", "indicator", "programme", "target_kind", "due_year", "level")
    both = _joined(old, new, "verdicts", key)
    differs = both["verdict_old"].fillna("") != both["verdict_new"].fillna("")
    names = {"verdict_old": "old", "verdict_new": "new", "value_old": "old_value", "value_new": "new_value"}
    found = _by_place(both[differs].rename(columns=names), new)
    return found.reindex(columns=list(VERDICT_COLUMNS)).reset_index(drop=True)


def _words(old: EditionContent, new: EditionContent) -> pd.DataFrame:
    parts = []
    for table, (key, said) in _WORDS.items():
        both = _joined(old, new, table, key)
        before, after = both[f"{said}_old"].fillna(""), both[f"{said}_new"].fillna("")
        differs = before != after
        rows, before, after = both[differs], before[differs], after[differs]
        subjects = [name for name in key if name != "unit"]
        subject = rows[subjects].fillna("").astype(str).agg(" · ".join, axis=1) if len(rows) else []
        unit = rows["unit"] if "unit" in key else None
        parts.append(
            pd.DataFrame(
                {"kind": table, "unit": unit, "subject": subject, "old": before, "new": after}, rows.index
            )
        )
    return pd.concat(parts, ignore_index=True).reindex(columns=list(WORD_COLUMNS))


def _by_place(rows: pd.DataFrame, content: EditionContent) -> pd.DataFrame:
    """The province first, in the order of the edition's places; a place it does not have comes last."""
    ranks = {place: at for at, place in enumerate(content.tables["places"]["place"])}
    order = rows["place"].map(ranks).fillna(len(ranks))
    return rows.assign(_rank=order).sort_values("_rank", kind="stable").drop(columns="_rank")


def _joined(old: EditionContent, new: EditionContent, table: str, key: tuple[str, ...]) -> pd.DataFrame:
    """Rows of both by key, those of the newer one first; a key that stands twice is matched in order."""
    sides = []
    for content in (old, new):
        rows = content.tables[table]
        keys = {name: rows[name].astype(object).where(rows[name].notna(), None) for name in key}
        sides.append(rows.assign(**keys, _nth=rows.groupby(list(key), dropna=False).cumcount()))
    return sides[1].merge(sides[0], on=[*key, "_nth"], how="outer", suffixes=("_new", "_old"), sort=False)
