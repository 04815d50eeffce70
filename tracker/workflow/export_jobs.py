"""Outputs made in the background, in a process of their own: nobody's page waits, and ten who ask share one file."""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TimedOut
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from pebble import ProcessExpired, ProcessPool

from tracker.outputs.story.mark import EditionMark
from tracker.outputs.story.material import Material
from tracker.words import export_texts as words
from tracker.workflow.editions import EditionError
from tracker.workflow.exports import ExportError, ExportRequest, Kind, Made, make_output

State = Literal["waiting", "gathering", "making", "done", "failed"]
Source = Callable[[], tuple[bytes, EditionMark]]
Make = Callable[[bytes, EditionMark, ExportRequest], Made]
LIMIT = 600.0  # seconds that one output may take
MOST_WAITING = 20
KEPT_BYTES = 200_000_000
_log = logging.getLogger(__name__)


@dataclass
class Job:
    """One output that somebody asked for. Only ExportJobs changes it."""

    request: ExportRequest
    state: State = "waiting"
    made: Made | None = None
    error: str = ""  # a Vietnamese sentence
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        return self.over.is_set()


class ExportJobs:
    """A queue with one process behind it, started when the first output is asked for.

    `limit`: seconds that one output may take; then its process is ended and the next gets a new one.
    """

    def __init__(self, limit: float = LIMIT, make: Make | None = None) -> None:
        self._limit = limit
        self._make = make or make_in_process
        self._jobs: OrderedDict[Hashable, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._queue = ThreadPoolExecutor(1, "exports")
        self._spawn = multiprocessing.get_context("spawn")
        self._share = self._spawn.Value("d", 0.0)
        self._pool: ProcessPool | None = None

    def ask(self, key: Hashable, source: Source, request: ExportRequest) -> Job:
        """The job of this output: the one that is there already, else a new one at the end of the queue.

        `key` names edition (or state of the data) and request; `source` gathers the edition's bytes when its
        turn comes. Raises ExportError when too many wait.
        """
        with self._lock:
            known = self._jobs.get(key)
            if known and known.state != "failed":
                self._jobs.move_to_end(key)
                return known
            if sum(not job.is_over for job in self._jobs.values()) >= MOST_WAITING:
                raise ExportError(words.TOO_MANY)
            job = self._jobs[key] = Job(request)
            self._forget_oldest()
        self._queue.submit(self._run, job, source)
        return job

    def wait_for(self, key: Hashable, source: Source, request: ExportRequest) -> Made:
        """The output itself; raises ExportError when it cannot be made."""
        job = self.ask(key, source, request)
        job.over.wait()
        if job.made is None:
            raise ExportError(job.error)
        return job.made

    def share_of(self, job: Job) -> float:
        """How much of the output is made, from 0 to 1."""
        return {"done": 1.0, "making": float(self._share.value)}.get(job.state, 0.0)

    def close(self) -> None:
        self._queue.shutdown(cancel_futures=True)
        if self._pool:
            self._pool.stop()
            self._pool.join()

    def _run(self, job: Job, source: Source) -> None:
        try:
            job.state = "gathering"
            content, mark = source()
            self._share.value = 0.0
            job.state = "making"
            job.made = (
                self._process()
                .schedule(self._make, args=(content, mark, job.request), timeout=self._limit)
                .result()
            )
        except (ExportError, EditionError) as error:
            job.error = str(error)
        except TimedOut:
            job.error = words.TIMED_OUT
        except ProcessExpired:
            job.error = words.CRASHED
        except Exception:  # noqa: BLE001 - whatever a maker fails on, who asked is told and the log has the rest
            _log.exception("an output was not made")
            job.error = words.CRASHED
        job.state = "failed" if job.error else "done"
        job.over.set()

    def _process(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(1, context=self._spawn, initializer=_begin, initargs=(self._share,))
        return self._pool

    def _forget_oldest(self) -> None:
        """Drop finished outputs, the least recently asked for first, beyond the bytes that are kept."""
        kept = 0
        for key, job in reversed(list(self._jobs.items())):
            kept += len(job.made.data) if job.made else 0
            if job.is_over and kept > KEPT_BYTES:
                del self._jobs[key]


def shared_jobs(kind: Kind) -> ExportJobs:
    """The queue of this server process for a kind of output: images take minutes, so nobody waits behind them."""
    return _queue("images" if kind == "images" else "office")


@lru_cache(maxsize=2)
def _queue(name: str) -> ExportJobs:
    opened = ExportJobs()
    atexit.register(opened.close)
    return opened


def make_in_process(content: bytes, mark: EditionMark, request: ExportRequest) -> Made:
    """What the process behind the queue does; an edition that it has just read is not read again."""
    return make_output(_read(content, mark), request, _report)


_read = lru_cache(maxsize=2)(Material.read)
_shares: list[Any] = []


def _begin(share: Any) -> None:
    _shares[:] = [share]


def _report(share: float) -> None:
    for known in _shares:
        known.value = share
