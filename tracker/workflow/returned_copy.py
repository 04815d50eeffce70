"""What goes back to the sender: the very workbook, with the reviewers' comments and the earlier findings at their cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.intake.finding import Finding
from tracker.store import Store
from tracker.words import review_texts as words
from tracker.words.findings import FINDINGS
from tracker.words.formats import format_date
from tracker.workflow.handing_in import fetch_file
from tracker.workflow.receipts import HandInError


def returned_copy(store: Store, actor: Actor, submission_id: str) -> tuple[str, bytes]:
    """File name and bytes of the marked workbook; raises HandInError where there is no workbook, NotAllowed."""
    from tracker.intake.marking import NotMarkable, marked_copy  # a reading of its own, only when asked for

    name, content = fetch_file(store, submission_id)
    code, valid_from, _ = store.find_sender_of(submission_id)
    require(actor, "view_hand_ins", unit=(code, valid_from))
    try:
        copy = marked_copy(content, list_remarks(store, submission_id))
    except NotMarkable as error:
        raise HandInError(str(error)) from error
    return f"y-kien_{name.rpartition('.')[0] or name}.{copy.suffix}", copy.content


def list_remarks(store: Store, submission_id: str) -> list[Finding]:
    """Why it was returned, what the reviewers say at which cell, and what was found when it was handed in."""
    return [
        *_reasons(store, submission_id),
        *_comments(store.read_comments([submission_id])),
        *_earlier(store.read_findings(submission_id)),
    ]


def _reasons(store: Store, submission_id: str) -> Iterator[Finding]:
    for event in store.list_events(submission_ids=[submission_id]).get(submission_id, []):
        if event.kind == "returned":
            yield Finding("hand_in_returned", None, _details(event.by, event.at, event.reason))


def _comments(comments: pd.DataFrame) -> Iterator[Finding]:
    for row in comments.itertuples(index=False):
        cell = row.cell if isinstance(row.cell, str) else None
        yield Finding("review_comment", cell, _details(row.by, row.at, row.body))


def _details(by: str | None, at: Any, comment: str | None) -> dict[str, str]:
    return {"by": by or words.SOMEBODY, "on": format_date(at.date()), "comment": comment or ""}


def _earlier(findings: pd.DataFrame) -> Iterator[Finding]:
    """The findings as they were stored; one that the catalogue of findings no longer has is left out."""
    for row in findings.itertuples(index=False):
        if row.code in FINDINGS:
            cell = row.cell if isinstance(row.cell, str) else None
            yield Finding(row.code, cell, json.loads(row.detail or "{}"))
