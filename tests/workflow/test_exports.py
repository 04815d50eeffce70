"""One edition, four outputs: the same bytes twice, names, refusals; and a file that says where it comes from."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fresh_workspaces import TODAY, FreshWorkspaces
from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed
from tracker.core.period import Period
from tracker.outputs.package import read_stamp, stamp
from tracker.outputs.story.material import Material
from tracker.workflow.asking_exports import ask_export, read_template
from tracker.workflow.editions import Edition, EditionError
from tracker.workflow.export_jobs import ExportJobs
from tracker.workflow.exports import ExportError, ExportRequest, Kind, Made, make_output
from tracker.workflow.meeting import DRAFT, find_edition, read_material
from tracker.workflow.settings import read_settings
from tracker.workflow.verification import verify_file
from tracker.workflow.workspace import Workspace, open_workspace

H1 = Period.parse("2026-H1")
AT = dt.datetime(2026, 11, 22, 8)
OFFICE: tuple[Kind, ...] = ("deck", "report", "annex")


@pytest.fixture(scope="module")
def workspace(
    fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    database = fresh_workspaces.copy(tmp_path_factory.mktemp("exports"), demo=True)
    with open_workspace(read_settings({"TRACKER_DATABASE": str(database), "TRACKER_TODAY": TODAY})) as opened:
        yield opened


@pytest.fixture(scope="module")
def material(workspace: Workspace) -> Material:
    return read_material(workspace, H1, AT)


@pytest.fixture(scope="module")
def made(material: Material) -> dict[Kind, Made]:
    return {kind: make_output(material, ExportRequest(kind)) for kind in OFFICE}


@pytest.mark.parametrize("kind", OFFICE)
def test_the_same_edition_gives_the_same_bytes(
    workspace: Workspace, made: dict[Kind, Made], kind: Kind
) -> None:
    again = make_output(read_material(workspace, H1, dt.datetime(2027, 1, 1)), ExportRequest(kind))
    assert again.data == made[kind].data


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("deck", "ban-chieu-2026-H1-2.pptx"),
        ("report", "bao-cao-2026-H1-2.docx"),
        ("annex", "phu-luc-2026-H1-2.xlsx"),
    ],
)
def test_a_file_says_what_it_is_and_of_which_edition(
    material: Material, made: dict[Kind, Made], kind: Kind, name: str
) -> None:
    assert made[kind].file_name == name
    found = read_stamp(made[kind].data)
    assert found and (found.kind, found.edition, found.check_code) == (
        kind,
        "2026-H1/2",
        material.mark.check_code,
    )


def test_progress_only_rises(material: Material) -> None:
    for kind in OFFICE:
        shares: list[float] = []
        make_output(material, ExportRequest(kind, unit="02215"), shares.append)
        assert shares and shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 1, kind


@pytest.mark.parametrize(
    "asked",
    [
        ExportRequest("deck", unit="khong-co"),
        ExportRequest("annex", programme="khong-co"),
        ExportRequest("report", variant="monitoring"),  # of both programmes
        ExportRequest("deck", template=b"PK\x03\x04 no slides"),
    ],
    ids=["unit", "programme", "variant", "template"],
)
def test_what_cannot_be_made_is_said(material: Material, asked: ExportRequest) -> None:
    with pytest.raises(ExportError) as refused:
        make_output(material, asked)
    assert str(refused.value).endswith(".")


def test_a_number_that_was_never_signed(workspace: Workspace) -> None:
    with pytest.raises(EditionError, match="2026-H1/9"):
        read_material(workspace, H1, AT, "2026-H1/9")


def test_the_template_of_the_settings(workspace: Workspace, tmp_path: Path) -> None:
    assert read_template(workspace.settings) is None
    with pytest.raises(ExportError, match="mau"):
        read_template(replace(workspace.settings, deck_template=str(tmp_path / "mau.pptx")))
    (tmp_path / "mau.pptx").write_bytes(b"x")
    assert read_template(workspace.settings, tmp_path / "mau.pptx") == b"x"


def test_whoever_has_not_signed_in_makes_none(workspace: Workspace) -> None:
    jobs = ExportJobs()
    stranger = Actor(None, "", may_view=True)
    with pytest.raises(NotAllowed):
        ask_export(jobs, workspace, stranger, H1, None, ExportRequest("deck"), AT)
    jobs.close()


def test_a_draft_is_shared_until_the_data_change(workspace: Workspace) -> None:
    jobs = ExportJobs(make=_nothing)
    asked = (workspace, Actor("viewer", "Lan"), H1, DRAFT, ExportRequest("deck"))
    first = ask_export(jobs, *asked, AT)
    assert ask_export(jobs, *asked, AT + dt.timedelta(hours=1)) is first
    assert first.over.wait(60) and first.made
    signed = ask_export(jobs, workspace, Actor("viewer", "Lan"), H1, None, ExportRequest("deck"), AT)
    assert signed is not first
    jobs.close()


def _nothing(content: bytes, mark: object, request: ExportRequest) -> Made:
    return Made(b"", "", "")


def remake(workspace: Workspace):
    def make(edition: Edition, request: ExportRequest) -> Made:
        return make_output(read_material(workspace, H1, AT, edition.short_number), request)

    return make


def edited(data: bytes) -> bytes:
    """The file as somebody saves it who changed one number."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"2026", b"2027", 1) if name.endswith("document.xml") else part)
    return stream.getvalue()


def test_a_file_is_verified_byte_for_byte(workspace: Workspace, made: dict[Kind, Made]) -> None:
    for kind in OFFICE:
        found = verify_file(workspace, made[kind].data, remake(workspace))
        assert (found.outcome, found.newer) == ("unaltered", None), kind
        assert found.edition and found.edition.short_number == "2026-H1/2"
    assert verify_file(workspace, edited(made["report"].data), remake(workspace)).outcome == "altered"


def test_a_file_of_an_edition_that_was_replaced(workspace: Workspace) -> None:
    old = make_output(read_material(workspace, H1, AT, "2026-H1/1"), ExportRequest("annex", unit="02215"))
    found = verify_file(workspace, old.data, remake(workspace))
    assert found.outcome == "unaltered" and found.newer and found.newer.short_number == "2026-H1/2"


def test_what_cannot_be_verified_is_told_apart(workspace: Workspace, made: dict[Kind, Made]) -> None:
    data = made["report"].data
    known = read_stamp(data)
    assert known
    outcomes = {
        "no_stamp": b"PK no archive",
        "draft": stamp(data, replace(known, edition=None)),
        "no_edition": stamp(data, replace(known, check_code="AAAAA-AAAAA")),
        "other_software": stamp(data, replace(known, software="0.0.0")),
    }
    for outcome, sent in outcomes.items():
        assert verify_file(workspace, sent, remake(workspace)).outcome == outcome
    assert find_edition(workspace, H1)
