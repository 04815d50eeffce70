"""The words beside the numbers: what a unit has written for a round, what is missing, drafts and two writers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import require
from tracker.core.report_text import INDICATOR_PARTS, LONGEST_TEXT, PARTS, TextKey, clean_text
from tracker.store import Store
from tracker.store.errors import StaleEntry
from tracker.words import text_texts as words
from tracker.words.formats import format_instant
from tracker.workflow.drafts import Draft, drop_draft, keep_draft
from tracker.workflow.stored_rounds import StoredRound, list_earlier_rounds, may_write_in


class TextError(Exception):
    """The text cannot be kept as asked; the message is a Vietnamese sentence, and nothing was lost."""


@dataclass(frozen=True)
class TextVersion:
    """A version as it was saved; `period` is that of its round."""

    body: str
    revision: int
    at: dt.datetime
    by: str
    period: str


class StaleText(TextError):
    """Somebody else saved the same part first; `theirs` is what counts now."""

    def __init__(self, theirs: TextVersion) -> None:
        self.theirs = theirs
        super().__init__(words.STALE.format(by=theirs.by, at=format_instant(theirs.at)))


@dataclass(frozen=True)
class PartView:
    """One part: the version that counts, the actor's own draft, what the unit wrote in an earlier round.

    `writers` are others with a draft of their own that is not saved.
    """

    key: TextKey
    saved: TextVersion | None
    draft: Draft | None
    earlier: TextVersion | None
    writers: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.saved is not None and self.saved.body != ""

    @property
    def revision(self) -> int:
        """The version that whoever writes now begins from; 0 before the first."""
        return self.saved.revision if self.saved else 0

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved the part after the draft was begun."""
        return self.draft is not None and self.draft.base_revision != self.revision


def save_text(
    store: Store,
    actor: Actor,
    current: StoredRound,
    key: TextKey,
    body: str,
    seen_revision: int,
    at: dt.datetime,
) -> int:
    """Save a part and drop the actor's draft of it; gives the new version's revision.

    Raises StaleText when another version than `seen_revision` counts, TextError, NotAllowed.
    """
    _refuse_unless_writable(actor, current, key)
    text = clean_text(body)
    if len(text) > LONGEST_TEXT:
        raise TextError(words.too_long(len(text), LONGEST_TEXT))
    try:
        revision = store.save_text(key, text, seen_revision, actor.author, at)
    except StaleEntry:
        raise StaleText(_version(store.read_text_versions(key).iloc[0], str(current.period))) from None
    drop_draft(store, actor, key.draft_key)
    return revision  # fmt: skip


def keep_text_draft(
    store: Store,
    actor: Actor,
    current: StoredRound,
    key: TextKey,
    body: str,
    base_revision: int,
    at: dt.datetime,
) -> None:
    """Keep what the actor has typed, however long it is; it counts nowhere until it is saved.

    What says no more than the saved text (typed and taken back, or a browser's late echo of it) is no draft.
    """
    _refuse_unless_writable(actor, current, key)
    versions = store.read_text_versions(key)
    if body == (versions["body"].iloc[0] if len(versions) else ""):
        drop_draft(store, actor, key.draft_key)
    else:
        keep_draft(store, actor, key.draft_key, body, base_revision, at)


def read_parts(
    store: Store,
    actor: Actor,
    current: StoredRound,
    unit: UnitKey,
    programme_code: str,
    indicator_code: str | None = None,
) -> tuple[PartView, ...]:
    """The parts of a programme, or those of one indicator, in the order of the report. Raises NotAllowed."""
    require(actor, "view_hand_ins", unit=unit)
    earlier = list_earlier_rounds(store, current)
    texts = store.read_texts([current.id, *(one.id for one in earlier)], unit)
    texts = texts[texts["programme_code"] == programme_code]
    is_own = (
        texts["indicator_code"].isna()
        if indicator_code is None
        else texts["indicator_code"] == indicator_code
    )
    texts = texts[is_own]
    first = TextKey(current.id, *unit, programme_code, PARTS[0], indicator_code)
    drafts = store.list_drafts(first.draft_key.removesuffix(PARTS[0]))
    chosen = PARTS if indicator_code is None else INDICATOR_PARTS
    return tuple(
        _view(store, actor, replace(first, part=part), texts, [one.id for one in earlier], drafts)
        for part in chosen
    )  # fmt: skip


def list_missing(texts: pd.DataFrame, programme_codes: Sequence[str]) -> list[tuple[str, str]]:
    """(programme, part) that a unit has not written; `texts` are its newest versions in one round."""
    whole = texts[texts["indicator_code"].isna() & (texts["body"] != "")]
    written = set(zip(whole["programme_code"], whole["part"], strict=True))
    return [(code, part) for code in programme_codes for part in PARTS if (code, part) not in written]


def _view(
    store: Store, actor: Actor, key: TextKey, texts: pd.DataFrame, earlier: list[str], drafts: list[Draft]
) -> PartView:
    rows = texts[texts["part"] == key.part]
    own = rows[rows["round_id"] == key.round_id]
    before = rows[(rows["body"] != "") & rows["round_id"].isin(earlier)]
    nearest = min(
        (row for row in before.itertuples()), key=lambda row: earlier.index(row.round_id), default=None
    )
    here = [draft for draft in drafts if draft.draft_key == key.draft_key]
    mine = next((draft for draft in here if draft.account_id == actor.account_id), None)
    others = [store.find_account("id", draft.account_id) for draft in here if draft is not mine]
    return PartView(
        key,
        _version(own.iloc[0], own.iloc[0]["period"]) if len(own) else None,
        mine,
        _version(before.loc[nearest.Index], nearest.period) if nearest else None,
        tuple(dict.fromkeys(account.full_name for account in others if account)),
    )


def _version(row: pd.Series, period: str) -> TextVersion:
    return TextVersion(
        str(row["body"]), int(row["revision"]), row["at"].to_pydatetime(), str(row["by"]), period
    )


def _refuse_unless_writable(actor: Actor, current: StoredRound, key: TextKey) -> None:
    require(actor, "write_text", unit=(key.unit_code, key.unit_valid_from))
    if not may_write_in(actor, current):
        raise TextError(words.ROUND_CLOSED.format(name=current.name))
    if key.part not in PARTS:
        raise TextError(words.UNKNOWN_PART)
    if key.indicator_code and key.part not in INDICATOR_PARTS:
        raise TextError(words.NOT_THE_INDICATORS.format(part=words.PART_NAMES[key.part]))
