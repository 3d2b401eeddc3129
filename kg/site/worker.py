"""A process that answers queries one after the other, and that can be ended."""

from __future__ import annotations

import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.keep.held import Held
from kg.site.evaluate import Job, Refusal, Reply, evaluate, out_of_memory
from kg.site.limits import Limits

_READY = "ready"
_START = 60.0
"""Seconds that a process may take to start on a busy machine."""
_ORPHAN = 1.0
"""Seconds beyond the time limit after which a worker ends itself: whoever should have ended it is gone."""


class Worker:
    """One process with the store open; it starts in the background."""

    def __init__(self, directory: Path, base: str | None, limits: Limits) -> None:
        self._limits = limits
        # A fork would copy the threads' locks of the server; a fresh interpreter copies nothing.
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, directory, base, limits), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, job: Job) -> Reply | Refusal:
        """The answer within the limits; a worker that went over one of them has ended."""
        if not self._started():
            self.end()
            return Refusal("busy", "no process to run the query could be started", fix="ask again in a moment")
        try:
            self._line.send(job)
            if self._line.poll(self._limits.seconds):
                answer: Reply | Refusal = self._line.recv()
                return answer
        except (EOFError, OSError):
            # The memory limit ends the process where the store asks for more.
            self.end()
            return out_of_memory(self._limits)
        self.end()
        return Refusal(
            "time",
            f"the query took longer than the {self._limits.seconds:g} s that it may",
            fix="ask for less at once: name a class or an actor, or use LIMIT; kg serve --time-limit gives more",
        )

    def end(self) -> None:
        """Ends the process at once."""
        self._process.kill()
        self._process.join()
        self._line.close()

    def _started(self) -> bool:
        with suppress(EOFError, OSError):
            if not self._ready and self._line.poll(_START):
                self._ready = self._line.recv() == _READY
        return self._ready


def _work(line: Connection, directory: Path, base: str | None, limits: Limits) -> None:
    """What the process does until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not os.environ.get("KG_DEBUG"):
        # What the allocator says as it gives up is for no reader.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    with suppress(EOFError, OSError, KgError):
        held = Held(directory)
        store = held.store
        evaluate(store, Job("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv", None), base, limits)
        _bound_memory(limits.memory)
        line.send(_READY)
        while True:
            job: Job = line.recv()
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + _ORPHAN)
            answer = evaluate(store, job, base, limits)
            line.send(answer)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if isinstance(answer, Refusal) and answer.reason == "memory":
                return


def _bound_memory(more: int) -> None:
    """Lets the process take so many bytes more than it has now, where the system tells what it has."""
    status = Path("/proc/self/statm")
    if status.exists():
        now = int(status.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
