"""A file as it is opened: bytes to be read once, under the name that tells their kind."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import IO, cast

from kg.errors import InputError
from kg.read.gunzip import Gunzip
from kg.read.limit import too_long
from kg.read.source import Source

_HEAD = 512
_GZIP = b"\x1f\x8b"
_TAR = {".tgz": ".tar"}


@dataclass(frozen=True, slots=True)
class Stream:
    """An open file; `place` is what a message calls it, `name` the file's own name, from which its kind is told."""

    place: str
    name: str
    file: io.BufferedReader

    @property
    def head(self) -> bytes:
        """The first bytes, which stay to be read."""
        return self.file.peek(_HEAD)[:_HEAD]

    @property
    def ending(self) -> str:
        return PurePath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        return PurePath(self.name).stem

    @property
    def broken(self) -> str | None:
        """What is wrong with the compressed data that were read so far."""
        return self.file.raw.broken if isinstance(self.file.raw, Gunzip) else None

    def unpacked(self) -> Stream:
        """The stream itself, or what is in it where it is gzipped: news.jsonl in news.jsonl.gz."""
        if not self.head.startswith(_GZIP):
            return self
        ending = self.ending
        name = self.name[: -len(ending)] if ending in (".gz", *_TAR) else self.name
        return replace(self, name=name + _TAR.get(ending, ""), file=buffered(Gunzip(self.file)))

    def whole(self, most: int, what: str, fix: str) -> Source:
        """All that is in it; more than `most` bytes, nothing at all and data that break off are an InputError."""
        source = self.part(most, what, fix)
        if self.broken:
            raise self.problem()
        return source

    def part(self, most: int, what: str, fix: str) -> Source:
        """All that can be read of it, also where the data break off."""
        data = self.file.read(most + 1)
        if len(data) > most:
            raise too_long(self.place, most, what, fix)
        if not data and not self.broken:
            raise InputError("the file is empty", file=self.place, expected="articles")
        return Source(self.place, self.stem, data)

    def problem(self, kept: str = "nothing of it was read") -> InputError:
        """The error that says that the compressed data are broken."""
        return InputError(
            self.broken or "the file is broken",
            file=self.place,
            found=kept,
            expected="a whole file",
            fix="fetch or pack the file again",
        )


def buffered(raw: io.RawIOBase | IO[bytes]) -> io.BufferedReader:
    """The reader with a buffer to look ahead in."""
    return raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", raw), 1 << 16)
