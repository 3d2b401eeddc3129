"""A finished build held for reading, and rdflib over its store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from weakref import finalize

import pyoxigraph as ox

from kg.errors import InputError
from kg.keep.lock import hold, steady
from kg.keep.publish import settle, unfinished
from kg.keep.store import GRAPH_NQ, STORE

if TYPE_CHECKING:
    from rdflib import Dataset

_TRIES, _PAUSE = 100, 0.05
"""How often, and every how many seconds, another process that finishes a publication is waited for."""
_HANDLES = Path("/proc/self/fd")
"""Where a system has it, what is open goes by a name there, wherever it is moved and when its own name is gone."""


def check_built(directory: Path) -> None:
    """An InputError where nothing was built in the folder."""
    settle(directory)
    if not (directory / GRAPH_NQ).exists():
        raise _nothing_built(directory)


class Held:
    """The build that was in the folder when it was held.

    Its parts are those of that build for as long as this lives, also where another build takes its place meanwhile.
    """

    def __init__(self, directory: Path) -> None:
        """An InputError where nothing was built in the folder."""
        self.directory = directory
        self._graph: int | None = None
        self._store: int | None = None
        for _ in range(_TRIES):
            if self._opened():
                return
            Event().wait(_PAUSE)
        raise InputError(
            "a build that has not wholly taken its place lies here",
            file=directory,
            fix="run the same once more as one who may write the folder, on a disk that has room",
        )

    def _opened(self) -> bool:
        settle(self.directory)
        try:
            with steady(self.directory):
                if unfinished(self.directory):
                    return False
                self._graph = self._let_go_later(os.open(self.directory / GRAPH_NQ, os.O_RDONLY))
                with suppress(FileNotFoundError):
                    self._store = self._let_go_later(hold(self.directory / STORE))
                return True
        except (FileNotFoundError, NotADirectoryError) as error:
            raise _nothing_built(self.directory) from error
        except OSError as error:
            raise InputError(
                "the graph cannot be read", file=self.directory, found=error.strerror or str(error)
            ) from error

    def _let_go_later(self, handle: int) -> int:
        finalize(self, os.close, handle)
        return handle

    @property
    def graph(self) -> Path:
        """The file of the build's N-Quads, under a name that is good while this lives."""
        return _named(self._graph, self.directory / GRAPH_NQ)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """No other build takes this one's place while the block runs; an InputError where one has."""
        with steady(self.directory):
            if self._graph is not None and not os.path.samestat(
                os.fstat(self._graph), (self.directory / GRAPH_NQ).stat()
            ):
                raise InputError(
                    "another build has taken the place of the one that was read",
                    file=self.directory,
                    fix="do it again with the folder as it is now, or name another file",
                )
            yield

    @cached_property
    def store(self) -> ox.Store:
        """The build's store, to read only, while this lives; an InputError where there is none."""
        if self._store is None:
            raise _nothing_built(self.directory)
        folder = _named(self._store, self.directory / STORE)
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            told = str(error).splitlines()[0].replace(str(folder), str(self.directory / STORE))
            raise InputError(
                "the store cannot be read", file=self.directory / STORE, found=told, fix="build the graph again"
            ) from error

    def dataset(self) -> Dataset:
        """An rdflib Dataset over the store, which keeps the build held; its default graph holds the union of all."""
        # rdflib takes a third of a second to load, which a build has no need to wait for.
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        over = OxigraphStore(store=self.store)
        finalize(over, _let_go, self)
        return Dataset(store=over)


def _let_go(_: Held) -> None:
    """What held on to the build is gone."""


def _named(handle: int | None, place: Path) -> Path:
    name = _HANDLES / str(handle)
    return name if name.exists() else place


def _nothing_built(directory: Path) -> InputError:
    return InputError("no graph was built here", file=directory, fix=f"kg build INPUT -o {directory}")
