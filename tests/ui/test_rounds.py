"""The board: its sentence, filters, files, what each role sees, and the coordinator's way of a round."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import markup, views
from tracker.catalogue.reference import MERGED_ON
from tracker.store import open_store
from tracker.store.accounts import NewAccount
from tracker.words import reminder_texts
from tracker.words import round_texts as words
from tracker.workflow.workspace import shared_workspace

UNIT = ("02215", MERGED_ON)


@pytest.fixture
def copy_of_demo(demo_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_database, tmp_path / "tracker.duckdb"))


@pytest.fixture
def copy_of_real(real_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(real_database, tmp_path / "tracker.duckdb"))


def sentence(app: AppTest) -> str:
    text = views(app)
    return text[text.index("<h1") : text.index("</h1>")]


def units(app: AppTest) -> int:
    return views(app).count('<tr data-go="')


def labels(app: AppTest) -> set[str]:
    """The labels of the popovers on the page, which hold what can be done."""
    return {str(block.proto.popover.label) for block in _blocks(app.main) if block.type == "popover"}


def _blocks(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        yield child
        yield from _blocks(child)


def day_of(app: AppTest, name: str) -> Any:
    """The field of a day in the form that changes it."""
    return next(one for one in app.date_input if one.key.startswith("change") and one.key.endswith(name))


def test_the_board_opens_with_the_open_round_and_a_sentence(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "ky_bao_cao")
    assert "Năm 2026: còn 23 ngày; 12/128 đơn vị đã nộp đủ" in sentence(app)
    assert "116 chưa nộp" in sentence(app)
    assert units(app) == 128
    assert "Hạn đơn vị nộp 15/12/2026" in views(app)


@pytest.mark.parametrize(
    ("period", "parts", "count"),
    [
        ("2026-H1", ("đã ký ngày 28/6/2026; 121/128 đơn vị đã nộp đủ", "14 trễ hạn", "7 không nộp"), 128),
        ("2024-H1", ("đã ký ngày 27/6/2024; 22/23 đơn vị đã nộp đủ", "1 không nộp"), 23),
    ],
)
def test_a_round_that_is_over_is_counted_when_it_was_shut(
    open_app, demo_database: Path, period: str, parts: tuple[str, ...], count: int
) -> None:
    app = open_app(demo_database, "ky_bao_cao", ky=period)
    assert all(part in sentence(app) for part in parts), sentence(app)
    assert units(app) == count


def test_filters_live_in_the_link(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "ky_bao_cao", ky="2026-H1", han="tre-han", cap="xa")
    assert units(app) == 14
    app.selectbox(key="huyen").select("Chiêm Hóa").run()
    assert 0 < units(app) < 14
    assert app.query_params["huyen"] in ("Chiêm Hóa", ["Chiêm Hóa"])
    app.selectbox(key="han").select("qua-han").run()
    assert units(app) + (words.NO_UNITS in markup(app)) > 0


def test_a_bad_link_is_named_and_the_page_is_whole(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "ky_bao_cao", ky="2099.7", han="<b>x", cap="?")
    text = markup(app)
    assert "2099.7" in text and "<b>x" not in text
    assert units(app) == 128


def test_the_late_are_listed_to_be_copied(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "ky_bao_cao", ky="2026-H1")
    (text,) = [block.value for block in app.code if "nộp trễ" in block.value]
    lines = text.splitlines()
    assert len(lines) == 1 + 7 + 14
    assert lines[1].startswith("1. Sở Tư pháp (mã STP): chưa nộp, quá hạn 13 ngày")
    assert "trễ 4 ngày" in lines[8]


def test_the_table_can_be_taken_away(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "ky_bao_cao")
    assert {words.DOWNLOAD_BOARD, words.DOWNLOAD_LIST} <= {
        one.proto.label for one in app.get("download_button")
    }


@pytest.mark.parametrize("role", ["reviewer", "viewer", "reporter", None])
def test_who_does_not_keep_rounds_only_looks(open_app, demo_database: Path, role: str | None) -> None:
    app = open_app(demo_database, "ky_bao_cao", role)
    assert "12/128" in sentence(app)
    assert labels(app) == set()
    assert "tai-ve/bieu" not in views(app)
    assert units(app) == (128 if role == "reviewer" else 0)
    assert (words.UNITS_HIDDEN_TITLE in markup(app)) is (role != "reviewer")


def test_a_workspace_without_rounds_says_so(open_app, real_database: Path) -> None:
    for role, offers in (("coordinator", {words.NEW}), ("reviewer", set())):
        app = open_app(real_database, "ky_bao_cao", role)
        assert words.NO_ROUND in sentence(app)
        assert labels(app) == offers


def test_a_round_goes_its_way_on_the_page(open_app, copy_of_real: Path) -> None:
    app = open_app(copy_of_real, "ky_bao_cao")
    assert app.text_input(key="new name annual 2026").value == "Năm 2026"
    app.button(key="add round").click().run()
    assert "Đã lập kỳ “Năm 2026”" in app.success[0].value
    assert "kỳ đang soạn, chưa mở" in sentence(app)
    assert {words.OPEN, words.CHANGE, words.NEW} == labels(app)
    app.button(key="open round go").click().run()
    assert "128 đơn vị" in app.success[0].value
    assert "0/128 đơn vị đã nộp đủ" in sentence(app)
    day_of(app, "units_due_on").set_value(dt.date(2026, 12, 20))
    app.button(key="change go").click().run()
    assert words.NEEDS_REASON in app.error[0].value
    app.text_input(key="change reason").set_value("Mưa lũ")
    app.button(key="change go").click().run()
    assert "còn 28 ngày" in sentence(app)
    app.button(key="close round go").click().run()
    assert "đã khóa ngày" in sentence(app)
    app.text_input(key="reopen reason").set_value("Nộp bổ sung")
    app.button(key="reopen go").click().run()
    assert {words.CLOSE, words.CHANGE, words.NEW, reminder_texts.REMIND} == labels(app)
    assert "Mưa lũ" in views(app)


@pytest.mark.parametrize("deed", ["change", "close"])
def test_of_two_coordinators_the_second_is_told(open_app, copy_of_demo: Path, deed: str) -> None:
    app = open_app(copy_of_demo, "ky_bao_cao")
    store = shared_workspace().store
    seen = next(one for one in store.list_rounds() if one.period == "2026")
    now = dt.datetime(2026, 11, 22)
    if deed == "change":
        store.change_round(
            seen, {"units_due_on": dt.date(2026, 12, 18)}, "Minh", now, kind="deadline_changed"
        )
        day_of(app, "units_due_on").set_value(dt.date(2026, 12, 28))
        app.text_input(key="change reason").set_value("của tôi")
        app.button(key="change go").click().run()
    else:
        store.record_round_event(seen.id, "closed", "Minh", now)
        app.button(key="close round go").click().run()
    assert "vừa được người khác" in app.error[0].value
    found = store.find_round(seen.id)
    assert (found.units_due_on.day, found.state_by) == (
        (18, found.state_by) if deed == "change" else (15, "Minh")
    )


def test_reminders_are_offered_as_text_without_a_mail_server(open_app, copy_of_demo: Path) -> None:
    with open_store(copy_of_demo) as store:
        account = NewAccount("a", "A", "reporter", "a@xa.example", units=(UNIT,))
        store.add_account(account, "Lan", dt.datetime(2026, 11, 22))
    app = open_app(copy_of_demo, "ky_bao_cao")
    assert reminder_texts.NO_MAIL_HELP in markup(app)
    texts = [block.value for block in app.code]
    assert any("116 đơn vị chưa nộp đủ" in text and "bản minh họa" in text for text in texts)
    assert "a@xa.example" in texts
    app.checkbox(key=next(one.key for one in app.checkbox if one.key.startswith("remind on"))).uncheck()
    app.button(key="save reminders").click().run()
    assert app.success[0].value == reminder_texts.SETTINGS_SAVED
    app.text_input(key=next(one.key for one in app.text_input if one.key.startswith("before"))).set_value(
        "một tuần"
    )
    app.button(key="save reminders").click().run()
    assert words.NO_REMIND_DAYS in app.error[0].value


def test_text_from_people_is_text(open_app, copy_of_demo: Path) -> None:
    with open_store(copy_of_demo) as store:
        seen = next(one for one in store.list_rounds() if one.period == "2026")
        change = {"name": "<script>x</script><b>Kỳ</b>"}
        reason = "<img src=x onerror=alert(1)>"
        store.change_round(
            seen, change, "<i>Minh</i>", dt.datetime(2026, 11, 22), kind="changed", reason=reason
        )
    app = open_app(copy_of_demo, "ky_bao_cao")
    text = views(app) + markup(app)
    assert "<script>" not in text and "<img src=x" not in text and "<i>Minh" not in text
    assert "&lt;script&gt;" in sentence(app)
