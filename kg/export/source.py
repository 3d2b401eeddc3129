"""What the exports ask of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from kg.keep.events import Contents
from kg.ontology import KG, Ontology
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import statements


class Source(Protocol):
    """A built graph; `kg.graph.KnowledgeGraph` is one."""

    @property
    def ontology(self) -> Ontology: ...

    @property
    def base(self) -> str | None: ...

    @property
    def contents(self) -> Contents: ...

    def lines(self) -> Iterator[str]: ...


Exporter = Callable[[Source, bool], Iterator[str]]
"""Gives the export in pieces of text, line ends in them; the second argument asks for the lean form."""


def lines_of(source: Source, lean: bool) -> Iterator[str]:
    """The graph's N-Quads; of the lean form, the shortcuts with the types and labels of what they join."""
    return lean_lines(list(source.lines()), source.ontology) if lean else source.lines()


def lean_lines(lines: Iterable[str], ontology: Ontology) -> Iterator[str]:
    """The lines that are shortcuts, and the types and labels of the nodes that these join."""
    shortcuts = {f"<{KG}{name}>" for name in ontology.shortcuts}
    named = {f"<{RDF_TYPE}>", f"<{PREFIXES['rdfs']}label>"}
    found = [(line, s) for line, s in zip(lines, statements(lines), strict=True)]
    joined = {node for _, s in found if s.predicate in shortcuts for node in (s.subject, s.value)}
    for line, s in found:
        if s.predicate in shortcuts or (s.predicate in named and s.subject in joined):
            yield line
