"""The commands that keep the workspace: make it, check its files, count again, measure it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tracker.catalogue.loader import CatalogueError, load_catalogue
from tracker.catalogue.reference import check_reference
from tracker.cli.options import Refused, now, refusing
from tracker.words.sign_in_texts import set_up_sentence
from tracker.workflow import workspace
from tracker.workflow.links import make_first_link
from tracker.workflow.settings import read_settings


@click.command()
@click.option("--demo", is_flag=True, help="Thêm số liệu minh họa, có ghi dấu ở mọi nơi.")
@refusing
def init(demo: bool) -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu; không có --demo thì xóa mọi số liệu minh họa."""
    settings = read_settings()
    with workspace.open_workspace(settings, create=True) as opened:
        workspace.initialise(opened, demo=demo, at=now(), by="command line")
        click.echo(workspace.describe(opened), err=True)
        link = make_first_link(opened, now())
    if link:
        click.echo(set_up_sentence(link.until), err=True)
        click.echo(link.url)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@refusing
def check(file: Path | None) -> None:
    """Kiểm tra indicators.yaml và data/reference; mọi lỗi kèm tệp và dòng."""
    settings = read_settings()
    mistakes: list[str] = []
    catalogue = None
    try:
        catalogue = load_catalogue(file or settings.catalogue)
    except CatalogueError as error:
        mistakes += [str(mistake) for mistake in error.mistakes]
    mistakes += [str(mistake) for mistake in check_reference(settings.reference, catalogue)]
    if mistakes:
        raise Refused("\n".join([*mistakes, f"Có {len(mistakes)} lỗi."]))
    click.echo("Danh mục và dữ liệu tham chiếu hợp lệ.", err=True)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Chỉ so, không tính lại.")
@refusing
def recount(only_check: bool) -> None:
    """So số cộng sẵn với phép cộng lại toàn bộ; không có --check thì tính lại."""
    with workspace.open_workspace(read_settings()) as opened:
        differences = opened.store.find_rollup_differences()
        if not only_check:
            opened.store.recount()
    click.echo(f"{len(differences)} dòng cộng sẵn khác phép cộng lại.", err=True)
    if len(differences):
        click.echo(differences.to_csv(index=False), nl=False)
        sys.exit(1 if only_check else 0)


@click.command()
@click.option("--large", default=10_000_000, show_default=True, help="Số quan sát của kho lớn.")
@click.option("--small", default=150_000, show_default=True, help="Số quan sát của kho nhỏ.")
@refusing
def bench(large: int, small: int) -> None:
    """Đo tốc độ của kho khi lớn lên, cạnh một phép quét thẳng; trang web đo bằng bench/pages.py."""
    from tracker.store.benchmark import measure_growth

    click.echo(json.dumps(measure_growth(small=small, large=large), ensure_ascii=False, indent=1))
