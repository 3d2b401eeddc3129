"""Sorted texts, more of them than memory should hold: they lie on disk in sorted runs and are merged when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

_MOST = 1 << 16
"""Texts that are held before they become a run: some 30 MB of statements."""
_READ = 1 << 23
"""Bytes that are read ahead of all runs together, and at least of each."""
_LEAST = 1 << 12

Read = Callable[[int], bytes]
"""Gives the next bytes of a file, at most so many; none at its end."""


class Spill:
    """Texts without line ends that are given in any order and come back sorted, each once, as often as asked for.

    What is more than `most` goes to a file without a name in `folder` (by default that of the system), which the system
    takes away with this or with the process.
    """

    def __init__(self, folder: Path | None = None, most: int = _MOST) -> None:
        self.folder = folder
        self._most = most
        self._held: list[str] = []
        self._runs: list[tuple[int, int]] = []
        self._file: BinaryIO | None = None

    def extend(self, texts: Iterable[str]) -> None:
        """Adds the texts; quicker where they are sorted."""
        for part in [texts] if isinstance(texts, list) else batched(texts, self._most):
            self._held += part
            if len(self._held) >= self._most:
                self._write()

    def __iter__(self) -> Iterator[str]:
        if self._file is None:
            self._held = list(dict.fromkeys(sorted(self._held)))
            return iter(self._held)
        if self._held:
            self._write()
        return each_once(merged([self._run(*run) for run in self._runs]))

    def _write(self) -> None:
        if self._file is None:
            self._file = TemporaryFile(dir=self.folder)  # noqa: SIM115 - it closes with the Spill
        begun = self._file.seek(0, 2)
        held = dict.fromkeys(sorted(self._held))
        self._file.writelines("\n".join([*part, ""]).encode() for part in batched(held, 1024))
        self._runs.append((begun, self._file.tell()))
        self._held = []

    def _run(self, begun: int, end: int) -> Read:
        at = begun

        def read(size: int) -> bytes:
            nonlocal at
            assert self._file is not None  # there are runs
            self._file.seek(at)
            data = self._file.read(min(size, end - at))
            at += len(data)
            return data

        return read


def merged(sources: Sequence[Read]) -> Iterator[str]:
    """The lines of several files of sorted lines in UTF-8, sorted; what stands in several comes as often.

    A few lines of each are held at a time. Lines are sorted by code point, as their bytes are.
    """
    size = max(_LEAST, _READ // max(1, len(sources)))
    heads: list[tuple[list[str], int, Iterator[list[str]]]] = []
    for source in sources:
        blocks = _blocks(source, size)
        if first := next(blocks, None):
            heads.append((first, 0, blocks))
    while len(heads) > 1:
        bound = min(block[-1] for block, _, _ in heads)
        taken: list[str] = []
        left = []
        for block, at, blocks in heads:
            cut = bisect_right(block, bound, at)
            taken += block[at:cut]
            if cut < len(block):
                left.append((block, cut, blocks))
            elif following := next(blocks, None):
                left.append((following, 0, blocks))
        heads = left
        taken.sort()  # what is sorted in parts is sorted in one go over it
        yield from taken
    for block, at, blocks in heads:
        yield from block[at:]
        for following in blocks:
            yield from following


def batched(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    """The texts in lists of so many; the last may be shorter."""
    rest = iter(texts)
    while part := list(islice(rest, size)):
        yield part


def lines_of(file: Path) -> Iterator[str]:
    """The lines of a file in UTF-8, without line ends."""
    with file.open("rb") as opened:
        for block in _blocks(opened.read, _READ // 8):
            yield from block


def write_lines(file: Path, lines: Iterable[str]) -> None:
    """Writes the lines into the file, each with a line end."""
    with file.open("wb") as out:
        out.writelines("\n".join([*part, ""]).encode() for part in batched(lines, 1024))


def each_once(lines: Iterable[str]) -> Iterator[str]:
    """The sorted lines, each once."""
    last = None
    for line in lines:
        if line != last:
            yield line
        last = line


def _blocks(read: Read, size: int) -> Iterator[list[str]]:
    """The lines of a file in lists that are never empty; its last line may lack an end."""
    rest = b""
    while data := read(size):
        cut = data.rfind(b"\n") + 1
        if not cut:
            rest += data
            continue
        yield (rest + data[:cut]).decode().split("\n")[:-1]
        rest = data[cut:]
    if rest:
        yield [rest.decode()]
