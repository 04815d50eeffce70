"""Makers for the tests of the queue; each runs in the process behind it."""

from __future__ import annotations

import os
import signal
import time

from tracker.outputs.story.mark import EditionMark
from tracker.workflow.exports import ExportError, ExportRequest, Made


def make(content: bytes, mark: EditionMark, request: ExportRequest) -> Made:
    """What is asked for stands in the content."""
    match content:
        case b"hang":
            time.sleep(60)
        case b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"refuse":
            raise ExportError("Không có đơn vị này.")
        case b"fault":
            raise ZeroDivisionError("a secret of the log")
    return Made(content + b" " + str(os.getpid()).encode(), "x.pptx", "application/x")
