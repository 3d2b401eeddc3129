"""What an endpoint has acknowledged: each graph with the digest of what was sent, kept beside the built graph.

Where it is lost, all is sent again, which changes nothing there. It is a file of SQLite, so that a push that is killed
leaves it whole, and two pushes of one folder do not mix.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import InputError

FILE = ".pushed.sqlite"

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS acknowledged (
    endpoint TEXT NOT NULL, graph TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (endpoint, graph)
) WITHOUT ROWID;
CREATE TEMP TABLE present (graph TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Record:
    """The record of one endpoint; a context manager that holds the folder's record for one push."""

    def __init__(self, folder: Path, endpoint: str) -> None:
        """An InputError where another push is under way or the folder cannot be written."""
        self._endpoint = endpoint
        try:
            self._file = sqlite3.connect(folder / FILE, timeout=0, isolation_level=None)
            # In this mode the first statement takes the file for this process alone, and SQLite keeps no shared memory.
            self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._file.executescript(_TABLES)
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise _unusable(folder / FILE, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def forget(self) -> None:
        """As if nothing had been sent, but for what has to be deleted where it is no more."""
        self._file.execute("UPDATE acknowledged SET digest = '' WHERE endpoint = ?", (self._endpoint,))

    def holds(self, graph: str, digest: str) -> bool:
        """Whether the endpoint has the graph as it is; from now on it counts as present here."""
        self._file.execute("INSERT OR IGNORE INTO present VALUES (?)", (graph,))
        query = "SELECT 1 FROM acknowledged WHERE endpoint = ? AND graph = ? AND digest = ?"
        return self._file.execute(query, (self._endpoint, graph, digest)).fetchone() is not None

    def sent(self, graph: str, digest: str) -> None:
        self._file.execute("INSERT OR REPLACE INTO acknowledged VALUES (?, ?, ?)", (self._endpoint, graph, digest))

    def absent(self) -> Iterator[str]:
        """The graphs that the endpoint has and that were not asked for, sorted."""
        query = """SELECT graph FROM acknowledged WHERE endpoint = ? AND graph NOT IN (SELECT graph FROM present)
                   ORDER BY graph"""
        yield from (str(row[0]) for row in self._file.execute(query, (self._endpoint,)).fetchall())

    def deleted(self, graph: str) -> None:
        self._file.execute("DELETE FROM acknowledged WHERE endpoint = ? AND graph = ?", (self._endpoint, graph))


def _unusable(file: Path, error: sqlite3.DatabaseError) -> InputError:
    if "locked" in str(error):
        return InputError("another push of this folder is under way", file=file, fix="wait until it ends")
    return InputError(
        "the record of what was sent cannot be kept",
        file=file,
        found=str(error),
        fix="see that the folder can be written; without the record all is sent again, which does no harm",
    )
