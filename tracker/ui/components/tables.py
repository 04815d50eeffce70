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


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    numeric: Sequence[int] = (),
    *,
    stacked: Sequence[int] | None = None,
) -> str:
    """A table of trusted cells; the columns in `numeric` are right-aligned.

    With `stacked` each row is a small card on a phone, where these columns take its whole width and the
    others stand in pairs under their titles.
    """
    kinds = ["n" if at in numeric else "" for at in range(len(head))]
    top = "".join(f'<th class="{kind}">{title}</th>' for kind, title in zip(kinds, head, strict=True))
    marks = [f' class="{kind}"' for kind in kinds]
    if stacked is not None:
        marks = [
            f' class="{kind} whole"' if at in stacked else f' class="{kind}" data-label="{title}"'
            for at, (kind, title) in enumerate(zip(kinds, head, strict=True))
        ]
    body = "".join(
        "<tr>" + "".join(f"<td{mark}>{cell}</td>" for mark, cell in zip(marks, row, strict=True)) + "</tr>"
        for row in rows
    )
    shape = "" if stacked is None else f' class="stack" style="--pairs:{max(len(head) - len(stacked), 1)}"'
    return f'<div class="tq-table"><table{shape}><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def folded_table(
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    shown: int,
    left: int = 0,
    numeric: Sequence[int] = (),
    stacked: Sequence[int] | None = None,
) -> str:
    """The first rows, the others behind a click; `left` more are said not to be sent at all."""
    markup = table(head, rows[:shown], numeric, stacked=stacked)
    rest = rows[shown:]
    if rest:
        body = table(head, rest, numeric, stacked=stacked)
        markup += (
            f'<details class="tq-more"><summary>{sentences.rest_rows(len(rest))}</summary>{body}</details>'
        )
    return markup + (f'<p class="lead">{sentences.rows_not_sent(left)}</p>' if left else "")


def more_link(what: str, count: int, name: str) -> str:
    """Something to click for the rest; it is sent only when asked for, to keep pages light."""
    if count <= 0:
        return ""
    return (
        f'<p style="margin-top:10px"><a href="#" role="button" data-go="{what}" '
        f'style="color:var(--accent);font-weight:600">Xem {count} {name}</a></p>'
    )


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
