"""Pickers bound to the link: period, place, programme, indicator, reporting unit; a bad link says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from tracker.access.rights import may
from tracker.core.period import Period, PeriodError
from tracker.ui import questions
from tracker.ui.visitor import current_actor
from tracker.words.formats import format_period
from tracker.words.review_texts import OFFICIAL_ONLY, unapproved_sentence
from tracker.words.screen import BAD_LINK, NO_CHOICE, PICKER_LABELS, RUNNING_PROGRAMMES
from tracker.workflow.rounds import latest_round, list_rounds
from tracker.workflow.workspace import Workspace

_REMEMBERED = "remembered choices"
_MESSAGES = "link messages"
_BASIS, _BASES = "chua-duyet", ("co", "khong")


def pick_row(key: str = "pickers") -> st.delta_generator.DeltaGenerator:
    """The row that pickers stand in: `with pick_row(): period = pick_period(...)`."""
    return st.container(key=key, horizontal=True, gap="small")


def pick_period(workspace: Workspace, default: Period | None = None, *, only_years: bool = False) -> Period:
    """The reporting period of the link (`ky`), else the latest with figures from the units."""
    known = [period for period in questions.known_periods(workspace) if period.kind != "stage"]
    periods = [period for period in known if period.is_year or not only_years]
    chosen = default or questions.latest_period(workspace)
    if chosen not in periods:
        periods = sorted({*periods, chosen}, reverse=True)
    text = choose("ky", [str(one) for one in periods], str(chosen), period_title)
    return Period.parse(text)


def read_period(workspace: Workspace) -> Period:
    """The period of the link (`ky`) on a page without pickers, else the latest with figures from the units."""
    try:
        return Period.parse(st.query_params.get("ky", ""))
    except PeriodError:
        return questions.latest_period(workspace)


def pick_round(workspace: Workspace) -> Period:
    """The period to hand in for (`ky`): any round so far, first of all the one that is open."""
    known = (workspace.catalogue, workspace.settings.today, questions.stored_rounds(workspace))
    rounds = [str(one) for one in list_rounds(*known)]
    default = str(latest_round(*known))
    return Period.parse(choose("ky", rounds, default, period_title))


def pick_place(workspace: Workspace, period: Period) -> str:
    """A territory or old district that has figures in the period (`dia-ban`), as a place code."""
    reference, catalogue = workspace.reference, workspace.catalogue
    merged = reference.resolve_place(catalogue.province_code, period)
    places = questions.known_places(workspace, period)
    asked = st.query_params.get("dia-ban")
    if asked and asked not in places:
        resolved = reference.resolve_place(asked, period)
        if resolved in places:
            st.query_params["dia-ban"] = resolved
    return choose("dia-ban", places, merged if merged in places else places[0], reference.name_of)


def pick_programme(
    workspace: Workspace, default: str | None = None, *, all_word: str = RUNNING_PROGRAMMES
) -> str | None:
    """A programme's code (`chuong-trinh`), or None for what `all_word` says: those that run in the period."""
    programmes = {one.code: one.short_name for one in workspace.catalogue.programmes}
    words = {"tat-ca": all_word} | programmes
    code = choose("chuong-trinh", list(words), default or "tat-ca", lambda one: words[one])
    return None if code == "tat-ca" else code


def pick_indicator(
    workspace: Workspace, codes: Sequence[str] | None = None, default: str | None = None
) -> str:
    """An indicator's code (`ma`), from all or from the codes given."""
    words = {one.code: f"{one.code} · {one.short_name}" for one in workspace.catalogue.indicators}
    known = [code for code in words if codes is None or code in set(codes)]
    first = default if default in known else known[0]
    return choose("ma", known, first, lambda code: words[code])


def pick_unit(
    workspace: Workspace, period: Period, codes: Sequence[str] | None = None, default: str | None = None
) -> str:
    """The code of a reporting unit (`don-vi`) that is valid on the period's last day."""
    units = {unit.code: unit.name for unit in questions.reporting_units(workspace, period)}
    known = [code for code in units if codes is None or code in set(codes)]
    first = default if default in known else known[0]
    return choose("don-vi", known, first, lambda code: f"{units[code]} · {code}")


def pick_basis(workspace: Workspace) -> Workspace:
    """The workspace reading official figures, or all of them when the link asks so (`chua-duyet=co`).

    Off for everyone until chosen, and not offered to whoever may not see what is not approved.
    """
    if not may(current_actor(workspace), "view_provisional"):
        return workspace
    remembered = st.session_state.setdefault(_REMEMBERED, {})
    asked = st.query_params.get(_BASIS)
    if asked not in (None, *_BASES):
        st.session_state.setdefault(_MESSAGES, []).append(
            BAD_LINK.format(label=PICKER_LABELS[_BASIS].lower(), asked=_shorten(asked), shown=OFFICIAL_ONLY)
        )
    shown = asked or remembered.get(_BASIS)
    if shown == "co" and asked != "co":
        st.query_params[_BASIS] = "co"
    st.session_state[_BASIS] = shown == "co"

    def keep() -> None:
        remembered[_BASIS] = "co" if st.session_state[_BASIS] else "khong"
        st.query_params[_BASIS] = remembered[_BASIS]

    is_all = st.toggle(PICKER_LABELS[_BASIS], key=_BASIS, on_change=keep)
    return replace(workspace, basis="all" if is_all else "official")


def show_basis(workspace: Workspace, period: Period) -> None:
    """A sentence when figures that nobody has approved are on the page, and which sign they bear."""
    if workspace.basis == "all":
        text = unapproved_sentence(period, questions.waiting_units(workspace, period))
        st.html(f'<p class="tq-note" role="status">{text}</p>')


def choose(
    name: str, options: Sequence[str], default: str, word: Callable[[str], str], *, tabs: bool = False
) -> str:
    """One choice that lives in the link as plain text under `name`; a default needs no place in it.

    A value in the link that is not among the options gives a message and the default.
    """
    label = PICKER_LABELS[name]
    remembered = st.session_state.setdefault(_REMEMBERED, {})
    asked = st.query_params.get(name)
    shown = asked or remembered.get(name)
    # The link is left as it came: each rewriting would cost one more press on the browser's back button.
    if shown not in options:
        if asked:
            message = BAD_LINK.format(label=label.lower(), asked=_shorten(asked), shown=word(default))
            st.session_state.setdefault(_MESSAGES, []).append(message)
        shown = default
    elif shown != asked:
        # A choice made on another page goes on, and this page's link says so.
        st.query_params[name] = shown
    st.session_state[name] = shown

    def keep() -> None:
        value = st.session_state[name] or default
        st.session_state[_REMEMBERED][name] = value
        st.query_params[name] = value

    drawn: dict[str, Any] = {
        "key": name,
        "format_func": word,
        "on_change": keep,
        "label_visibility": "collapsed",
    }
    if tabs:
        return st.segmented_control(label, list(options), **drawn) or default
    return st.selectbox(label, list(options), placeholder=NO_CHOICE, **drawn) or default


def open_link(**values: str) -> None:
    """Go on with other choices on this page: `open_link(xem="phieu")`; underscores stand for hyphens."""
    for name, value in values.items():
        st.query_params[name.replace("_", "-")] = value
    st.rerun()


def show_link_message() -> None:
    """Say once what was wrong with the link; call it under the pickers."""
    messages = st.session_state.pop(_MESSAGES, [])
    if messages:
        lines = "<br>".join(questions.escape(message) for message in messages)
        st.html(f'<p class="tq-note" role="status">{lines}</p>')


def period_title(period: str) -> str:
    """`2026-H1` as `6 tháng đầu năm 2026`, with a capital letter where it begins with a word."""
    text = format_period(period)
    return text[:1].upper() + text[1:]


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
