"""The steps of the page that verifies: a code as it is printed, or a file."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from tracker.access.rights import may
from tracker.core.period import Period
from tracker.ui.visitor import current_actor
from tracker.words import edition_texts
from tracker.words import verification_texts as words
from tracker.words.formats import format_date, format_instant
from tracker.words.stamp_texts import KINDS
from tracker.workflow import editions
from tracker.workflow.editions import Edition, EditionError
from tracker.workflow.export_jobs import shared_jobs
from tracker.workflow.exports import ExportError, ExportRequest, Made
from tracker.workflow.meeting import gather
from tracker.workflow.verification import FileVerification
from tracker.workflow.verification import verify_file as verify
from tracker.workflow.workspace import Workspace


def verify_code(workspace: Workspace) -> None:
    """A box for a code, and what is known of it."""
    with st.form("verify", border=True):
        typed = st.text_input(edition_texts.VERIFY_LABEL, key="code", max_chars=40, placeholder="K7QXM-2RBVA")
        asked = st.form_submit_button(edition_texts.VERIFY, key="verify go")
    if not asked:
        return
    try:
        found = editions.verify(workspace.store, typed)
    except EditionError as error:
        st.error(str(error))
        return
    one = found.edition
    if not found.is_whole:
        st.error(edition_texts.IS_CHANGED.format(number=one.short_number))
        return
    signed_on = format_date(one.signed_at.date())
    st.success(edition_texts.IS_WHOLE.format(number=one.short_number, by=one.signed_by, on=signed_on))
    _say_newer(found.newer)


def verify_file(workspace: Workspace) -> None:
    """A place for a file; it is read, compared and forgotten. The server takes files only from who may hand in."""
    if not may(current_actor(workspace), "submit"):
        st.info(words.NOT_YOURS)
        return
    sent = st.file_uploader(
        words.FILE_LABEL,
        type=["pptx", "docx", "xlsx", "zip"],
        key="verified file",
    )
    if sent is None:
        return
    with st.spinner(words.CHECKING):
        try:
            found = verify(workspace, sent.getvalue(), lambda *asked: _remake(workspace, *asked))
        except (EditionError, ExportError) as error:
            st.error(words.NOT_MADE.format(why=str(error)))
            return
    _say(found)


def _remake(workspace: Workspace, edition: Edition, request: ExportRequest) -> Made:
    period = Period.parse(edition.short_number.rpartition("/")[0])
    now = dt.datetime.now(dt.UTC)
    key = (edition.id, request)
    return shared_jobs(request.kind).wait_for(key, lambda: gather(workspace, period, now, edition), request)


def _say(found: FileVerification) -> None:
    one, stamp = found.edition, found.stamp
    if stamp is None:
        st.warning(words.NO_STAMP)
    elif found.outcome == "draft":
        st.info(words.OF_DRAFT.format(at=format_instant(stamp.at), code=stamp.check_code))
    elif one is None:
        st.error(words.NO_EDITION.format(code=stamp.check_code))
    elif found.outcome == "unaltered":
        on = format_date(one.signed_at.date())
        kind = KINDS[stamp.kind].lower()
        st.success(words.UNALTERED.format(kind=kind, number=one.short_number, by=one.signed_by, on=on))
    else:
        text = words.OTHER_SOFTWARE if found.outcome == "other_software" else words.ALTERED
        st.warning(text.format(number=one.short_number))
    _say_newer(found.newer)


def _say_newer(newer: Edition | None) -> None:
    if newer:
        on = format_date(newer.signed_at.date())
        st.warning(edition_texts.IS_OLD.format(number=newer.short_number, on=on, reason=newer.reason or ""))
