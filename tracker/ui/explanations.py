"""Explanations on the pages: asking beside a figure, answering, returning and settling, what is open for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.core.explanation import may_follow
from tracker.core.period import Period
from tracker.core.report_text import LONGEST_ANSWER, LONGEST_QUESTION
from tracker.ui import pickers
from tracker.ui.components import explanation_cards as cards
from tracker.ui.components.links import follow_link, page_link
from tracker.ui.components.view import show
from tracker.ui.editing import Editing, edit
from tracker.ui.site import page_file
from tracker.ui.visitor import current_actor
from tracker.words import explanation_texts as words
from tracker.words.formats import format_date
from tracker.workflow import explanations
from tracker.workflow.drafts import drop_draft, find_draft
from tracker.workflow.explanations import Explanation, ExplanationError
from tracker.workflow.stored_rounds import find_stored_round
from tracker.workflow.workspace import Workspace

_SAID = "explanation said"
_ANSWER_WITHIN = dt.timedelta(days=5)


def show_said() -> None:
    """What was just asked or done, once."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said)


@st.dialog(words.ASK, width="large")
def open_question(
    workspace: Workspace, actor: Actor, period: Period, indicator_code: str | None, unit_code: str | None
) -> None:
    """The form of a question on one indicator; `unit_code` is whom it is asked of first."""
    current = find_stored_round(workspace.store, period)
    one = next((one for one in workspace.catalogue.indicators if one.code == indicator_code), None)
    if one is None or indicator_code is None:
        return
    if current is None:
        st.error(words.NO_ROUND.format(period=period))
        return
    found = explanations.list_answerers(workspace.catalogue, workspace.reference, indicator_code, period)
    units = {unit.code: unit for unit in found}
    codes = list(units)
    st.caption(f"{one.code} · {one.short_name}. {words.ASK_HELP}")
    with st.form("question", border=False):
        first = codes.index(unit_code) if unit_code in units else 0
        code = st.selectbox(
            words.UNIT, codes, first, lambda code: f"{units[code].name} · {code}", key="ask unit"
        )
        question = st.text_area(
            words.QUESTION, key="ask question", max_chars=LONGEST_QUESTION, placeholder=words.QUESTION_HINT
        )
        due_on = st.date_input(
            words.DUE_ON, workspace.settings.today + _ANSWER_WITHIN, format="DD/MM/YYYY", key="ask due"
        )
        is_asked = st.form_submit_button(words.SEND, type="primary", key="ask")
    if not is_asked or due_on is None:
        return
    unit = units[code]
    try:
        explanations.ask(
            workspace.store, workspace.catalogue, workspace.reference, actor, current, indicator_code,
            (unit.code, unit.valid_from), question, due_on, dt.datetime.now(dt.UTC), workspace.settings.today,
        )  # fmt: skip
    except (ExplanationError, NotAllowed) as error:
        st.error(str(error))
        return
    st.session_state[_SAID] = words.ASKED.format(unit=unit.name, day=format_date(due_on))
    st.rerun()


@dataclass(frozen=True)
class Beside:
    """The explanations of a page's figures: of one indicator by unit, or of one unit by indicator."""

    workspace: Workspace
    actor: Actor
    period: Period
    indicator_code: str | None
    unit_code: str | None
    found: tuple[Explanation, ...]
    can_ask: bool

    def marks(self, codes: Iterable[str]) -> dict[str, str]:
        """What stands beside the number of each unit, or indicator."""
        explained = {self._code(one): one for one in self.found}
        word = words.ASK_SHORT if self.indicator_code else words.ASK.lower()
        return cards.beside_numbers(codes, explained, can_ask=self.can_ask, word=word)

    def offer_button(self) -> None:
        """The button of whoever may ask."""
        if self.can_ask and st.button(words.ASK, key="ask explanation"):
            self._open(None)

    def show(self) -> None:
        """Questions and answers, and what was just asked."""
        show_said()
        names = {one.code: one.short_name for one in self.workspace.catalogue.indicators}

        def name_of(one: Explanation) -> str:
            known = self.workspace.reference
            return (
                known.name_of(one.unit[0], one.period) if self.indicator_code else names[one.indicator_code]
            )

        markup = cards.beside_figure(self.found, name_of, self.workspace.settings.today)
        if markup:
            show(markup, key="explanations")

    def answer(self, clicked: str | None) -> bool:
        """Open the form when somebody asks beside a number, or the page of an explanation."""
        code = cards.read_ask_link(clicked)
        if code is not None and self.can_ask:
            self._open(code)
            return True
        follow_link(clicked)
        return False

    def _code(self, one: Explanation) -> str:
        return one.unit[0] if self.indicator_code else one.indicator_code

    def _open(self, code: str | None) -> None:
        indicator, unit = (self.indicator_code, code) if self.indicator_code else (code, self.unit_code)
        open_question(self.workspace, self.actor, self.period, indicator, unit)


def read_beside(
    workspace: Workspace, period: Period, *, indicator_code: str | None = None, unit_code: str | None = None
) -> Beside:
    """The explanations beside the figures of one indicator, or of one unit, in a period."""
    actor = current_actor(workspace)
    unit = workspace.reference.find_unit(unit_code, period.ends_on) if unit_code else None
    key = (unit.code, unit.valid_from) if unit else None
    found = explanations.list_explanations(
        workspace.store, actor, unit=key, indicator_code=indicator_code, period=period
    )
    shown = tuple(one for one in found if one.state != "withdrawn")
    can_ask = may(actor, "ask") and find_stored_round(workspace.store, period) is not None
    return Beside(workspace, actor, period, indicator_code, unit_code, shown, can_ask)


def follow_explanation(clicked: str | None) -> None:
    """Open the page of explanations on the one that was clicked in a list."""
    if clicked:
        st.switch_page(page_file("giai_trinh"), query_params={"yeu-cau": clicked})


def show_strip(workspace: Workspace) -> None:
    """What is open, for leaders, with the way there."""
    actor = current_actor(workspace)
    if not actor.is_leader:
        return
    found = explanations.list_own_open(workspace.store, actor)
    if found:
        counts = explanations.count_open(found, workspace.settings.today)
        link = page_link("giai_trinh", words.SEE_ALL)
        sentence = words.explanations_sentence(*counts)
        follow_link(
            show(f'<div class="tq-note" role="status">{sentence} {link}</div>', key="open explanations")
        )


def show_all(workspace: Workspace, actor: Actor, found: Sequence[Explanation]) -> None:
    """The question that is open (`yeu-cau`) with its steps, and the others in short."""
    mine = [
        one
        for one in found
        if one.waits_for_leader
        and actor.is_leader
        or one.waits_for_unit
        and may(actor, "answer", unit=one.unit)
    ]
    asked = st.query_params.get("yeu-cau")
    opened = next((one for one in found if one.id == asked), None) or next(iter(mine), found[0])
    show_one(workspace, actor, opened)
    rest = [one for one in found if one.id != opened.id]
    if rest:
        today = workspace.settings.today
        clicked = show(
            cards.explanation_list(rest, workspace.catalogue, workspace.reference, today), key="others"
        )
        if clicked:
            pickers.open_link(yeu_cau=clicked)


def show_one(workspace: Workspace, actor: Actor, one: Explanation) -> None:
    """One question with everything said, and the steps that are the actor's."""
    steps = workspace.store.read_explanation_steps(one.id)
    with st.container(key=f"explanation-{one.id}", border=False):
        markup = cards.explanation_card(
            one, workspace.catalogue, workspace.reference, workspace.settings.today, steps
        )
        follow_link(show(markup, key=f"card {one.id}"))
        if may(actor, "answer", unit=one.unit) and may_follow(one.state, "answered"):
            with st.expander(
                words.ANSWER if one.waits_for_unit else words.ANSWER_AGAIN, expanded=one.waits_for_unit
            ):
                if edit(_answering(workspace, actor, one)):
                    _done("answered")
        if may(actor, "ask", unit=one.unit):
            _offer_leaders_steps(workspace, actor, one)


def _answering(workspace: Workspace, actor: Actor, one: Explanation) -> Editing:
    store = workspace.store
    draft = find_draft(store, actor, one.draft_key)

    def keep(text: str, base: int) -> None:
        explanations.keep_answer(store, actor, one, text, base, dt.datetime.now(dt.UTC))

    def save(text: str, base: int) -> None:
        explanations.take_step(store, actor, one.id, "answered", text, base, dt.datetime.now(dt.UTC))
        drop_draft(store, actor, one.draft_key)

    return Editing(
        one.draft_key,
        actor.account_id or "",
        draft.body if draft else one.answer,
        draft.base_revision if draft else one.last_revision,
        draft.at if draft else None,
        words.ANSWER,
        words.ANSWER_HINT,
        LONGEST_ANSWER,
        keep,
        save,
        lambda: drop_draft(store, actor, one.draft_key),
        words.EDITOR_WORDS,
    )


def _offer_leaders_steps(workspace: Workspace, actor: Actor, one: Explanation) -> None:
    with st.container(horizontal=True, key=f"steps-{one.id}"):
        if may_follow(one.state, "settled") and st.button(
            words.SETTLE, key=f"settle {one.id}", type="primary"
        ):
            _step(workspace, actor, one, "settled", "")
        for step, name, why in (
            ("returned", words.RETURN, words.RETURN_WHY),
            ("withdrawn", words.WITHDRAW, words.WITHDRAW_WHY),
        ):
            if may_follow(one.state, step):
                with st.popover(name, key=f"{step} {one.id}"), st.form(f"{step} form {one.id}", border=False):
                    body = st.text_area(why, key=f"{step} why {one.id}", max_chars=LONGEST_QUESTION)
                    if st.form_submit_button(name, key=f"{step} go {one.id}"):
                        _step(workspace, actor, one, step, body)


def _step(workspace: Workspace, actor: Actor, one: Explanation, step: str, body: str) -> None:
    try:
        explanations.take_step(
            workspace.store, actor, one.id, step, body, one.last_revision, dt.datetime.now(dt.UTC)
        )
    except (ExplanationError, NotAllowed) as error:
        st.error(str(error))
        return
    _done(step)


def _done(step: str) -> None:
    st.session_state[_SAID] = words.DONE[step]
    st.rerun()
