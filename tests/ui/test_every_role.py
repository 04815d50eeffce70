"""Every page as every role and as a stranger, in a demonstration and in a real workspace: what each gets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import ROOT, markup, sign_in, views
from tracker.access.actor import ROLES
from tracker.ui import visitor
from tracker.ui.site import PAGES
from tracker.words import hand_in_texts, screen
from tracker.words import sign_in_texts as words
from tracker.workflow.workspace import shared_workspace

# What each gets of a page: open; turned (told that it is not theirs); in (told to sign in).
# Columns: stranger in a demonstration, stranger in a real workspace, viewer, reporter, reviewer, coordinator,
# administrator; whoever has signed in gets the same in both workspaces.
EVERYBODY_WHO_MAY_VIEW = "open in open open open open open"
TABLE = {
    "tong_quan": EVERYBODY_WHO_MAY_VIEW,
    "chi_tieu": EVERYBODY_WHO_MAY_VIEW,
    "so_sanh": EVERYBODY_WHO_MAY_VIEW,
    "don_vi": EVERYBODY_WHO_MAY_VIEW,
    "ky_bao_cao": EVERYBODY_WHO_MAY_VIEW,
    "nop_so_lieu": EVERYBODY_WHO_MAY_VIEW,
    "tham_dinh": "in in turned turned open open turned",
    "trinh_chieu": EVERYBODY_WHO_MAY_VIEW,
    "kiem_tra": EVERYBODY_WHO_MAY_VIEW,
    "tai_lieu_hop": "in in open open open open open",
    "ban_chot": EVERYBODY_WHO_MAY_VIEW,
    "viec_cua_toi": "in in open open open open open",
    "noi_dung": "in in turned turned open open open",  # this reporter has no unit
    "nhiem_vu": "in in open open open open open",
    "giai_trinh": "in in turned turned open open open",
    "nhat_ky": "in in turned turned turned open open",
    "phuong_phap": EVERYBODY_WHO_MAY_VIEW,
    "danh_muc": EVERYBODY_WHO_MAY_VIEW,
    "tai_khoan": "in in open open open open open",
    "quan_tri": "in in turned turned turned open open",
}
NAMES = [page.name for page in PAGES if page.file.exists()]
COLUMNS = ("stranger in a demonstration", "stranger", *ROLES)


def outcome(app: AppTest) -> str:
    text = markup(app)
    assert not app.exception and screen.PAGE_BROKEN not in text
    assert (text + views(app)).count("<h1") == 1
    if words.NEEDS_SIGN_IN in text:
        return "in"
    return "turned" if words.NOT_YOURS in text else "open"


def outcomes(app: AppTest) -> dict[str, str]:
    found = {}
    for name in NAMES:
        app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
        found[name] = outcome(app)
    return found


def expected(column: int) -> dict[str, str]:
    return {name: TABLE[name].split()[column] for name in NAMES}


def test_the_table_names_every_page() -> None:
    assert set(NAMES) == set(TABLE)
    assert {len(cells.split()) for cells in TABLE.values()} == {len(COLUMNS)}


@pytest.mark.parametrize("role", [None, *ROLES], ids=str)
@pytest.mark.parametrize("database", ["demo_database", "real_database"])
def test_every_page_gives_every_role_what_the_table_says(
    open_app, request: pytest.FixtureRequest, database: str, role: str | None
) -> None:
    app = open_app(request.getfixturevalue(database), role=role)
    column = COLUMNS.index(role) if role else int(database == "real_database")
    assert outcomes(app) == expected(column)


def test_viewing_is_public_where_a_setting_says_so(
    open_app, real_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_PUBLIC_VIEWING", "yes")
    assert outcomes(open_app(real_database, role=None)) == expected(0)


@pytest.mark.parametrize("role", ["viewer", "coordinator", "administrator"])
def test_the_menu_shows_what_may_be_opened(open_app, real_database: Path, role: str) -> None:
    open_app(real_database, role=role)
    actor = visitor.find_visitor()
    shown = {page.name for page in PAGES if page.file.exists() and visitor.may_open(actor, page)}
    assert shown == {name for name, what in expected(COLUMNS.index(role)).items() if what == "open"}


def test_a_session_that_ends_takes_the_page_with_it(open_app, real_database: Path) -> None:
    app = open_app(real_database, "quan_tri", "administrator")
    store, account = (
        shared_workspace().store,
        shared_workspace().store.find_account("login", "administrator-0-"),
    )
    assert account and outcome(app) == "open"
    store.revoke_sessions_of(account.id, "test", dt.datetime.now(dt.UTC))
    app.button(key="check_rollups").click().run()
    assert outcome(app) == "in"
    assert not app.success


OWN, OTHER = "02215", "02398"


@pytest.mark.parametrize(
    ("role", "unit", "may_hand_in", "may_see_hand_ins"),
    [
        (None, OWN, False, False),
        ("viewer", OWN, False, False),
        ("reporter", OWN, True, True),
        ("reporter", OTHER, False, False),
        ("reviewer", OTHER, False, True),
        ("coordinator", OTHER, True, True),
        ("administrator", OTHER, False, True),
    ],
)
def test_the_hand_in_page_takes_files_for_ones_own_units_alone(
    open_app,
    demo_database: Path,
    monkeypatch: pytest.MonkeyPatch,
    role: str | None,
    unit: str,
    may_hand_in: bool,
    may_see_hand_ins: bool,
) -> None:
    app = open_app(demo_database, role=None)
    if role:
        units = ((OWN, dt.date(2025, 7, 1)),) if role == "reporter" else ()
        token = sign_in(shared_workspace(), role, units)
        monkeypatch.setattr(visitor, "read_token", lambda: token)
    app.switch_page(str(ROOT / "pages" / "nop_so_lieu.py"))
    app.query_params["don-vi"] = unit
    app.query_params["ky"] = "2026"
    app.run()
    assert bool(app.get("file_uploader")) == may_hand_in
    assert (hand_in_texts.REFUSED in markup(app)) != may_hand_in
    assert (hand_in_texts.HISTORY_HEADING in markup(app)) == may_see_hand_ins
    assert ("người nộp" in views(app)) <= may_see_hand_ins
