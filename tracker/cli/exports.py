"""The command that makes the outputs of a meeting: slides, report, annex and images of one edition."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.cli.options import PERIOD, Refused, now, refusing
from tracker.core.period import Period
from tracker.words import export_texts as words
from tracker.workflow import workspace
from tracker.workflow.asking_exports import read_template
from tracker.workflow.exports import KINDS, REPORT_VARIANTS, ExportRequest, Kind, make_output
from tracker.workflow.meeting import DRAFT, read_material
from tracker.workflow.settings import read_settings


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@PERIOD
@click.option("--unit", help="Mã đơn vị; mặc định là toàn tỉnh.")
@click.option("--programme", help="Mã chương trình; mặc định là mọi chương trình.")
@click.option(
    "--edition", help="Số bản chốt như 2026-H1/2; mặc định là bản mới nhất, chưa có thì là dự thảo."
)
@click.option("--draft", is_flag=True, help="Lấy bản dự thảo, kể cả khi đã có bản chốt.")
@click.option("--variant", type=click.Choice(REPORT_VARIANTS), help="Mẫu báo cáo; mặc định theo kỳ.")
@click.option(
    "--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Mẫu bản chiếu .pptx."
)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Tệp ghi ra."
)
@refusing
def export(
    kind: Kind,
    period: Period,
    unit: str | None,
    programme: str | None,
    edition: str | None,
    draft: bool,
    variant: str | None,
    template: Path | None,
    output: Path,
) -> None:
    """Tạo bản chiếu, báo cáo, phụ lục hoặc bộ biểu đồ của một kỳ từ một bản chốt."""
    settings = read_settings()
    layouts = read_template(settings, template) if kind == "deck" else None
    request = ExportRequest(kind, unit, programme, variant, layouts, settings.url)
    with workspace.open_workspace(settings) as opened:
        material = read_material(opened, period, now(), DRAFT if draft else edition)
    with click.progressbar(length=100, label=words.KIND_NAMES[kind], file=sys.stderr) as bar:
        made = make_output(material, request, lambda share: bar.update(round(100 * share) - bar.pos))
    try:
        output.write_bytes(made.data)
    except OSError as error:
        raise Refused(words.NOT_WRITTEN.format(path=output, why=error.strerror)) from error
    click.echo(words.WRITTEN.format(path=output, source=material.mark.words), err=True)
