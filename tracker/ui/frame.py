"""What surrounds every page: its styles, the mark of illustrative figures, and a page for what cannot open."""

from __future__ import annotations

import html
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.ui.site import SitePage, page_file
from tracker.ui.visitor import current_actor, may_open, sign_in_link
from tracker.words import screen
from tracker.words import sign_in_texts as words
from tracker.words.access_texts import ROLE_NAMES
from tracker.workflow.faults import CatalogueError, StoreError, WorkspaceError
from tracker.workflow.workspace import Workspace, shared_workspace

_log = logging.getLogger(__name__)
_STYLES = ("style.css", "rows.css", "tables.css", "words.css", "rounds.css", "translations.css", "print.css")


def draw_frame() -> None:
    """The styles of the product; one call per run, from the shell."""
    st.html(f"<style>{_styles()}</style>")


def open_page() -> Workspace:
    """The workspace, reading official figures, with the banner drawn when it is a demonstration.

    A broken workspace, or a visitor who may not see it, ends the run here.
    """
    try:
        workspace = shared_workspace()
        is_demo = workspace.is_demo
    except CatalogueError as error:
        refuse(screen.CATALOGUE_BROKEN, screen.CATALOGUE_BROKEN_HELP, [str(one) for one in error.mistakes])
    except (StoreError, WorkspaceError) as error:
        refuse(screen.STORE_BROKEN, screen.STORE_BROKEN_HELP, [str(error)])
    if not may(current_actor(workspace), "view"):
        refuse(words.NEEDS_SIGN_IN, words.NEEDS_SIGN_IN_LEAD, way=("/dang-nhap", words.SIGN_IN))
    if is_demo:
        _draw_banner()
    return replace(workspace, basis="official")


def run_page(page: StreamlitPage, place: SitePage, visitor: Actor | None) -> None:
    """Run a page for whoever may open it; what goes wrong inside is one clear page in Vietnamese, and a line in
    the server's log."""
    try:
        if visitor is not None and not may_open(visitor, place):
            _turn_away(visitor, place)
        page.run()
    except StoreError as error:
        refuse(screen.STORE_BROKEN, screen.STORE_BROKEN_HELP, [str(error)])
    except Exception:  # noqa: BLE001 - whatever a page fails on, its reader gets a page and the log the rest
        _log.exception("The page %s failed", page.title)
        refuse(screen.PAGE_BROKEN, screen.PAGE_BROKEN_HELP, [])


def show_empty(title: str, explanation: str) -> None:
    """A designed empty state; the page may go on after it."""
    st.html(f'<div class="tq tq-empty"><b>{html.escape(title)}</b><p>{html.escape(explanation)}</p></div>')


def refuse(
    title: str, explanation: str, lines: Sequence[str] = (), way: tuple[str, str] | None = None
) -> NoReturn:
    """A page that says why there is nothing to see, which ends the run; `way` is an address and its text."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    found = f"<ul>{items}</ul>" if items else ""
    if way:
        found += f'<p><a href="{html.escape(way[0])}" target="_self">{html.escape(way[1])}</a></p>'
    st.html(
        f'<div class="tq tq-refused" role="alert"><h1>{html.escape(title)}</h1>'
        f"<p>{html.escape(explanation)}</p>{found}</div>"
    )
    st.stop()


def _turn_away(visitor: Actor, place: SitePage) -> NoReturn:
    """Whoever may not open a page is told why; a stranger also where to sign in."""
    if shared_workspace().is_demo:
        _draw_banner()
    way = (sign_in_link(place), words.SIGN_IN)
    if visitor.role is None:
        refuse(words.NEEDS_SIGN_IN, words.NEEDS_SIGN_IN_LEAD, way=way)
    lead = words.NOT_YOURS_LEAD.format(role=ROLE_NAMES[visitor.role], page=place.title)
    refuse(words.NOT_YOURS, lead, way=(way[0], words.SIGN_IN_AS_ANOTHER))


def _draw_banner() -> None:
    with st.container(key="demo-banner", horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="tq-demo">{screen.DEMO_BANNER}</div>')
        st.page_link(page_file("quan_tri"), label=screen.BEGIN_REAL)


@lru_cache(maxsize=1)
def _styles() -> str:
    folder = Path(__file__).resolve().parent / "styles"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLES)
