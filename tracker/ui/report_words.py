"""The page of words: which unit, programme and part, the editor of one part, and what stands beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import may
from tracker.catalogue.model import Indicator, Programme
from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.core.report_text import LONGEST_TEXT
from tracker.core.standing import year_rows
from tracker.core.verdict import BEHIND
from tracker.ui import pickers, questions
from tracker.ui.components import word_cards as cards
from tracker.ui.components.view import show
from tracker.ui.editing import Editing, begin_anew, edit
from tracker.words import text_texts as words
from tracker.workflow import report_texts as texts
from tracker.workflow import reporting_scope as scope
from tracker.workflow.drafts import drop_draft
from tracker.workflow.report_texts import PartView, TextVersion
from tracker.workflow.stored_rounds import StoredRound, list_earlier_rounds, may_write_in
from tracker.workflow.workspace import Workspace

_SAID = "words said"
_SAID_FOR = dt.timedelta(seconds=15)
_CLEARLY_BEHIND = BEHIND[:3]


@dataclass(frozen=True)
class Writing:
    """Who writes what: one unit's words on one programme, or on one of its indicators, in one round."""

    workspace: Workspace
    actor: Actor
    current: StoredRound
    unit: ReportingUnit
    programme: Programme
    indicator: Indicator | None
    indicators: tuple[Indicator, ...]

    @property
    def key(self) -> UnitKey:
        return self.unit.code, self.unit.valid_from

    @property
    def can_write(self) -> bool:
        return may(self.actor, "write_text", unit=self.key) and may_write_in(self.actor, self.current)


def pick_writing_unit(workspace: Workspace, actor: Actor, period: Period) -> ReportingUnit | None:
    """A unit whose words the actor may see (`don-vi`); their own first. None when there is none."""
    units = {unit.code: unit for unit in scope.list_writing_units(workspace.reference, actor, period)}
    if not units:
        return None
    own = next(
        (
            code
            for code, valid_from in actor.units
            if units.get(code) and units[code].valid_from == valid_from
        ),
        None,
    )
    first = own or next(iter(units))
    code = pickers.choose("don-vi", list(units), first, lambda code: f"{units[code].name} · {code}")
    return units[code]


def pick_unit_programme(workspace: Workspace, unit: ReportingUnit, period: Period) -> Programme | None:
    """A programme that the unit reports on (`chuong-trinh`); None when it reports on none."""
    found = scope.list_programmes(workspace.catalogue, workspace.reference, unit, period)
    programmes = {one.code: one for one in found}
    if not programmes:
        return None
    first = next(iter(programmes))
    code = pickers.choose("chuong-trinh", list(programmes), first, lambda code: programmes[code].short_name)
    return programmes[code]


def pick_scope(
    workspace: Workspace, unit: ReportingUnit, programme: Programme, period: Period
) -> tuple[Indicator | None, tuple[Indicator, ...]]:
    """The programme as a whole or one of its indicators (`noi-ve`), those behind first; and all of them."""
    found = scope.indicators_of_programme(
        workspace.catalogue, workspace.reference, unit, period, programme.code
    )
    behind = _behind(workspace, unit, period, programme.code)
    ordered = sorted(found, key=lambda one: one.code not in behind)
    names = {"": words.WHOLE_PROGRAMME}
    for one in ordered:
        name = f"{one.code} · {one.short_name}"
        names[one.code] = words.BEHIND_MARK.format(name=name) if one.code in behind else name
    code = pickers.choose("noi-ve", list(names), "", lambda code: names[code])
    return next((one for one in found if one.code == code), None), tuple(found)


def _behind(workspace: Workspace, unit: ReportingUnit, period: Period, programme: str) -> set[str]:
    place = workspace.reference.resolve_place(unit.code, period)
    assessment = questions.assess(workspace, period, [place], programme)
    rows = year_rows(assessment, period)
    return set(rows[rows["verdict"].isin(_CLEARLY_BEHIND)]["indicator_code"])


def read_views(writing: Writing) -> tuple[PartView, ...]:
    code = writing.indicator.code if writing.indicator else None
    return texts.read_parts(
        writing.workspace.store, writing.actor, writing.current, writing.key, writing.programme.code, code
    )


def show_sentence(writing: Writing, views: Sequence[PartView]) -> None:
    """What is written and what is missing, and until when."""
    missing = [one.key.part for one in views if not one.is_written]
    about = writing.indicator.short_name if writing.indicator else writing.programme.short_name
    head = words.texts_sentence(writing.unit.name, about, writing.current.period, missing, len(views))
    today = writing.workspace.settings.today
    due = words.due_sentence(writing.current.units_due_on, today, writing.current.is_open)
    show(f'<h1>{head}</h1><p class="lead">{due} {words.missing_sentence(missing)}</p>', key="sentence")
    said, until = st.session_state.get(_SAID, ("", None))
    if until and dt.datetime.now(dt.UTC) < until:
        st.success(said)


def show_parts(writing: Writing, views: Sequence[PartView]) -> None:
    """The parts in order; the one that is open (`phan`) with its editor."""
    asked = st.query_params.get("phan")
    first = next((one.key.part for one in views if not one.is_written), views[0].key.part)
    chosen = asked if asked in {one.key.part for one in views} else first if writing.can_write else None
    at = next((index for index, one in enumerate(views) if one.key.part == chosen), len(views))
    clicked = _show_closed(views[:at], writing, "before") if at else None
    if at < len(views):
        with st.container(border=True, key="open-part"):
            if writing.can_write:
                _write(writing, views[at].key.part)
            else:
                show(cards.part_head(views[at]) + cards.whole_text(_body(views[at])), key="read")
        clicked = _show_closed(views[at + 1 :], writing, "after") or clicked
    if clicked:
        pickers.open_link(phan=clicked)


def _show_closed(views: Sequence[PartView], writing: Writing, key: str) -> str | None:
    if not views:
        return None
    markup = cards.part_list(views, can_write=writing.can_write)
    return show(f'<div class="tq-parts">{markup}</div>', key=f"parts {key}")


def _write(writing: Writing, part: str) -> None:
    """The editor of one part, with what stands under it.

    No fragment: a page that comes back to a restarted server would ask for one that this server never knew.
    """
    view = next(one for one in read_views(writing) if one.key.part == part)
    show(cards.part_head(view), key="open head")
    if view.writers:
        names = questions.escape(", ".join(view.writers))
        st.html(f'<p class="tq-note" role="status">{words.OTHERS_WRITING.format(names=names)}</p>')
    if edit(_editing(writing, view)):
        _say_saved(writing, view)
    if view.draft and view.is_overtaken and view.saved:
        _show_both(writing, view, view.saved)
    elif view.earlier and not view.is_written:
        _offer_earlier(writing, view, view.earlier)
    versions = writing.workspace.store.read_text_versions(view.key)
    if len(versions) > 1:
        show(cards.version_list(versions), key="versions")


def _editing(writing: Writing, view: PartView) -> Editing:
    store, actor, current = writing.workspace.store, writing.actor, writing.current

    def keep(text: str, base: int) -> None:
        texts.keep_text_draft(store, actor, current, view.key, text, base, dt.datetime.now(dt.UTC))

    def save(text: str, base: int) -> None:
        texts.save_text(store, actor, current, view.key, text, base, dt.datetime.now(dt.UTC))

    return Editing(
        view.key.draft_key,
        actor.account_id or "",
        view.draft.body if view.draft else _body(view),
        view.draft.base_revision if view.draft else view.revision,
        view.draft.at if view.draft else None,
        words.PART_NAMES[view.key.part],
        words.PART_HINTS[view.key.part],
        LONGEST_TEXT,
        keep,
        save,
        lambda: drop_draft(store, actor, view.key.draft_key),
    )


def _say_saved(writing: Writing, view: PartView) -> None:
    """Say that it is saved, and open the next part that is missing."""
    views = read_views(writing)
    now = next(one for one in views if one.key.part == view.key.part)
    said = words.SAVED if now.is_written else words.SAVED_EMPTY
    # A late draft of the browser's may run the page again at once: what was said still stands then.
    until = dt.datetime.now(dt.UTC) + _SAID_FOR
    st.session_state[_SAID] = (said.format(part=words.PART_NAMES[view.key.part]), until)
    rest = [one.key.part for one in views if not one.is_written and one.draft is None]
    st.query_params["phan"] = rest[0] if rest else view.key.part
    st.rerun()


def _show_both(writing: Writing, view: PartView, theirs: TextVersion) -> None:
    """Somebody saved meanwhile: both versions, and a choice that loses neither."""
    assert view.draft is not None
    said = words.STALE.format(by=theirs.by, at=cards.format_instant(theirs.at))
    st.html(f'<p class="tq-note" role="alert">{questions.escape(said)}</p>')
    show(cards.both_versions(theirs, view.draft.body), key="both")
    left, right = st.columns(2)
    store, actor, current = writing.workspace.store, writing.actor, writing.current
    if left.button(words.TAKE_THEIRS, key="take theirs", width="stretch"):
        drop_draft(store, actor, view.key.draft_key)
        begin_anew(view.key.draft_key)
        st.rerun()
    if right.button(words.KEEP_MINE, key="keep mine", type="primary", width="stretch"):
        try:
            now = dt.datetime.now(dt.UTC)
            texts.save_text(store, actor, current, view.key, view.draft.body, theirs.revision, now)
        except texts.TextError as error:
            st.error(str(error))
            return
        begin_anew(view.key.draft_key)
        _say_saved(writing, view)


def _offer_earlier(writing: Writing, view: PartView, earlier: TextVersion) -> None:
    """What the unit wrote last time, as a start; it stays named with its round."""
    show(cards.earlier_text(earlier) + f'<p class="source">{words.EARLIER_WARNING}</p>', key="earlier")
    if view.draft is None and st.button(words.TAKE_EARLIER, key="take earlier"):
        _editing(writing, view).keep(earlier.body, view.revision)
        begin_anew(view.key.draft_key)
        st.rerun()


def show_figures(writing: Writing, views: Sequence[PartView]) -> None:
    """The unit's figures of this round beside those of the round whose words are offered."""
    rounds = list_earlier_rounds(writing.workspace.store, writing.current)
    offered = [Period.parse(one.earlier.period) for one in views if one.earlier]
    earlier = offered[0] if offered else next((one.period for one in rounds), None)
    periods = [writing.current.period, *([earlier] if earlier else [])]
    indicators = [writing.indicator] if writing.indicator else list(writing.indicators)
    # Whoever may see a unit's hand-ins sees its words and figures as it has handed them in.
    answers = replace(writing.workspace, basis="all").answers
    figures = scope.figures_beside(answers, writing.unit, indicators, periods)
    show(cards.figures_card(figures, indicators, list(reversed(periods))), key="figures")


def _body(view: PartView) -> str:
    return view.saved.body if view.saved else ""
