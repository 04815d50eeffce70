"""One figure's history on screen: opened from the indicator page, with everything that was ever said of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.ui.conftest import views
from tests.workflow.tables import table
from tracker.access.actor import at_console
from tracker.core.period import Period
from tracker.ui.components.history_table import history_link, history_table, read_history_link
from tracker.words import hand_in_texts, history_texts
from tracker.workflow import handing_in
from tracker.workflow.figure_history import FigureKey, find_figure_history
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace, initialise, open_workspace

AT = dt.datetime(2026, 6, 12, 9, 30)
KEY = FigureKey("GN-11", "074", "2024", "actual")


@pytest.fixture
def workspace(tmp_path: Path):
    with open_workspace(
        read_settings({"TRACKER_DATABASE": str(tmp_path / "t.duckdb")}), create=True
    ) as opened:
        initialise(opened, demo=False, at=AT, by="test")
        yield opened


def hand_in(workspace: Workspace, value: object, by: str, unit: str = "074", withdraw: bool = False) -> str:
    receipt = handing_in.receive(
        workspace.store, workspace.catalogue, workspace.reference,
        table(("074", "GN-11", "2024", value), ("074", "CTXH-03", "2024", 5)), "bảng <b>1</b>.csv", unit, "2024",
    )  # fmt: skip
    return handing_in.commit(workspace.store, receipt, at_console(by), "đã <i>đối chiếu</i>", AT, withdraw)


def shown(workspace: Workspace) -> str:
    rows = find_figure_history(
        workspace.store,
        workspace.catalogue,
        workspace.reference,
        *KEY[:2],
        Period.parse(KEY.period),
        KEY.measure,
    )
    one = next(one for one in workspace.catalogue.indicators if one.code == KEY.indicator_code)
    return history_table(rows, one, workspace.catalogue)


def test_who_when_which_file_and_cell_and_why(workspace: Workspace) -> None:
    assert history_texts.NOTHING in shown(workspace)
    hand_in(workspace, 200, "An", unit="08")
    later = hand_in(workspace, 210, "Bình <x>")
    handing_in.undo(workspace.store, later, at_console("Chi"), AT, "nộp nhầm")
    hand_in(workspace, "…", "Dung", unit="08", withdraw=True)
    text = shown(workspace)
    assert "Đã ghi 3 lần, hiện không có số nào được dùng." in text
    assert text.index("Dung") < text.index("Bình &lt;x&gt;") < text.index("An, Tỉnh Tuyên Quang (trước")
    assert "bảng &lt;b&gt;1&lt;/b&gt;.csv<small>ô I2 · CSV, nộp cho năm 2024</small>" in text
    assert "Hoàn tác 12/6/2026, 09:30, Chi: nộp nhầm" in text
    assert "đã &lt;i&gt;đối chiếu&lt;/i&gt;" in text and "<i>" not in text
    assert f"<b>{history_texts.WITHDRAWN}</b>" in text and "<b>210 hộ</b>" in text
    assert {word for word in hand_in_texts.STATE_WORDS.values() if word in text} == {
        "đang dùng",
        "đã bị thay",
        "đã hoàn tác",
    }


def test_a_link_leads_to_its_figure() -> None:
    link = history_link(KEY)
    go = link.split('data-go="')[1].split('"')[0]
    assert read_history_link(go) == KEY
    assert [read_history_link(other) for other in (None, "", "all sources", "history|GN-11")] == [None] * 4


def test_the_indicator_page_opens_it(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "chi_tieu", ma="GN-01", ky="2022", dia_ban="TQ_OLD")
    assert "Đã ghi" not in views(app)  # nothing is asked before it is opened
    app.button(key="history").click().run()
    assert not app.exception
    assert "Tỷ lệ hộ nghèo, Tỉnh Tuyên Quang (trước 01/7/2025), năm 2022, thực hiện" in views(app)
    assert "Đã ghi 1 lần, đang dùng 18,90 %." in views(app)
    unit = next(box for box in app.selectbox if box.label == history_texts.UNIT)
    assert len(unit.options) == 8  # the province and its districts
    assert unit.value == "08"


def test_a_derived_indicator_shows_what_it_is_made_of(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "chi_tieu", ma="GN-02", ky="2022", dia_ban="TQ_OLD")
    app.button(key="history").click().run()
    assert not app.exception
    assert "Tỷ lệ hộ nghèo, Tỉnh Tuyên Quang" in views(app)
