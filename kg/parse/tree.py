"""The parse of a sentence: which phrase each phrase leans on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.analyse.phrase import Phrase
from kg.find.date import DateExpression
from kg.find.draft import Draft
from kg.model import Span


@dataclass(frozen=True)
class Tree:
    """A sentence's phrases, the head of each (-1 for the root), and which lean as equals (AとB、A、B).

    `drafts` and `dates` hold what each phrase names, by the phrase's index.
    """

    span: Span
    phrases: tuple[Phrase, ...]
    heads: tuple[int, ...]
    equals: frozenset[int]
    predicative: frozenset[int]
    drafts: tuple[tuple[Draft, ...], ...]
    dates: tuple[DateExpression | None, ...]
    noted: tuple[DateExpression | None, ...] = ()
    """Dates in brackets behind a phrase: 来日(10/27〜29)."""
    embedded: bool = False
    """Whether this is the inside of a quotation."""

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The phrases that lean on each phrase, from left to right."""
        out: list[list[int]] = [[] for _ in self.phrases]
        for i, h in enumerate(self.heads):
            if h >= 0:
                out[h].append(i)
        return tuple(tuple(c) for c in out)

    def group(self, i: int) -> tuple[int, ...]:
        """A phrase and its equals before it (A、BとC → A, B, C), from left to right."""
        if not self.equals or self.equals.isdisjoint(self.children[i]):
            return (i,)
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(c for c in self.children[at] if c in self.equals)
        return tuple(sorted(found))

    def leftmost(self, i: int) -> int:
        """The first phrase of the part of the sentence that leans on a phrase."""
        return self._leftmost[i]

    @cached_property
    def _leftmost(self) -> tuple[int, ...]:
        out: list[int] = []
        for i, children in enumerate(self.children):  # heads stand to the right: a child is known before its head
            out.append(out[children[0]] if children else i)
        return tuple(out)

    def chain(self, i: int) -> Iterator[int]:
        """The heads of a phrase, from the nearest to the root."""
        h = self.heads[i]
        while h >= 0:
            yield h
            h = self.heads[h]

    def stretch(self, i: int, first: int | None = None) -> Span:
        """The characters from the leftmost phrase under `i` (or from `first`) to the end of its content."""
        start = self.phrases[self.leftmost(i) if first is None else first].start
        return Span(start, self.phrases[i].span.end)
