"""What surrounds every page: its styles, the mark of illustrative figures, and a page for what cannot open."""

from __future__ import annotations

import html
import logging
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from tracker.ui.site import page_file
from tracker.words import screen
from tracker.workflow.faults import CatalogueError, StoreError, WorkspaceError
from tracker.workflow.workspace import Workspace, shared_workspace

_log = logging.getLogger(__name__)
_STYLES = ("style.css", "rows.css", "tables.css", "words.css", "translations.css")


def draw_frame() -> None:
    """The styles of the product; one call per run, from the shell."""
    st.html(f"<style>{_styles()}</style>")


def open_page() -> Workspace:
    """The workspace, with the banner drawn when it is a demonstration; a broken one ends the run here."""
    try:
        workspace = shared_workspace()
        is_demo = workspace.is_demo
    except CatalogueError as error:
        _refuse(screen.CATALOGUE_BROKEN, screen.CATALOGUE_BROKEN_HELP, [str(one) for one in error.mistakes])
    except (StoreError, WorkspaceError) as error:
        _refuse(screen.STORE_BROKEN, screen.STORE_BROKEN_HELP, [str(error)])
    if is_demo:
        _draw_banner()
    return workspace


def run_page(page: StreamlitPage) -> None:
    """Run a page; what goes wrong inside is one clear page in Vietnamese, and a line in the server's log."""
    try:
        page.run()
    except StoreError as error:
        _refuse(screen.STORE_BROKEN, screen.STORE_BROKEN_HELP, [str(error)])
    except Exception:  # noqa: BLE001 - whatever a page fails on, its reader gets a page and the log the rest
        _log.exception("The page %s failed", page.title)
        _refuse(screen.PAGE_BROKEN, screen.PAGE_BROKEN_HELP, [])


def show_empty(title: str, explanation: str) -> None:
    """A designed empty state; the page may go on after it."""
    st.html(f'<div class="tq tq-empty"><b>{html.escape(title)}</b><p>{html.escape(explanation)}</p></div>')


def refuse_visit(title: str, reason: str) -> None:
    """The page of somebody who may not see it: what it is, and why; the run ends here."""
    st.html(f'<div class="tq"><h1>{html.escape(title)}</h1></div>')
    show_empty(title, reason)
    st.stop()


def _draw_banner() -> None:
    with st.container(key="demo-banner", horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="tq-demo">{screen.DEMO_BANNER}</div>')
        st.page_link(page_file("quan_tri"), label=screen.BEGIN_REAL)


def _refuse(title: str, explanation: str, lines: list[str]) -> None:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    found = f"<ul>{items}</ul>" if items else ""
    st.html(f'<div class="tq tq-refused" role="alert"><h1>{title}</h1><p>{explanation}</p>{found}</div>')
    st.stop()


@lru_cache(maxsize=1)
def _styles() -> str:
    folder = Path(__file__).resolve().parent / "styles"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLES)
