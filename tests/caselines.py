"""Files of cases, one a line or one a block: what the tests of the reading engine share.

A `#` at the start of a line begins a comment, an empty line says nothing. In a file of blocks the lines behind a case
that are indented belong to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Case:
    """A line of a file of cases, and the indented lines behind it."""

    place: str
    """dates.txt:12"""
    line: str
    below: tuple[str, ...] = ()
    published: str | None = None
    """The ISO date of the article, where the cases are articles."""

    def fields(self, count: int) -> tuple[str, ...]:
        """The parts of the line between its bars, outer white space left out."""
        parts = tuple(part.strip() for part in self.line.split("|"))
        assert len(parts) == count, f"{self.place} has {len(parts)} parts, and should have {count}"
        return parts


def cases(file: Path) -> tuple[Case, ...]:
    """The cases of a file, in its order."""
    return tuple(_cases(file))


def _cases(file: Path) -> Iterator[Case]:
    head: tuple[int, str] | None = None
    below: list[str] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            below.append(line.strip())
            continue
        if head:
            yield Case(f"{file.name}:{head[0]}", head[1], tuple(below))
        head, below = (number, line.rstrip()), []
    if head:
        yield Case(f"{file.name}:{head[0]}", head[1], tuple(below))


def each(collected: tuple[Case, ...]) -> pytest.MarkDecorator:
    """One test a case, named by its place."""
    return pytest.mark.parametrize("case", collected, ids=[case.place for case in collected])
