"""Group commit: many callers, one writer, one flush to disk for all who waited meanwhile.

A caller hands in a job and sleeps until it is settled. The writer takes whatever has queued up while the last commit
was on its way to the disk, and commits that as one group; nobody waits for a group to fill.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Generic, Protocol, TypeVar

from paraph.errors import N_, StoreFailed


class Settled(Protocol):
    """A job whose ``done`` tells its caller how it ended."""

    @property
    def done(self) -> Future[Any]: ...


J = TypeVar("J", bound=Settled)

GROUP = 256
"""The most jobs that share one commit; a bound on how long the first of them waits for the last."""


class GroupWriter(Generic[J]):
    """Runs ``commit(jobs)`` in one thread, which begins with the first job.

    ``commit`` settles every job's ``done`` once its outcome is durable; what it raises settles those it left open.
    """

    def __init__(self, commit: Callable[[list[J]], None], group: int = GROUP) -> None:
        self._commit = commit
        self._group = group
        self._queue: SimpleQueue[J | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, job: J) -> None:
        """Queue a job; its ``done`` will be settled. Raises StoreFailed once the writer is closed."""
        with self._lock:
            if self._closed:
                raise StoreFailed(detail=N_("it has been closed"))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="ledger-writer", daemon=True)
                self._thread.start()
            self._queue.put(job)

    def close(self) -> None:
        """Commit what is queued, then stop. Safe to call twice."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            ending = self._gather(jobs)
            try:
                self._commit(jobs)
            except BaseException as error:  # whatever happens, no caller may sleep for ever
                for each in jobs:
                    if not each.done.done():
                        each.done.set_exception(error)
            if ending:
                return

    def _gather(self, jobs: list[J]) -> bool:
        """Take what is queued already; whether the end was among it (it is always the last)."""
        while len(jobs) < self._group:
            try:
                job = self._queue.get_nowait()
            except Empty:
                return False
            if job is None:
                return True
            jobs.append(job)
        return False
