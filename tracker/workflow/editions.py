"""Editions: a draft of what would be signed, signing it, reading a signed one, verifying a check code, comparing two."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.core.edition import EditionContent, EditionContentError, clean_code, read_edition
from tracker.core.edition_difference import EditionDifference, compare_editions
from tracker.core.review import Standing, find_standing
from tracker.store import StaleReview, StaleRevision, Store
from tracker.store.editions import Edition, NewEdition
from tracker.store.reviews import Step
from tracker.words import edition_texts as words
from tracker.words.formats import format_date
from tracker.workflow.edition_content import make_content
from tracker.workflow.round_facts import RoundFacts

if TYPE_CHECKING:
    from tracker.workflow.workspace import Workspace

__all__ = [
    "Draft",
    "Edition",
    "EditionError",
    "StaleDraft",
    "Verification",
    "compare",
    "compare_editions",
    "list_editions",
    "make_content",
    "make_draft",
    "open_edition",
    "read_content",
    "sign",
    "verify",
]
_ATTEMPTS = 5  # while others write elsewhere


class EditionError(Exception):
    """The edition cannot be signed or opened; the message is a Vietnamese sentence."""


class StaleDraft(EditionError):
    """The official figures or words changed since the draft was looked at: nothing was signed."""


@dataclass(frozen=True)
class Draft:
    """What would be signed, as it was at `revision`, and what stands in the way (sentences; none: it can be signed)."""

    the_round: RoundFacts
    revision: int
    content: EditionContent
    earlier: Edition | None  # the newest edition of the round
    obstacles: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.earlier.number + 1 if self.earlier else 1


@dataclass(frozen=True)
class Verification:
    """What is known of a check code; `is_whole`: the stored content still gives that code."""

    edition: Edition
    is_whole: bool
    newer: Edition | None  # the edition of the same round that took its place


def make_draft(workspace: Workspace, the_round: RoundFacts) -> Draft:
    """The round as it would be signed now; writes nothing."""
    store = workspace.store
    revision = store.revision()
    content = make_content(workspace, the_round)
    earlier = next(iter(store.list_editions(the_round.id)), None)
    return Draft(the_round, revision, content, earlier, _obstacles(store, the_round, content, earlier))


def sign(
    workspace: Workspace,
    actor: Actor,
    draft: Draft,
    at: dt.datetime,
    *,
    reason: str = "",
    document_number: str = "",
) -> Edition:
    """Sign a round as its draft was looked at.

    From the second edition on a reason is needed. Raises NotAllowed, StaleDraft when the round would be
    another by now, EditionError for what stands in the way.
    """
    require(actor, "sign")
    store, looked_at = workspace.store, draft.content.sha256
    for _ in range(_ATTEMPTS):
        if draft.revision != store.revision():
            draft = make_draft(workspace, draft.the_round)
        if draft.content.sha256 != looked_at:
            raise StaleDraft(words.STALE_DRAFT)
        if draft.obstacles:
            raise EditionError(" ".join(draft.obstacles))
        if draft.earlier and not reason.strip():
            raise EditionError(words.NO_REASON.format(number=draft.earlier.short_number))
        store.save_file(draft.content.content)
        new = NewEdition(
            draft.the_round.id, str(draft.the_round.period), draft.content.check_code, looked_at,
            document_number.strip() or None, reason.strip() or None,
        )  # fmt: skip
        try:
            return store.sign_edition(new, _steps(store, draft.the_round), actor.author, at, draft.revision)
        except (StaleRevision, StaleReview):
            continue  # somebody wrote meanwhile: look whether it concerns this round
    raise StaleDraft(words.STALE_DRAFT)


def list_editions(store: Store, round_id: str | None = None) -> list[Edition]:
    """Signed editions, the newest first."""
    return store.list_editions(round_id)


def read_content(store: Store, edition: Edition) -> bytes:
    """The bytes that were signed; raises EditionError when the file is gone or no longer what was signed."""
    try:
        content = store.read_file(edition.content_sha256)
    except KeyError as error:
        raise EditionError(words.FILE_MISSING.format(number=edition.short_number)) from error
    if hashlib.sha256(content).hexdigest() != edition.content_sha256:
        raise EditionError(words.FILE_CHANGED.format(number=edition.short_number))
    return content


def open_edition(store: Store, edition: Edition) -> EditionContent:
    """The content of a signed edition; raises EditionError when it cannot be read any more."""
    try:
        return read_edition(read_content(store, edition))
    except EditionContentError as error:
        raise EditionError(words.OTHER_SCHEMA.format(number=edition.short_number)) from error


def verify(store: Store, typed: str) -> Verification:
    """The edition behind a check code as somebody typed it; raises EditionError when there is none."""
    code = clean_code(typed)
    if code is None:
        raise EditionError(words.NOT_A_CODE)
    editions = store.list_editions()
    edition = next((one for one in editions if one.check_code == code), None)
    if edition is None:
        raise EditionError(words.NO_SUCH_CODE.format(code=code))
    newest = next(one for one in editions if one.round_id == edition.round_id)
    try:
        is_whole = open_edition(store, edition).check_code == code
    except EditionError:
        is_whole = False
    return Verification(edition, is_whole, newest if newest.number > edition.number else None)


def compare(store: Store, old: Edition, new: Edition) -> EditionDifference:
    """What the newer of two editions has otherwise; raises EditionError."""
    return compare_editions(open_edition(store, old), open_edition(store, new))


def _obstacles(
    store: Store, the_round: RoundFacts, content: EditionContent, earlier: Edition | None
) -> tuple[str, ...]:
    standings = _official(store, the_round)
    open_count = sum(standing.state == "approved" for standing in standings.values())
    found = []
    if not standings:
        found.append(words.NOTHING_APPROVED)
    if open_count:
        found.append(words.NOT_CONSOLIDATED.format(count=open_count))
    if earlier and earlier.content_sha256 == content.sha256:
        signed_on = format_date(earlier.signed_at.date())
        found.append(words.NOTHING_NEW.format(number=earlier.short_number, on=signed_on))
    return tuple(found)


def _official(store: Store, the_round: RoundFacts) -> dict[str, Standing]:
    """Submission id → where it stands, of the approved hand-ins of the round."""
    standings = {
        one: find_standing(events) for one, events in store.list_events(period=str(the_round.period)).items()
    }
    return {one: standing for one, standing in standings.items() if standing.is_official}


def _steps(store: Store, the_round: RoundFacts) -> list[Step]:
    """`signed` at every consolidated hand-in that an earlier edition did not sign."""
    return [
        Step(submission_id, standing.seen, "signed")
        for submission_id, standing in _official(store, the_round).items()
        if standing.state == "consolidated"
    ]
