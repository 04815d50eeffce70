"""What the board shows: its rounds and filters in the link, its rows kept until the data or the day changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from tracker.core.deadlines import TIMELINESS
from tracker.core.round_stages import STAGES
from tracker.ui import pickers, questions
from tracker.ui.components import round_views as views
from tracker.ui.components.view import show
from tracker.words import round_texts as words
from tracker.workflow.round_board import Board, filter_rows, late_rows, read_boards
from tracker.workflow.rounds import Round, find_open_round, link_text
from tracker.workflow.workspace import Workspace, shared_workspace

_ALL = "tat-ca"
_SLUGS: Mapping[str, str] = {
    "missing": "chua-nop", "partial": "chua-du", "returned": "tra-lai", "received": "cho-tham-dinh",
    "examined": "dang-tham-dinh", "approved": "da-duyet", "consolidated": "da-tong-hop", "signed": "da-ky",
    "on_time": "dung-han", "late": "tre-han", "overdue": "qua-han", "waiting": "con-han",
    "commune": "xa", "district": "huyen", "department": "so", "province": "tinh",
}  # fmt: skip


def pick_stored_round(workspace: Workspace, rounds: Sequence[Round]) -> Round:
    """The round of the link (`ky`: its period, and a number behind it where a period has several)."""
    texts = _texts(questions.stored_rounds(workspace))
    known = {texts[one.id]: one for one in rounds}
    waiting = find_open_round(workspace.catalogue, workspace.settings.today, rounds)
    default = next(
        (text for text, one in known.items() if waiting and one.name == waiting.name), next(iter(known))
    )
    return known[pickers.choose("ky", list(known), default, lambda text: _title(known[text]))]


def _texts(rounds: Sequence[Round]) -> dict[str, str]:
    """Round id -> what the link says of it, the same for whoever may not see drafts."""
    oldest = sorted(rounds, key=lambda one: (one.created_at, one.id))
    return {one.id: link_text(oldest[:at], one.period) for at, one in enumerate(oldest)}


def _title(one: Round) -> str:
    return f"{one.name} · {words.STATE_WORDS[one.state]}"


def read_board(workspace: Workspace, one: Round) -> Board | None:
    """The board of a round; None before it is opened."""
    today = workspace.settings.today
    return _boards(questions.state_key(workspace), today.isoformat()).get(one.id)


def opening(workspace: Workspace, one: Round, board: Board | None) -> str:
    """The sentence that answers how far the round is, and its days."""
    counts = board.counts if board else words.BoardCounts()
    left = board.days_left if board else 0
    head = words.board_sentence(
        questions.escape(one.name), one.state, one.state_at.date(), one.units_due_on, left, counts
    )
    calendars = {calendar.code: calendar.name for calendar in workspace.catalogue.calendars}
    facts = (
        words.deadlines_text(days_of(one))
        + " · "
        + questions.escape(calendars.get(one.calendar, one.calendar))
    )
    return f'<h1>{head}</h1><p class="lead">{facts}</p>'


def read_workbook(workspace: Workspace, board: Board, rows: pd.DataFrame, choice: str) -> bytes:
    """The bytes of the workbook; made when it is asked for."""
    from tracker.outputs.round_workbook import RoundFacts, round_workbook

    one = board.round
    facts = RoundFacts(
        one.name, words.deadlines_text(days_of(one)), choice, workspace.settings.today, one.is_demo
    )
    return round_workbook(rows, facts)


def read_csv(rows: pd.DataFrame) -> bytes:
    from tracker.outputs.round_workbook import round_csv

    return round_csv(rows)


def days_of(one: Round) -> list[tuple[str, dt.date | None]]:
    return [(name, getattr(one, name)) for name in words.DEADLINE_WORDS]


def pick_filters(rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Pickers for level, district, stage and timeliness (`cap`, `huyen`, `trang-thai`, `han`): the rows and the
    choices in words."""
    levels = {_SLUGS[level]: level for level in words.LEVEL_WORDS if (rows["level"] == level).any()}
    districts = {str(name): str(name) for name in sorted(rows["district_name"].dropna().unique())}
    stages: dict[str, str] = {_SLUGS[stage]: stage for stage in STAGES if (rows["stage"] == stage).any()}
    kinds: dict[str, str] = {
        _SLUGS[kind]: kind for kind in TIMELINESS if (rows["hand_in_timeliness"] == kind).any()
    }
    asked: list[tuple[str, str, dict[str, str], Mapping[str, str], str]] = [
        ("cap", "level", levels, words.LEVEL_WORDS, words.ALL_LEVELS),
        ("huyen", "district_name", districts, districts, words.ALL_DISTRICTS),
        ("trang-thai", "stage", stages, words.STAGE_WORDS, words.EVERYTHING),
        ("han", "hand_in_timeliness", kinds, words.TIMELINESS_WORDS, words.ANY_TIME),
    ]
    wanted, said = {}, []
    for name, column, options, word_of, every in asked:
        if len(options) < 2:
            continue
        titles = {_ALL: every} | {slug: _capital(word_of[value]) for slug, value in options.items()}
        chosen = pickers.choose(name, list(titles), _ALL, titles.__getitem__)
        if chosen != _ALL:
            wanted[column] = options[chosen]
            said.append(titles[chosen])
    return filter_rows(rows, wanted), ", ".join(said)


def late_text(board: Board, rows: pd.DataFrame) -> str:
    """The list of the units that owe something or were late, as plain text to copy."""
    lines = [
        words.late_line(
            number, str(row.name), row.unit_code, row.stage, (int(row.indicators_covered), int(row.indicators)),
            words.days_text(row.hand_in_days, row.hand_in_timeliness),
        )
        for number, row in enumerate(late_rows(rows).itertuples(index=False), start=1)
    ]  # fmt: skip
    heading = words.late_heading(board.round.name, board.round.units_due_on, board.as_of)
    return "\n".join([heading, *lines]) if lines else ""


def offer_files(workspace: Workspace, board: Board, rows: pd.DataFrame, choice: str) -> None:
    """The rows as they are shown, as .xlsx and as .csv."""
    name = f"ky-bao-cao-{board.round.period}"
    st.download_button(
        words.DOWNLOAD_BOARD,
        lambda: read_workbook(workspace, board, rows, choice),
        file_name=f"{name}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        key="board xlsx",
    )
    st.download_button(
        words.DOWNLOAD_LIST,
        lambda: read_csv(rows),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key="board csv",
    )


def copyable(text: str, key: str) -> None:
    """Plain text with a button that copies it."""
    with st.container(key=f"plain-{key}"):
        st.code(text, language=None, wrap_lines=True)


def show_late(board: Board, rows: pd.DataFrame) -> None:
    """Who owes something or was late, to copy or print."""
    text = late_text(board, rows)
    count = text.count("\n")
    with st.expander(f"{words.LATE_HEADING} ({count})", key="late"):
        if text:
            st.caption(words.LATE_HELP)
            copyable(text, "late")
        else:
            st.html(f'<div class="tq"><p class="lead">{words.NOBODY_LATE}</p></div>')


def show_background(workspace: Workspace, board: Board, rows: pd.DataFrame) -> None:
    """Punctuality over the rounds, and what was done to this one, both closed until asked for."""
    if (rows["rounds"] > 0).any():
        with st.expander(words.RATES_HEADING, key="rates"):
            show(f'<p class="lead">{words.RATES_HELP}</p>{views.punctuality_table(rows)}', key="rate table")
    with st.expander(words.HISTORY_HEADING, key="history"):
        show(views.event_list(workspace.store.read_round_events(board.round.id)), key="round events")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@st.cache_resource(max_entries=4, show_spinner=False)
def _boards(key: questions.Key, today: str) -> dict[str, Board]:
    workspace = shared_workspace()
    return read_boards(
        workspace.store, workspace.reference, workspace.store.list_rounds(), workspace.settings.today
    )
