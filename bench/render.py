"""Turns slides, reports, workbooks and PDF files into a picture per page: python bench/render.py FILE… --into FOLDER."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

OFFICE_FILES = (".pptx", ".docx", ".xlsx", ".odp", ".odt", ".ods")
_PATIENCE = 180  # seconds for one file


class RenderError(RuntimeError):
    """A file that could not be turned into pictures; the message says why."""


def render(path: Path, folder: Path, *, dots: int = 96) -> list[Path]:
    """One PNG per page of an office file or PDF, in the folder, in order: `name-01.png`, …

    The office files go through LibreOffice with a profile of its own, so that several may run at once.
    Raises RenderError.
    """
    suffix = path.suffix.lower()
    if suffix not in (*OFFICE_FILES, ".pdf"):
        raise RenderError(f"{path.name}: not one of {', '.join((*OFFICE_FILES, '.pdf'))}")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        printed = path if suffix == ".pdf" else print_pdf(path, Path(work))
        pages = Path(work) / "pages"
        pages.mkdir()
        _run([_program("pdftoppm"), "-png", "-r", str(dots), str(printed), str(pages / "page")])
        found = sorted(pages.glob("*.png"), key=_page_number)
        if not found:
            raise RenderError(f"{path.name}: no page")
        return [
            Path(shutil.move(one, folder / f"{path.stem}-{at:02}.png"))
            for at, one in enumerate(found, start=1)
        ]


def print_pdf(path: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it. Raises RenderError."""
    with tempfile.TemporaryDirectory() as profile:
        _run(
            [_program("soffice"), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
             "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
        )  # fmt: skip
    printed = folder / f"{path.stem}.pdf"
    if not printed.exists():
        raise RenderError(f"{path.name}: LibreOffice could not open it")
    return printed


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RenderError(f"{name} is not installed; tests/install-system-packages does that")
    return found


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, timeout=_PATIENCE)
    except subprocess.CalledProcessError as error:
        raise RenderError(error.stderr.strip() or str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise RenderError(f"{Path(command[0]).name}: no answer in {_PATIENCE} s") from error


def _page_number(path: Path) -> int:
    return int(re.findall(r"\d+", path.stem)[-1])


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--into", "folder", default=Path("rendered"), show_default=True, type=click.Path(path_type=Path)
)
@click.option("--dots", default=96, show_default=True, help="Dots per inch.")
def main(files: tuple[Path, ...], folder: Path, dots: int) -> None:
    """Render FILES and print where each picture lies."""
    for path in files:
        try:
            for picture in render(path, folder, dots=dots):
                click.echo(picture)
        except RenderError as error:
            click.echo(f"{path}: {error}", err=True)
            sys.exit(1)


if __name__ == "__main__":
    main()
