"""What a reader takes and gives: a source of bytes; articles with their lines, drops, problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.errors import InputError
from kg.model import Article
from kg.read.decode import decode
from kg.read.wording import Wording


@dataclass(frozen=True)
class Source:
    """One file, page or feed as it was given; `place` is what a message calls it, `stem` what ids are made from."""

    place: str
    stem: str
    data: bytes
    url: str | None = None
    """The address that it was taken from, where that is known."""
    charset: str | None = None
    """The encoding that whoever sent it named."""

    @cached_property
    def text(self) -> str:
        """The characters of the file; an encoding that cannot be told is an InputError."""
        return decode(self.data, self.place, self.charset)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, which are LF, CRLF or CR; the separators of Unicode stay inside a line."""
        return tuple(self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that stood in the input and became no article, and why; `line` counts from 1."""

    file: str
    line: int | None
    text: str
    reason: str


def other_kind(place: str, name: str) -> Drop:
    """The drop for a file that no reader takes."""
    return Drop(place, None, name, "a kind of file that holds no articles")


@dataclass(frozen=True, slots=True)
class Found:
    """An article and where it starts."""

    article: Article
    file: str
    line: int
    addressed: bool = False
    """Whether its id was made from its address, so that another telling under the id is the same article."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Batch:
    """What one source gave, in its own order."""

    found: tuple[Found, ...] = ()
    drops: tuple[Drop, ...] = ()
    problems: tuple[InputError, ...] = ()

    @classmethod
    def of(cls, batches: Iterable[Batch]) -> Batch:
        """What several sources gave, one after the other."""
        found: list[Found] = []
        drops: list[Drop] = []
        problems: list[InputError] = []
        for batch in batches:
            found += batch.found
            drops += batch.drops
            problems += batch.problems
        return cls(tuple(found), tuple(drops), tuple(problems))


Reader = Callable[[Source, Wording], Batch]
"""Reads one source; what spoils all of it is raised as an InputError, what spoils a part is among the problems."""
