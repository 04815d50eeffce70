"""Tables and fact sheets as markup: the workspace, differences, the catalogue, documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from tracker.access.actor import Actor
from tracker.words import sentences
from tracker.words.access_texts import ROLE_NAMES
from tracker.words.formats import format_number
from tracker.workflow.workspace import Workspace

Cell = str


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]], numeric: Sequence[int] = ()) -> str:
    """A table of trusted cells; the columns in `numeric` are right-aligned."""
    kinds = ["n" if at in numeric else "" for at in range(len(head))]
    top = "".join(f'<th class="{kind}">{title}</th>' for kind, title in zip(kinds, head, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{kind}">{cell}</td>' for kind, cell in zip(kinds, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="tq-table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values under one another; the values are trusted markup."""
    return (
        '<dl class="facts">' + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in pairs) + "</dl>"
    )


def workspace_card(workspace: Workspace, actor: Actor) -> str:
    """What the workspace holds, where it lies, and what whoever looks may do."""
    store = workspace.store
    submissions = int((store.list_submissions()["kind"] != "published").sum())
    head = sentences.workspace_sentence(workspace.is_demo, len(workspace.catalogue.indicators), submissions)
    role = ROLE_NAMES[actor.role] if actor.role else "Chưa đăng nhập, chỉ xem"
    pairs = [
        ("Cơ sở dữ liệu", escape(store.location)),
        ("Bản ghi số", format_number(store.revision())),
        ("Vai trò của bạn", role),
        ("Danh mục chỉ tiêu", escape(workspace.settings.catalogue.name)),
    ]
    return f'<h1>{head}</h1><div class="tq-card" style="margin-top:14px">{facts(pairs)}</div>'


def difference_table(differences: pd.DataFrame) -> str:
    """The rollups that differ from the full recount, at most fifty."""
    shown = differences.head(50)
    rows = [[escape(str(value)) for value in row] for row in shown.itertuples(index=False)]
    return table([escape(str(name)) for name in shown.columns], rows)
