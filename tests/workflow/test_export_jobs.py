"""The queue behind the meeting documents: shared, bounded, and alive after a crash, a hang and a refusal."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator

import pytest

from tests.workflow.making import make
from tracker.outputs.story.mark import EditionMark
from tracker.words import export_texts as words
from tracker.workflow.editions import EditionError
from tracker.workflow.export_jobs import MOST_WAITING, ExportJobs, Source
from tracker.workflow.exports import ExportError, ExportRequest

MARK = EditionMark("2026-H1/1", "AAAAA-BBBBB", dt.datetime(2026, 6, 28, 16))
REQUEST = ExportRequest("deck")


@pytest.fixture
def jobs() -> Iterator[ExportJobs]:
    opened = ExportJobs(limit=2.0, make=make)
    yield opened
    opened.close()


def source(content: bytes) -> Source:
    return lambda: (content, MARK)


def test_it_is_made_in_a_process_of_its_own(jobs: ExportJobs) -> None:
    made = jobs.wait_for("a", source(b"deck"), REQUEST)
    assert made.data.startswith(b"deck ") and int(made.data.split()[1]) != os.getpid()
    assert jobs.share_of(jobs.ask("a", source(b"deck"), REQUEST)) == 1.0


def test_ten_who_ask_at_once_share_one_file(jobs: ExportJobs) -> None:
    asked: list[int] = []

    def gather() -> tuple[bytes, EditionMark]:
        asked.append(1)
        return b"deck", MARK

    found = []
    threads = [
        threading.Thread(target=lambda: found.append(jobs.wait_for("a", gather, REQUEST))) for _ in range(10)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(asked) == 1 and len({id(one) for one in found}) == 1 and len(found) == 10


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"hang", words.TIMED_OUT),
        (b"crash", words.CRASHED),
        (b"fault", words.CRASHED),
        (b"refuse", "Không có đơn vị này."),
    ],
)
def test_who_asked_is_told_and_the_next_is_served(jobs: ExportJobs, content: bytes, sentence: str) -> None:
    job = jobs.ask("bad", source(content), REQUEST)
    after = jobs.ask("good", source(b"deck"), REQUEST)
    assert job.over.wait(30) and after.over.wait(30)
    assert (job.state, job.error, job.made) == ("failed", sentence, None)
    assert after.made is not None
    again = jobs.ask("bad", source(b"deck"), REQUEST)
    assert again is not job and again.over.wait(30) and again.made


def test_an_edition_that_cannot_be_read_is_said(jobs: ExportJobs) -> None:
    def gone() -> tuple[bytes, EditionMark]:
        raise EditionError("Không còn tìm thấy tệp.")

    with pytest.raises(ExportError, match="Không còn tìm thấy tệp"):
        jobs.wait_for("a", gone, REQUEST)


def test_a_queue_that_is_full_says_so(jobs: ExportJobs) -> None:
    gate = threading.Event()

    def wait() -> tuple[bytes, EditionMark]:
        gate.wait(10)
        return b"deck", MARK

    for number in range(MOST_WAITING):
        jobs.ask(number, wait, REQUEST)
    with pytest.raises(ExportError, match="nhiều tệp chờ"):
        jobs.ask("one more", wait, REQUEST)
    gate.set()
