"""Hand in figures: the form of a unit, what a filled one says, committing it and taking it back."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.period import Period, PeriodError
from tracker.intake.finding import Decision, Finding
from tracker.intake.form import build_form
from tracker.intake.layout import FormRequest, is_round
from tracker.intake.reading import read_workbook
from tracker.store import Store
from tracker.store.errors import StaleRevision
from tracker.store.recording import NewSubmission
from tracker.words.formats import format_date, format_period
from tracker.workflow.differences import find_differences

YEARS_BACK = 5  # as far as the checks look
_SHOWN = ("period", "measure", "value", "numerator", "denominator", "cell")
_STORED = ("indicator_code", "period", "measure", "value", "numerator", "denominator", "note", "cell")


class HandInError(Exception):
    """The hand-in cannot go on; the message is a Vietnamese sentence for whoever hands in."""


class StaleHandIn(HandInError):
    """The unit's own figures changed after the file was read; `receipt` holds the differences of now."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(
            "Số liệu của đơn vị vừa được người khác nộp trong lúc bạn đang xem; "
            "hãy xem lại các thay đổi dưới đây rồi xác nhận lần nữa."
        )
        self.receipt = receipt


@dataclass(frozen=True)
class Receipt:
    """What one file says, before anything is stored.

    `values`: tracker.intake.checking.VALUE_COLUMNS. `differences`: tracker.workflow.differences,
    against what counted at `revision`.
    """

    filename: str
    content: bytes
    decision: Decision
    values: pd.DataFrame
    findings: tuple[Finding, ...]
    differences: pd.DataFrame
    request: FormRequest  # what was asked for, with the unit's figures that the checks saw
    revision: int

    @property
    def unit(self) -> ReportingUnit:
        return self.request.unit

    @property
    def period(self) -> Period:
        return self.request.period

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    def can_commit(self, reason: str | None) -> bool:
        """Clean, or with warnings alone and a reason why they stand."""
        is_confirmed = self.decision == "confirm" and bool((reason or "").strip())
        return self.decision == "accept" or is_confirmed

    def as_json(self) -> dict[str, Any]:
        """The contract of `python -m tracker intake`: decision, values, findings."""
        values = self.values.astype(object).where(self.values.notna(), None)
        rows = [
            {"indicator": row["indicator_code"], "unit": self.unit.code}
            | {name: row[name] for name in _SHOWN}
            for row in values.to_dict("records")
        ]
        return {
            "decision": self.decision,
            "values": rows,
            "findings": [finding.as_dict() for finding in self.findings],
        }

    def marked(self) -> bytes:
        """The sender's own workbook with every finding at its cell; raises HandInError when it has none."""
        from tracker.intake.marking import NotMarkable, marked_copy  # a second reading, only when asked for

        try:
            return marked_copy(self.content, self.findings)
        except NotMarkable as error:
            raise HandInError(str(error)) from error


def prepare_form(
    store: Store, catalogue: Catalogue, reference: Reference, unit_code: str, period: Period | str
) -> tuple[str, bytes]:
    """File name and bytes of the form of a unit for a period; raises HandInError."""
    request = make_request(store, catalogue, reference, unit_code, period)
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
) -> Receipt:
    """Read a file that a unit sends for a period; stores nothing. Raises HandInError for a wrong unit or period."""
    revision = store.revision()
    request = make_request(store, catalogue, reference, unit_code, period)
    read = read_workbook(content, request)
    return Receipt(
        filename=filename,
        content=content,
        decision=read.decision,
        values=read.values,
        findings=read.findings,
        differences=find_differences(read.values, request),
        request=request,
        revision=revision,
    )


def commit(store: Store, receipt: Receipt, by: str, reason: str | None, at: dt.datetime) -> str:
    """Store what was received, in one transaction, and return the submission's id.

    Writes of other units in between do not matter. Raises StaleHandIn when the unit's own figures
    changed since they were read, HandInError when errors or unconfirmed warnings stand in the way.
    """
    if not by.strip():
        raise HandInError("Hãy ghi tên người nộp.")
    if not receipt.can_commit(reason):
        raise HandInError(
            "Hãy ghi lý do xác nhận các cảnh báo trước khi lưu."
            if receipt.decision == "confirm"
            else "Tệp còn lỗi nên chưa lưu; hãy sửa theo các phát hiện rồi nộp lại."
        )
    store.save_file(receipt.content)
    seen = receipt
    for _ in range(5):
        try:
            return _record(store, seen, by.strip(), (reason or "").strip() or None, at)
        except StaleRevision:
            seen = _refreshed(store, receipt)
    raise StaleHandIn(seen)


def undo(store: Store, submission_id: str, by: str, at: dt.datetime, reason: str) -> None:
    """Take a hand-in back; what it superseded counts again. Raises HandInError."""
    if not by.strip() or not reason.strip():
        raise HandInError("Hãy ghi tên người hoàn tác và lý do.")
    try:
        store.undo_submission(submission_id, by.strip(), at, reason.strip())
    except KeyError as error:
        raise HandInError("Không tìm thấy lần nộp này.") from error


def make_request(
    store: Store, catalogue: Catalogue, reference: Reference, unit_code: str, period: Period | str
) -> FormRequest:
    """The form of a unit for a period with the figures it reported before; raises HandInError."""
    period = _read_period(period)
    unit = _find_unit(reference, unit_code, period)
    request = FormRequest(
        unit, period, catalogue, reference.expected_codes(unit, catalogue, period.last_year)
    )
    if not request.indicators:
        raise HandInError(f"{unit.name} không phải báo cáo chỉ tiêu nào trong {format_period(period)}.")
    figures = store.find_values(unit.code, unit.valid_from, known_periods(period))
    return replace(request, figures=figures, is_demo=store.mode() == "demo")


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


def _record(store: Store, receipt: Receipt, by: str, reason: str | None, at: dt.datetime) -> str:
    submission = NewSubmission(
        unit_code=receipt.unit.code,
        unit_valid_from=receipt.unit.valid_from,
        period=str(receipt.period),
        kind="form",
        received_at=at,
        submitted_by=by,
        file_sha256=receipt.sha256,
        file_name=receipt.filename,
        warnings_reason=reason if receipt.decision == "confirm" else None,
    )
    findings = [finding.as_dict() | dict(finding.details) for finding in receipt.findings]
    return store.record_submission(submission, receipt.values[list(_STORED)], findings, receipt.revision)


def _refreshed(store: Store, receipt: Receipt) -> Receipt:
    """The receipt on the data of now; raises StaleHandIn when the unit's own figures are others."""
    revision = store.revision()
    unit = receipt.unit
    known = store.find_values(unit.code, unit.valid_from, known_periods(receipt.period))
    request = replace(receipt.request, figures=known)
    fresh = replace(
        receipt, revision=revision, request=request, differences=find_differences(receipt.values, request)
    )
    if set(known["id"]) != set(receipt.request.figures["id"]):
        raise StaleHandIn(fresh)
    return fresh
