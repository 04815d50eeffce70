"""The pages of a meeting: documents made and fetched, a file verified, the presentation's link."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import markup, views
from tracker.words import export_texts as words
from tracker.words import presentation_texts
from tracker.words import verification_texts as verification
from tracker.workflow.exports import KINDS


def shown(app: AppTest) -> str:
    return markup(app) + views(app)


@pytest.fixture
def documents(open_app, demo_database: Path) -> AppTest:
    return open_app(demo_database, "tai_lieu_hop", "viewer", ky="2026-H1", don_vi="SYT")


def test_a_document_is_made_in_the_background_and_fetched(documents: AppTest) -> None:
    text = shown(documents)
    assert "Bản chốt 2026-H1/2" in text and "Sở Y tế" in text
    assert all(words.KIND_NAMES[kind] in text for kind in KINDS)
    app = documents.button(key="make annex").click().run()
    (job,) = app.session_state["exports asked"].values()
    assert job.over.wait(120) and job.error == ""
    app.run()
    (fetch,) = app.get("download_button")
    assert "phu-luc-2026-H1-2-syt.xlsx" in fetch.proto.label
    assert app.button(key="make annex").label == words.MAKE_AGAIN


def test_the_links_choices_are_those_of_the_period(documents: AppTest) -> None:
    assert documents.selectbox(key="ban").options[0].startswith("Bản 2026-H1/2")
    assert documents.selectbox(key="ban").options[-1] == words.DRAFT_CHOICE
    documents.selectbox(key="ky").set_value("2026").run()
    assert documents.selectbox(key="ban").options == [words.DRAFT_CHOICE]


def test_what_cannot_be_made_is_said_beside_it(documents: AppTest) -> None:
    app = documents.selectbox(key="mau-bao-cao").set_value("evaluation").run()
    app = app.button(key="make report").click().run()
    (job,) = app.session_state["exports asked"].values()
    assert job.over.wait(120)
    assert "giảm nghèo" in app.run().error[0].value


def test_a_file_of_nobody_is_not_vouched_for(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "kiem_tra", "coordinator")
    app = app.get("file_uploader")[0].set_value(("x.docx", b"PK nothing", "application/x")).run()
    assert app.warning[0].value == verification.NO_STAMP


@pytest.mark.parametrize("role", [None, "viewer"])
def test_who_may_not_hand_in_verifies_codes_alone(open_app, demo_database: Path, role: str | None) -> None:
    app = open_app(demo_database, "kiem_tra", role)
    assert app.text_input(key="code") and not app.get("file_uploader")


def test_the_presentation_opens_where_the_link_says(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "trinh_chieu", None, ky="2026-H1", trang="2", chuong_trinh="CTXH")
    assert "Công tác xã hội 2021–2030" in shown(app)
    assert "Giảm nghèo bền vững 2026–2030" not in shown(app)
    assert "Bản chốt 2026-H1/2" in shown(app)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"ban": "2026-H1/99"}, "2026-H1/99"),
        ({"don_vi": "<b>x"}, presentation_texts.NOT_IN_EDITION),
        ({"ky": "2025", "ban": "du-thao"}, "Cần đăng nhập"),
    ],
)
def test_a_presentation_that_cannot_be_shown(
    open_app, demo_database: Path, link: dict[str, str], sentence: str
) -> None:
    app = open_app(demo_database, "trinh_chieu", None, **({"ky": "2026-H1"} | link))
    assert sentence in markup(app) and "<b>x" not in markup(app)
