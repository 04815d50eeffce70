"""The page of the log: its filters in the link, one page of it, the files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from tracker.access.actor import Actor
from tracker.outputs.plain_tables import XLSX, table_csv, table_workbook
from tracker.ui import pickers
from tracker.ui.components.tables import table
from tracker.ui.components.view import show
from tracker.words import event_texts as words
from tracker.words.formats import format_date
from tracker.workflow import audit_log
from tracker.workflow.audit_log import PAGE_ROWS, LogPage, LogQuestion
from tracker.workflow.workspace import Workspace

_PAGE = "trang"


def ask(workspace: Workspace, actor: Actor) -> LogQuestion:
    """What is asked for, each filter bound to the link; raises NotAllowed."""
    known = audit_log.list_choices(workspace.store, actor)
    name_of = workspace.reference.name_of
    with st.container(key="pickers-log", horizontal=True, gap="small", vertical_alignment="bottom"):
        since = _day(words.SINCE, "tu")
        until = _day(words.UNTIL, "den")
        by = _choose("ai", known["by"], words.WHO, str)
        kind = _choose("viec", known["kind"], words.KIND, words.event_name)
        unit = _choose(
            "don-vi-nhat-ky", known["unit_code"], words.UNIT, lambda code: f"{name_of(code)} · {code}"
        )
        period = _choose(
            "ky-nhat-ky", sorted(known["period"], reverse=True), words.PERIOD, pickers.period_title
        )
        text = st.text_input(
            words.TEXT, key="tim-nhat-ky", bind="query-params", placeholder=words.TEXT, on_change=_forget_page,
            label_visibility="collapsed",
        )  # fmt: skip
    return LogQuestion(since, until, by, kind, unit, period, text)


def _day(label: str, name: str) -> dt.date | None:
    return st.date_input(
        label, None, key=name, format="DD/MM/YYYY", bind="query-params", on_change=_forget_page, width=150
    )


def _choose(name: str, values: Sequence[str], label: str, word: Callable[[str], str]) -> str | None:
    options = ["", *values]
    words_of = {value: word(value) for value in values}
    code = pickers.choose(name, options, "", lambda code: words_of.get(code, f"{label}: {words.ANY.lower()}"))
    return code or None


def _forget_page() -> None:
    st.query_params.pop(_PAGE, None)


def read_page(workspace: Workspace, actor: Actor, question: LogQuestion) -> LogPage:
    """The page of the link (`trang`)."""
    asked = st.query_params.get(_PAGE, "1")
    number = int(asked) if asked.isdigit() else 1
    return audit_log.read_log_page(workspace.store, workspace.reference, actor, question, number)


def show_rows(page: LogPage) -> None:
    show(table(words.SHORT_HEAD, [_cells(row) for row in page.rows], stacked=(2, 3)), key="log")


def _cells(row: list[str]) -> list[str]:
    """A row of the log in four cells: when, who and from where, what to whose, why and what was said."""
    at, by, address, kind, subject, unit, period, reason, detail = (escape(text) for text in row)
    about = " · ".join(part for part in (subject, unit, period) if part)
    said = "; ".join(part for part in (reason, detail) if part)
    return [
        at,
        f"{by}<small>{address}</small>",
        f"<b>{kind}</b><small>{about}</small>",
        f"<span>{said}</span>",
    ]


def offer_pages(page: LogPage) -> None:
    """The other pages of the log."""
    pages = -(-page.total // PAGE_ROWS)
    if pages > 1:
        number = (page.first - 1) // PAGE_ROWS + 1
        chosen = st.pagination(pages, default=number, key=f"pages {page.total} {number}")
        if chosen != number:
            pickers.open_link(**{_PAGE: str(chosen)})


def offer_files(workspace: Workspace, actor: Actor, question: LogQuestion, page: LogPage) -> None:
    """What is asked for as files; both hold texts that nothing calculates."""

    def rows() -> list[list[str]]:
        return audit_log.read_whole_log(workspace.store, workspace.reference, actor, question)

    today = workspace.settings.today
    about = [f"{format_date(today)} · {words.UNCHANGEABLE}"]
    with st.container(horizontal=True, key="log-files"):
        st.download_button(
            words.DOWNLOAD_XLSX,
            lambda: table_workbook(words.TITLE, about, words.HEAD, rows(), is_demo=workspace.is_demo),
            file_name=f"nhat-ky-{today}.xlsx", mime=XLSX, on_click="ignore", key="log xlsx",
        )  # fmt: skip
        st.download_button(
            words.DOWNLOAD_CSV, lambda: table_csv(words.HEAD, rows()), file_name=f"nhat-ky-{today}.csv",
            mime="text/csv", on_click="ignore", key="log csv",
        )  # fmt: skip
    if page.total > words.EXPORT_LIMIT:
        st.caption(words.cut_sentence(words.EXPORT_LIMIT))
