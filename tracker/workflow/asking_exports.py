"""Ask for an output of a period: the right, the edition it is made from, and the job in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from pathlib import Path

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.core.period import Period
from tracker.words import export_texts as words
from tracker.workflow.export_jobs import ExportJobs, Job
from tracker.workflow.exports import ExportError, ExportRequest
from tracker.workflow.meeting import find_edition, gather
from tracker.workflow.settings import Settings
from tracker.workflow.workspace import Workspace

LONGEST_TEMPLATE = 20_000_000  # bytes


def ask_export(
    jobs: ExportJobs,
    workspace: Workspace,
    actor: Actor,
    period: Period,
    number: str | None,
    request: ExportRequest,
    at: dt.datetime,
) -> Job:
    """The job of an output of the edition `number` (see `find_edition`), there already or begun now.

    A draft is shared by whoever asks while the data stay the same. Raises NotAllowed, EditionError, ExportError.
    """
    require(actor, "export")
    edition = find_edition(workspace, period, number)
    source: Hashable = edition.id if edition else (str(period), workspace.store.revision())
    return jobs.ask((source, request), lambda: gather(workspace, period, at, edition), request)


def read_template(settings: Settings, named: Path | None = None) -> bytes | None:
    """The template of the slides that is named, else the province's where one is set; None for our own look.

    Raises ExportError when it cannot be read.
    """
    if not named and not settings.deck_template:
        return None
    path = named or Path(settings.deck_template)
    try:
        if path.stat().st_size > LONGEST_TEMPLATE:
            raise ExportError(words.TEMPLATE_TOO_LARGE.format(path=path.name))
        return path.read_bytes()
    except OSError as error:
        raise ExportError(words.NO_TEMPLATE.format(path=path.name)) from error
