"""The material of a meeting: the newest edition of a round, one that is named, or a draft taken now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tracker.core.local_time import local_time
from tracker.core.period import Period
from tracker.outputs.story.mark import EditionMark
from tracker.outputs.story.material import Material
from tracker.store.editions import Edition
from tracker.words import edition_texts as words
from tracker.workflow.editions import EditionError, list_editions, make_content, read_content
from tracker.workflow.round_facts import find_round

if TYPE_CHECKING:
    from tracker.workflow.workspace import Workspace

DRAFT = "du-thao"


def list_editions_of(workspace: Workspace, period: Period) -> list[Edition]:
    """The signed editions of a period, the newest first."""
    prefix = f"{period}/"
    return [one for one in list_editions(workspace.store) if one.short_number.startswith(prefix)]


def find_edition(workspace: Workspace, period: Period, number: str | None = None) -> Edition | None:
    """The edition of a period by its short number, else the newest; None when nothing was signed, or for DRAFT.

    Raises EditionError for a number that the period does not have.
    """
    if number == DRAFT:
        return None
    known = list_editions_of(workspace, period)
    if number is None:
        return next(iter(known), None)
    found = next((one for one in known if one.short_number == number), None)
    if found is None:
        raise EditionError(words.NO_SUCH_NUMBER.format(number=number))
    return found


def read_material(
    workspace: Workspace, period: Period, at: dt.datetime, number: str | None = None
) -> Material:
    """What outputs of the period are made from: see `find_edition`; without one a draft as it is `at` this moment.

    Raises EditionError.
    """
    return Material.read(*gather(workspace, period, at, find_edition(workspace, period, number)))


def gather(
    workspace: Workspace, period: Period, at: dt.datetime, edition: Edition | None
) -> tuple[bytes, EditionMark]:
    """The bytes and the mark of an edition; without one of a draft, which takes seconds. Raises EditionError."""
    if edition:
        return read_content(workspace.store, edition), mark_of(edition)
    content = make_content(workspace, find_round(workspace.store, workspace.catalogue, period))
    return content.content, EditionMark(None, content.check_code, local_time(at))


def mark_of(edition: Edition) -> EditionMark:
    return EditionMark(
        edition.short_number,
        edition.check_code,
        edition.signed_at,
        edition.signed_by,
        edition.document_number,
    )
