"""Turtle, TriG and N-Quads of a built graph."""

from __future__ import annotations

from collections.abc import Iterator

from kg.export.source import Source, lines_of
from kg.write import turtle as written


def turtle(source: Source, lean: bool) -> Iterator[str]:
    """The union of all graphs."""
    return (line + "\n" for line in written.turtle(lines_of(source, lean), source.base))


def trig(source: Source, lean: bool) -> Iterator[str]:
    """The default graph, then a graph an article."""
    return (line + "\n" for line in written.trig(lines_of(source, lean), source.base))


def nquads(source: Source, lean: bool) -> Iterator[str]:
    """Sorted N-Quads, as the build wrote them."""
    return (line + "\n" for line in lines_of(source, lean))
