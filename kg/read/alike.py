"""Which texts may hold the same, among more of them than can be compared with one another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from typing import Protocol
from zlib import crc32

_SHINGLE = 5
_PERMUTATIONS = 128
_ALIKE = 0.4
"""Share of common shingles from which two texts are compared: half of a text has half of its shingles."""
_CACHE = 32_000
"""KB of the index that are held in memory."""

_ALL = "SELECT at FROM bands WHERE band = ?"
_IN_TIME = f"{_ALL} AND day BETWEEN ? AND ? UNION ALL {_ALL} AND day = {{unknown}}"
_UNKNOWN = -1


class Candidates(Protocol):
    """Numbers of texts that were added and may hold the same as another; of several, some may be missed or too many."""

    def add(self, at: int, text: str, day: int | None) -> None:
        """Adds the text of this number; `day` is that of its publication."""

    def like(self, text: str, day: int | None) -> Iterable[int]:
        """The numbers, in ascending order."""


class Each:
    """Every text that was added: for a few."""

    def __init__(self) -> None:
        self._numbers: list[int] = []

    def add(self, at: int, text: str, day: int | None) -> None:
        self._numbers.append(at)

    def like(self, text: str, day: int | None) -> Iterable[int]:
        return self._numbers


class Index:
    """Those that share enough shingles by MinHash, published within some days of one another where that is known.

    The index lies in a database without a name, which the system keeps on disk as far as it is large. Bands are those
    of datasketch's MinHashLSH.
    """

    def __init__(self, days: int) -> None:
        from datasketch import MinHash, MinHashLSH

        self._days = days
        self._bands = MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS).hashranges
        self._empty = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=crc32)
        self._last: tuple[str, list[int]] = ("", [])
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("CREATE TABLE bands (band, day, at, PRIMARY KEY (band, day, at)) WITHOUT ROWID")

    def add(self, at: int, text: str, day: int | None) -> None:
        known = _UNKNOWN if day is None else day
        self._rows.executemany("INSERT INTO bands VALUES (?, ?, ?)", ((band, known, at) for band in self._of(text)))

    def like(self, text: str, day: int | None) -> Iterable[int]:
        found: set[int] = set()
        for band in self._of(text):
            if day is None:
                rows = self._rows.execute(_ALL, (band,))
            else:
                within = (band, day - self._days, day + self._days, band)
                rows = self._rows.execute(_IN_TIME.format(unknown=_UNKNOWN), within)
            found.update(at for (at,) in rows)
        return sorted(found)

    def _of(self, text: str) -> list[int]:
        """The text's bands, as numbers that the database can hold."""
        if self._last[0] != text:
            one = self._empty.copy()
            shingles = {text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1)}
            one.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(shingles)])
            parts = (b"%d:%b" % (start, one.hashvalues[start:end].tobytes()) for start, end in self._bands)
            self._last = text, [int.from_bytes(blake2b(part, digest_size=7).digest()) for part in parts]
        return self._last[1]
