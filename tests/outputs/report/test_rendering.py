"""The report as LibreOffice lays it out: it opens, its pages are as many as they should be, nothing is an error."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path

import pytest

from tracker.outputs.report.report import make_report
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story


def render(data: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    (folder / "report.docx").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "report.docx")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "report.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


@pytest.fixture(scope="module")
def pages(half_year: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return render(half_year, tmp_path_factory.mktemp("half-year"))


def test_it_has_a_sane_number_of_pages(pages: list[str]) -> None:
    assert 20 <= len(pages) <= 40
    assert all(page.strip() for page in pages)


def test_every_page_carries_the_mark_and_all_but_the_first_of_each_part_its_number(
    pages: list[str], story: Story
) -> None:
    squeezed = [" ".join(page.split()) for page in pages]
    assert all(story.footnote in page for page in squeezed)
    heads = [next(line.strip() for line in page.splitlines() if line.strip()) for page in pages]
    numbers = [int(head) if head.isdigit() else 1 for head in heads]
    assert numbers[0] == 1
    for before, now in itertools.pairwise(numbers):
        assert now in (1, before + 1)
    assert numbers.count(1) == 6  # the report and its five annexes


def test_headings_are_numbered_and_no_field_is_broken(pages: list[str]) -> None:
    text = "\n".join(pages)
    assert re.search(r"^\s+I\. KẾT QUẢ THỰC HIỆN", text, re.MULTILINE)
    assert re.search(r"^\s+V\. ĐỀ XUẤT, KIẾN NGHỊ", text, re.MULTILINE)
    assert re.search(r"^\s+a\) So với mục tiêu và kế hoạch", text, re.MULTILINE)
    assert "Error" not in text and "not found" not in text


def test_repeated_heads_of_the_wide_table(pages: list[str]) -> None:
    wide = [page for page in pages if "Đơn vị" in page and "So sánh" in page]
    assert len(wide) >= 5  # a page of each annex and those that follow it


def test_a_draft_of_one_programme_opens_too(draft: Material, tmp_path: Path) -> None:
    pages = render(make_report(Story.of(draft, programme="CTXH")), tmp_path)
    assert 6 <= len(pages) <= 20
    assert all("DỰ THẢO, chưa ký" in " ".join(page.split()) for page in pages)
