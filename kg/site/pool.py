"""The workers of a site: each runs one query at a time, and one that was ended is replaced."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from threading import Condition

from kg.site.evaluate import Job, Refusal, Reply
from kg.site.limits import Limits
from kg.site.worker import Worker


class Pool:
    """So many processes as the limits say, for the store of one folder."""

    def __init__(self, directory: Path, base: str | None, limits: Limits) -> None:
        self._directory, self._base, self._limits = directory, base, limits
        self._free = Condition()
        self._waiting = 0
        self._closed = False
        self._idle: deque[Worker] = deque(self._worker() for _ in range(limits.workers))

    def ask(self, job: Job) -> Reply | Refusal:
        """The answer of a free worker; a refusal where none gets free within the time that a query may run."""
        worker = self._take()
        if worker is None:
            return Refusal("busy", "too many queries at once", fix="ask again in a moment")
        try:
            return worker.ask(job)
        finally:
            self._give_back(worker)

    def close(self) -> None:
        """Ends the processes: those at work when they are done."""
        with self._free:
            self._closed = True
            while self._idle:
                self._idle.pop().end()
            self._free.notify_all()

    def _worker(self) -> Worker:
        return Worker(self._directory, self._base, self._limits)

    def _take(self) -> Worker | None:
        with self._free:
            if not self._idle and self._waiting >= self._limits.waiting:
                return None
            self._waiting += 1
            try:
                self._free.wait_for(lambda: self._idle or self._closed, timeout=self._limits.seconds + 1)
                return self._idle.pop() if self._idle else None
            finally:
                self._waiting -= 1

    def _give_back(self, worker: Worker) -> None:
        with self._free:
            if self._closed:
                worker.end()
            elif worker.alive:
                self._idle.append(worker)
            else:
                # It takes a moment to start: those that run are asked first.
                self._idle.appendleft(self._worker())
            self._free.notify()
