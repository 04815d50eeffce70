"""Review a hand-in: accept a field, return it with comments, ask, reopen what was approved, consolidate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import may, require
from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.core.review import Standing, SubmissionEvent, find_standing
from tracker.store import StaleReview, Store
from tracker.store.reviews import NewComment, Step
from tracker.words import review_texts as words
from tracker.words.formats import format_date
from tracker.workflow.review_fields import Field, field_name, fields_of, left_over, own_fields, require_field


class ReviewError(Exception):
    """The step cannot be taken; the message is a Vietnamese sentence for whoever wanted it."""


class StaleStep(ReviewError):
    """Somebody else acted on the submission meanwhile: nothing was written."""


@dataclass(frozen=True)
class Comment:
    """What is said of one figure (`figure`: the id of its observation) or of the whole hand-in."""

    body: str
    figure: str | None = None


@dataclass(frozen=True)
class Looked:
    """A submission as it stands now."""

    submission_id: str
    unit: UnitKey
    period: Period
    standing: Standing
    fields: tuple[Field, ...]

    @property
    def open_fields(self) -> tuple[Field, ...]:
        return left_over(self.fields, self.standing.accepted)


def look(store: Store, catalogue: Catalogue, submission_id: str) -> Looked:
    """Where a submission stands; raises ReviewError when there is none."""
    try:
        code, valid_from, period_text = store.find_sender_of(submission_id)
    except KeyError as error:
        raise ReviewError(words.NO_SUBMISSION) from error
    period = Period.parse(period_text)
    codes = store.read_figures([submission_id])["indicator_code"]
    standing = find_standing(store.list_events(submission_ids=[submission_id]).get(submission_id, []))
    fields = fields_of(catalogue, codes, period.last_year)
    return Looked(submission_id, (code, valid_from), period, standing, fields)


def accept(
    store: Store,
    catalogue: Catalogue,
    actor: Actor,
    submission_id: str,
    field: str,
    seen: int,
    at: dt.datetime,
) -> Standing:
    """Accept the figures of one field, a programme or a group; with the last one the hand-in is approved.

    `seen`: Standing.seen of what the reviewer looked at. Raises NotAllowed, StaleStep, ReviewError.
    """
    known = look(store, catalogue, submission_id)
    require_field(actor, known.fields, field)
    _refuse_stale(known, seen)
    _refuse_unless_open(store, known)
    own = [one for one in known.fields if field in one]
    if not own:
        raise ReviewError(words.FIELD_NOT_IN_IT.format(field=field_name(catalogue, field)))
    if not left_over(own, known.standing.accepted):
        earlier = next(known.standing.accepted[code] for one in own for code in one
                       if code in known.standing.accepted)  # fmt: skip
        raise ReviewError(_told(words.FIELD_ACCEPTED, earlier, field=field_name(catalogue, field)))
    steps = [Step(submission_id, seen, "accepted", detail=field)]
    if not left_over(known.fields, {*known.standing.accepted, field}):
        steps.append(Step(submission_id, seen, "approved"))
    return _take(store, catalogue, known, steps, actor, at)


def return_to_sender(
    store: Store,
    catalogue: Catalogue,
    actor: Actor,
    submission_id: str,
    reason: str,
    seen: int,
    at: dt.datetime,
    comments: Sequence[Comment] = (),
) -> Standing:
    """Give a hand-in back with a reason and comments, whoever else has accepted a field of it."""
    known = look(store, catalogue, submission_id)
    _require_part(actor, known)
    _refuse_stale(known, seen)
    _refuse_unless_open(store, known)
    step = Step(submission_id, seen, "returned", _said(reason, words.NO_REASON))
    written = [_written(store, known, one) for one in comments]
    return _take(store, catalogue, known, [step], actor, at, written)


def add_comment(
    store: Store, catalogue: Catalogue, actor: Actor, submission_id: str, comment: Comment, at: dt.datetime
) -> None:
    """Ask or answer at a figure or at the whole hand-in: its reviewers, and whoever hands in for the unit."""
    known = look(store, catalogue, submission_id)
    if not may(actor, "submit", unit=known.unit):
        _require_part(actor, known)
    store.add_comment(_written(store, known, comment), actor.author, at)


def ask_reopen(
    store: Store,
    catalogue: Catalogue,
    actor: Actor,
    submission_id: str,
    reason: str,
    seen: int,
    at: dt.datetime,
) -> Standing:
    """The unit asks to change what was approved."""
    known = look(store, catalogue, submission_id)
    require(actor, "ask_reopen", unit=known.unit)
    _refuse_stale(known, seen)
    _refuse_unless_approved(known)
    if known.standing.asked:
        raise ReviewError(_told(words.ALREADY_ASKED, known.standing.asked))
    step = Step(submission_id, seen, "reopen_asked", _said(reason, words.NO_REASON))
    return _take(store, catalogue, known, [step], actor, at)


def answer_reopen(
    store: Store,
    catalogue: Catalogue,
    actor: Actor,
    submission_id: str,
    reason: str,
    seen: int,
    at: dt.datetime,
    *,
    is_granted: bool = True,
) -> Standing:
    """Open what was approved to a new review, asked for or not; or decline what was asked."""
    known = look(store, catalogue, submission_id)
    require(actor, "reopen", unit=known.unit)
    _refuse_stale(known, seen)
    _refuse_unless_approved(known)
    if not is_granted and not known.standing.asked:
        raise ReviewError(words.NOT_ASKED)
    kind = "reopened" if is_granted else "reopen_declined"
    step = Step(submission_id, seen, kind, _said(reason, words.NO_REASON))
    return _take(store, catalogue, known, [step], actor, at)


def consolidate(
    store: Store, catalogue: Catalogue, actor: Actor, seen: Mapping[str, int], at: dt.datetime
) -> None:
    """Consolidate the approved hand-ins of a round: `seen` names them, with what the coordinator saw of each."""
    require(actor, "consolidate")
    events = store.list_events(submission_ids=list(seen))
    standings = {one: find_standing(events.get(one, [])) for one in seen}
    if not standings or any(standing.state != "approved" for standing in standings.values()):
        raise ReviewError(words.NOTHING_TO_CONSOLIDATE)
    try:
        steps = [Step(submission_id, revision, "consolidated") for submission_id, revision in seen.items()]
        store.record_steps(steps, actor.author, at)
    except StaleReview as error:
        raise _stale(look(store, catalogue, error.where)) from None


def _take(
    store: Store,
    catalogue: Catalogue,
    known: Looked,
    steps: Sequence[Step],
    actor: Actor,
    at: dt.datetime,
    comments: Sequence[NewComment] = (),
) -> Standing:
    """Write the steps; the second of two people is told what the first did."""
    try:
        store.record_steps(steps, actor.author, at, comments)
    except StaleReview:
        raise _stale(look(store, catalogue, known.submission_id)) from None
    return find_standing(store.list_events(submission_ids=[known.submission_id])[known.submission_id])


def _refuse_stale(known: Looked, seen: int) -> None:
    if known.standing.seen != seen:
        raise _stale(known)


def _stale(known: Looked) -> StaleStep:
    newest = known.standing.newest
    assert newest is not None  # every submission was received
    return StaleStep(words.stale_sentence(newest.by, newest.kind, newest.at))


def _refuse_unless_open(store: Store, known: Looked) -> None:
    if not known.standing.is_under_review:
        raise ReviewError(words.NOT_UNDER_REVIEW.format(state=words.STATE_WORDS[known.standing.state]))
    if not store.read_figures([known.submission_id])["is_current"].any():
        raise ReviewError(words.REPLACED)


def _refuse_unless_approved(known: Looked) -> None:
    if not known.standing.is_official:
        raise ReviewError(words.NOT_APPROVED.format(state=words.STATE_WORDS[known.standing.state]))


def _require_part(actor: Actor, known: Looked) -> None:
    """Raises NotAllowed, or ReviewError when nothing of the hand-in is the reviewer's."""
    require(actor, "review")
    if not own_fields(actor, known.fields):
        raise ReviewError(words.NO_FIELD_OF_YOURS)


def _written(store: Store, known: Looked, comment: Comment) -> NewComment:
    body = _said(comment.body, words.NO_BODY)
    if comment.figure is None:
        return NewComment(known.submission_id, body)
    figures = store.read_figures([known.submission_id]).set_index("id")
    if comment.figure not in figures.index:
        raise ReviewError(words.NO_SUCH_FIGURE)
    figure = figures.loc[comment.figure]
    cell = figure["cell"] if isinstance(figure["cell"], str) else None
    return NewComment(known.submission_id, body, comment.figure, str(figure["indicator_code"]), cell)


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise ReviewError(otherwise)
    return text.strip()


def _told(sentence: str, event: SubmissionEvent, **more: str) -> str:
    return sentence.format(by=event.by or words.SOMEBODY, on=format_date(event.at.date()), **more)
