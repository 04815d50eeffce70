"""The steps of the page of meeting documents: which edition, of whom, and one row per document."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from tracker.access.rights import NotAllowed
from tracker.core.period import Period
from tracker.ui import pickers, questions
from tracker.ui.components.view import show
from tracker.ui.visitor import current_actor
from tracker.words import export_texts as words
from tracker.words.formats import format_date
from tracker.words.story_texts import edition_words
from tracker.workflow.asking_exports import ask_export, read_template
from tracker.workflow.editions import EditionError, list_editions
from tracker.workflow.export_jobs import Job, shared_jobs
from tracker.workflow.exports import KINDS, ExportError, ExportRequest, Kind
from tracker.workflow.meeting import DRAFT, list_editions_of
from tracker.workflow.workspace import Workspace

_POLL = 0.7  # seconds
_ASKED = "exports asked"
_PROVINCE, _USUAL = "tinh", "theo-ky"


def pick_edition(workspace: Workspace, period: Period) -> str:
    """The short number of an edition of the period (`ban`), else DRAFT; the newest first."""
    signed = {
        one.short_number: words.EDITION_CHOICE.format(
            number=one.short_number, on=format_date(one.signed_at.date())
        )
        for one in list_editions_of(workspace, period)
    }
    named = signed | {DRAFT: words.DRAFT_CHOICE}
    return pickers.choose("ban", list(named), next(iter(named)), lambda one: named[one])


def pick_place(workspace: Workspace, period: Period) -> str | None:
    """A reporting unit (`don-vi`), or None for the province."""
    units = {
        unit.code: unit.name
        for unit in questions.reporting_units(workspace, period)
        if unit.level != "province"
    }
    named = {_PROVINCE: words.ALL_UNITS} | units
    code = pickers.choose("don-vi", list(named), _PROVINCE, lambda one: named[one])
    return None if code == _PROVINCE else code


def pick_variant() -> str | None:
    """The report's form (`mau-bao-cao`), or None for the one of the period."""
    named = {_USUAL: words.USUAL_VARIANT} | words.VARIANT_NAMES
    variant = pickers.choose("mau-bao-cao", list(named), _USUAL, lambda one: named[one])
    return None if variant == _USUAL else variant


def source_words(workspace: Workspace, number: str) -> str:
    """`Bản chốt 2026-H1/2, … ký ngày 28/6/2026`, or the draft."""
    one = next((one for one in list_editions(workspace.store) if one.short_number == number), None)
    if one is None:
        return words.DRAFT_CHOICE
    return edition_words(one.short_number, one.signed_at, one.signed_by)


def list_requests(
    workspace: Workspace, unit: str | None, programme: str | None, variant: str | None
) -> list[ExportRequest]:
    """One request for each kind of document; a template that cannot be read is said, and ours is used."""
    try:
        template = read_template(workspace.settings)
    except ExportError as error:
        st.warning(str(error))
        template = None
    own: dict[Kind, dict[str, Any]] = {"deck": {"template": template}, "report": {"variant": variant}}
    address = workspace.settings.url
    return [ExportRequest(kind, unit, programme, address=address, **own.get(kind, {})) for kind in KINDS]


def show_row(workspace: Workspace, period: Period, number: str, request: ExportRequest) -> None:
    """One document: what it is, its button, and, once asked for, how far it is and the file."""
    asked: dict[tuple[Period, str, ExportRequest], Job] = st.session_state.setdefault(_ASKED, {})
    key = (period, number, request)
    is_running = key in asked and not asked[key].is_over
    with st.container(border=True, key=f"export {request.kind}"):
        about, action = st.columns([5, 2], vertical_alignment="center")
        with about:
            show(
                f"<h3>{words.KIND_NAMES[request.kind]}</h3><p>{words.KIND_HELPS[request.kind]}</p>",
                key=f"about {request.kind}",
            )
        with action:
            label = words.MAKE_AGAIN if key in asked and not is_running else words.MAKE
            if st.button(label, key=f"make {request.kind}", disabled=is_running, width="stretch"):
                _ask(workspace, key)
        job = asked.get(key)
        if job:
            st.fragment(_follow, run_every=None if job.is_over else _POLL)(job, request.kind)


def _ask(workspace: Workspace, key: tuple[Period, str, ExportRequest]) -> None:
    period, number, request = key
    now = dt.datetime.now(dt.UTC)
    try:
        job = ask_export(
            shared_jobs(request.kind), workspace, current_actor(workspace), period, number, request, now
        )
    except (NotAllowed, EditionError, ExportError) as error:
        st.error(str(error))
        return
    st.session_state[_ASKED][key] = job


def _follow(job: Job, kind: Kind) -> None:
    """How far the file is; once it is made, the file itself."""
    if job.made:
        st.download_button(
            words.DOWNLOAD.format(file=job.made.file_name, size=words.size_words(len(job.made.data))),
            job.made.data,
            file_name=job.made.file_name,
            mime=job.made.media_type,
            on_click="ignore",
            type="primary",
            key=f"fetch {kind}",
        )
    elif job.error:
        st.error(job.error)
    else:
        waiting = {"waiting": words.WAITING, "gathering": words.GATHERING}
        text = waiting.get(job.state, words.MAKING.format(name=words.KIND_NAMES[kind].lower()))
        st.progress(shared_jobs(kind).share_of(job), text=text)
    if job.is_over and st.session_state.get(f"followed {kind}") is not job:
        st.session_state[f"followed {kind}"] = job
        st.rerun(scope="app")  # the page goes on without asking again and again
