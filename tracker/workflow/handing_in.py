"""Hand in figures: the form of a unit, what a file says, committing it, taking it back, fetching it again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.local_time import local_time
from tracker.core.period import Period, PeriodError
from tracker.intake.form import build_form
from tracker.intake.layout import FormRequest, is_round
from tracker.intake.reading import Intake
from tracker.intake.recognition import Remembered
from tracker.store import ApprovedFigures, StaleFigures, Store
from tracker.store.errors import RoundMoved
from tracker.store.recording import NewSubmission
from tracker.store.rounds import states_of
from tracker.words import receiving_texts as words
from tracker.words import review_texts
from tracker.words.formats import format_date, format_period
from tracker.workflow.differences import compare_with_current
from tracker.workflow.name_memory import read_with_memory
from tracker.workflow.plan_checks import with_plan_findings
from tracker.workflow.receipts import STORED_COLUMNS, HandInError, Receipt, StaleHandIn
from tracker.workflow.round_gate import (
    find_refusal,
    has_been_sent_back,
    is_open_by_calendar,
    with_shut_rounds,
)
from tracker.workflow.steps import OnStep, tell_nobody

__all__ = [
    "FormRequest",
    "HandInError",
    "Receipt",
    "StaleHandIn",
    "commit",
    "fetch_file",
    "make_request",
    "new_submission",
    "prepare_form",
    "receive",
    "undo",
]
YEARS_BACK = 5  # as far as the checks look


def prepare_form(
    store: Store, catalogue: Catalogue, reference: Reference, unit_code: str, period: Period | str
) -> tuple[str, bytes]:
    """File name and bytes of the form of a unit for a period; raises HandInError."""
    request = make_request(store, catalogue, reference, unit_code, period)
    if not request.indicators:
        raise HandInError(words.NO_FORM.format(unit=request.unit.name, period=format_period(request.period)))
    mark = "_minh-hoa" if request.is_demo else ""
    return f"Bieu-so-lieu_{request.unit.code}_{request.period}{mark}.xlsx", build_form(request)


def receive(
    store: Store,
    catalogue: Catalogue,
    reference: Reference,
    content: bytes,
    filename: str,
    unit_code: str,
    period: Period | str,
    assigned: Remembered | None = None,
    on_step: OnStep = tell_nobody,
    actor: Actor | None = None,
) -> Receipt:
    """Read a file that a unit sends for a period; stores nothing. Raises HandInError for a wrong unit or period.

    `assigned`: what names of the file mean, over what the sender assigned before. `on_step` is told each step
    of RECEIVING as it begins. `actor`: who hands in, for whom a round may be closed; None: keeps the rounds.
    """
    revision = store.revision()
    request = make_request(store, catalogue, reference, unit_code, period)

    def find_previous(units: Sequence[tuple[str, dt.date]]) -> pd.DataFrame:
        # A jump against an invented figure says nothing.
        return store.find_current(units, known_periods(request.period), with_illustration=False)

    read = read_with_memory(store, content, request, filename, reference, assigned, find_previous, on_step)
    read = with_plan_findings(store, reference, request, read)
    on_step("comparing")
    receipt = Receipt(
        filename=filename,
        content=content,
        decision=read.decision,
        values=read.values,
        findings=read.findings,
        differences=compare_with_current(store, read, request),
        request=request,
        revision=revision,
        recognition=read.recognition,
        is_form=read.is_form,
    )
    return with_shut_rounds(store, receipt, actor)


def commit(
    store: Store,
    receipt: Receipt,
    actor: Actor,
    reason: str | None,
    at: dt.datetime,
    withdraw: bool = False,
    on_step: OnStep = tell_nobody,
) -> str:
    """Store what was received, in one transaction, and return the submission's id.

    With `withdraw`, what the sender handed in before and now says there is no figure of is taken back. Writes
    elsewhere do not matter: raises StaleHandIn when another observation counts by now for one of the keys
    to be stored, HandInError for errors, unconfirmed warnings, approved figures or want of an open round,
    NotAllowed. What is stored waits for its review. `on_step` is told the steps of COMMITTING.
    """
    require(actor, "submit", unit=(receipt.unit.code, receipt.unit.valid_from))
    if not actor.name:
        raise HandInError(words.NO_SENDER)
    if not receipt.can_commit(reason):
        raise HandInError(words.NO_REASON if receipt.decision == "confirm" else words.HAS_ERRORS)
    round_states = _refuse_shut(store, receipt, actor, at)
    chosen = receipt.withdrawing() if withdraw and not receipt.withdraws else receipt
    on_step("filing")
    store.save_file(chosen.content)
    on_step("storing")
    why = reason.strip() if reason and chosen.decision == "confirm" else None
    submission = replace(
        new_submission(chosen, at), submitted_by=actor.name, warnings_reason=why,
        account_id=actor.account_id, address=actor.address,
    )  # fmt: skip
    return _record(store, chosen, submission, round_states)


def _record(store: Store, chosen: Receipt, submission: NewSubmission, round_states: Mapping[str, str]) -> str:
    """Store the rows of a receipt unless somebody changed one of their figures, or one is approved."""
    findings = [finding.as_dict() | dict(finding.details) for finding in chosen.findings]
    return _store(store, chosen, submission, findings, round_states)


def _store(
    store: Store,
    chosen: Receipt,
    submission: NewSubmission,
    findings: list[dict[str, Any]],
    round_states: Mapping[str, str],
) -> str:
    """Record what was chosen; what others did meanwhile becomes the error that its sender can act on."""
    rows = chosen.rows
    seen = rows["standing"].to_numpy(dtype="int64")
    try:
        return store.record_submission(
            submission, rows[list(STORED_COLUMNS)], findings, seen=seen, changing=chosen.changing,
            round_states=round_states,
        )  # fmt: skip
    except StaleFigures:
        raise StaleHandIn(_refreshed(store, chosen)) from None
    except ApprovedFigures as error:
        own = error.unit_code == chosen.unit.code
        raise _is_approved(chosen.unit.name if own else error.unit_code, error.period) from None
    except RoundMoved as error:
        raise HandInError(str(error)) from error


def _refuse_shut(store: Store, receipt: Receipt, actor: Actor, at: dt.datetime) -> dict[str, str]:
    """The states of the rounds under which it may be stored; raises HandInError when it may not."""
    rounds = store.list_rounds()
    is_open = is_open_by_calendar(receipt.request.catalogue, receipt.period, local_time(at).date())
    unit = (receipt.unit.code, receipt.unit.valid_from)
    is_sent_back = has_been_sent_back(store, unit, receipt.period)
    refusal = find_refusal(rounds, actor, receipt.period, open_without=is_open, is_sent_back=is_sent_back)
    if refusal:
        raise HandInError(refusal)
    shut = [one for one in with_shut_rounds(store, receipt, actor).findings if one not in receipt.findings]
    if shut:
        raise HandInError(shut[0].message)
    return states_of(rounds)


def new_submission(receipt: Receipt, at: dt.datetime) -> NewSubmission:
    """What the store records of a receipt, without the name of who hands it in."""
    return NewSubmission(
        unit_code=receipt.unit.code,
        unit_valid_from=receipt.unit.valid_from,
        period=str(receipt.period),
        kind="form" if receipt.is_form else "file",
        received_at=at,
        file_sha256=receipt.sha256,
        file_name=receipt.filename,
        layout_key=receipt.recognition.layout_key or None,
    )


def undo(store: Store, submission_id: str, actor: Actor, at: dt.datetime, reason: str) -> None:
    """Take a hand-in back; what it superseded counts again. Raises HandInError (approved), NotAllowed."""
    try:
        code, valid_from, period = store.find_sender_of(submission_id)
    except KeyError as error:
        raise HandInError(words.NO_SUBMISSION) from error
    require(actor, "undo", unit=(code, valid_from))
    if not actor.name or not reason.strip():
        raise HandInError(words.NO_UNDO_REASON)
    rounds = store.list_rounds()
    refusal = find_refusal(rounds, actor, Period.parse(period), open_without=True)
    if refusal:
        raise HandInError(refusal)
    try:
        store.undo_submission(
            submission_id, actor.author, at, reason.strip(), even_approved=False,
            round_states=states_of(rounds),
        )  # fmt: skip
    except ApprovedFigures as error:
        raise _is_approved(error.unit_code, error.period) from None
    except RoundMoved as error:
        raise HandInError(str(error)) from error


def _is_approved(unit: str, period: str) -> HandInError:
    return HandInError(review_texts.APPROVED.format(unit=unit, period=format_period(period)))


def fetch_file(store: Store, submission_id: str) -> tuple[str, bytes]:
    """Name and bytes of the file of a submission, as it was handed in; raises HandInError."""
    try:
        name, sha256 = store.find_file_of(submission_id)
    except KeyError as error:
        raise HandInError(words.NO_SUBMISSION) from error
    if sha256 is None:
        raise HandInError(words.NO_FILE)
    try:
        content = store.read_file(sha256)
    except KeyError as error:
        raise HandInError(words.FILE_MISSING.format(name=name)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise HandInError(words.FILE_CHANGED.format(name=name))
    return name or sha256, content


def make_request(
    store: Store, catalogue: Catalogue, reference: Reference, unit_code: str, period: Period | str
) -> FormRequest:
    """What a unit may be asked for a period, with the figures it reported before; raises HandInError.

    Nothing is asked of a province: it has no form of its own and still hands in tables.
    """
    period = _read_period(period)
    unit = _find_unit(reference, unit_code, period)
    owed = store.find_owed((unit.code, unit.valid_from), str(period))
    codes = owed.codes if owed else reference.expected_codes(unit, catalogue, period.last_year)
    figures = store.find_current([(unit.code, unit.valid_from)], known_periods(period))
    due = owed.due if owed else ()
    return FormRequest(unit, period, catalogue, codes, figures, store.mode() == "demo", due)


def known_periods(period: Period) -> list[str]:
    """The periods whose figures a form shows and its checks look at, oldest first."""
    years = range(period.year - YEARS_BACK, period.year + 1)
    return [text for year in years for text in (f"{year}-H1", str(year))]


def _read_period(period: Period | str) -> Period:
    try:
        read = Period.parse(period) if isinstance(period, str) else period
    except PeriodError as error:
        raise HandInError(f"“{period}” không phải kỳ báo cáo.") from error
    if not is_round(read):
        raise HandInError(
            f"Chỉ có biểu của 6 tháng đầu năm và của cả năm, không có biểu của {format_period(read)}."
        )
    return read


def _find_unit(reference: Reference, code: str, period: Period) -> ReportingUnit:
    unit = reference.find_unit(code, period.ends_on)
    if unit is not None:
        return unit
    namesakes = [one for one in reference.units if one.code == code]
    if not namesakes:
        raise HandInError(f"Không có đơn vị báo cáo mã “{code}”.")
    last = namesakes[-1]
    span = f"từ {format_date(last.valid_from)}" if last.valid_from.year > 1900 else "trước đây"
    span += f" đến {format_date(last.valid_to)}" if last.valid_to else ""
    raise HandInError(
        f"Đơn vị {last.name} (mã {code}) chỉ báo cáo {span}, không có trong {format_period(period)}."
    )


def _refreshed(store: Store, receipt: Receipt) -> Receipt:
    """The receipt with the differences of now."""
    revision = store.revision()
    unit = receipt.unit
    known = store.find_current([(unit.code, unit.valid_from)], known_periods(receipt.period))
    request = replace(receipt.request, figures=known)
    read = Intake(receipt.decision, receipt.values, receipt.findings, receipt.recognition)
    fresh = replace(
        receipt, revision=revision, request=request, differences=compare_with_current(store, read, request)
    )
    return replace(fresh, withdraws=False).withdrawing() if receipt.withdraws else fresh
