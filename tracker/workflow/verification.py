"""Verify a file: which edition its stamp names, and whether it is byte for byte what that edition gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tracker import VERSION
from tracker.outputs.package import Stamp, hash_of, read_stamp
from tracker.workflow.asking_exports import read_template
from tracker.workflow.editions import Edition, list_editions
from tracker.workflow.exports import ExportRequest, Made
from tracker.workflow.workspace import Workspace

Outcome = Literal["no_stamp", "draft", "no_edition", "other_software", "unaltered", "altered"]
Remake = Callable[[Edition, ExportRequest], Made]


@dataclass(frozen=True)
class FileVerification:
    """What is known of a file; `edition` the one it names, `newer` the one of its round that took its place."""

    outcome: Outcome
    stamp: Stamp | None = None
    edition: Edition | None = None
    newer: Edition | None = None


def verify_file(workspace: Workspace, data: bytes, remake: Remake) -> FileVerification:
    """Make the output again that the file's stamp names, and compare. Raises ExportError, EditionError."""
    stamp = read_stamp(data)
    if stamp is None:
        return FileVerification("no_stamp")
    if stamp.edition is None:
        return FileVerification("draft", stamp)
    editions = list_editions(workspace.store)
    edition = next((one for one in editions if one.check_code == stamp.check_code), None)
    if edition is None:
        return FileVerification("no_edition", stamp)
    newest = next(one for one in editions if one.round_id == edition.round_id)
    newer = newest if newest.number > edition.number else None
    template = read_template(workspace.settings) if stamp.template else None
    if stamp.software != VERSION or stamp.template != hash_of(template):
        return FileVerification("other_software", stamp, edition, newer)
    request = ExportRequest(
        stamp.kind, stamp.unit, stamp.programme, stamp.variant, template, workspace.settings.url
    )
    is_same = remake(edition, request).data == data
    return FileVerification("unaltered" if is_same else "altered", stamp, edition, newer)
