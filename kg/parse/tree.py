"""The parse of a sentence: which phrase each phrase leans on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from kg.analyse.phrase import Phrase
from kg.find.date import DateExpression
from kg.find.draft import Draft
from kg.model import Span
from kg.value import value


@value(frozen=True, slots=True)
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

    children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    """The phrases that lean on each phrase, from left to right."""
    _leftmost: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: list[tuple[int, ...]] = [()] * len(self.heads)
        leftmost = list(range(len(self.heads)))
        for i, h in enumerate(self.heads):  # heads stand to the right: all that leans on a phrase is known before it
            if h >= 0:
                if not children[h]:
                    leftmost[h] = leftmost[i]
                children[h] += (i,)
        object.__setattr__(self, "children", tuple(children))
        object.__setattr__(self, "_leftmost", tuple(leftmost))

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
