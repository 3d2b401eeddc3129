"""What programs get of a node: its statements, and the names of what they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from kg.export.jsonld import document
from kg.ontology import KG
from kg.site.shelf import ROLES, Shelf
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import Statement, statements
from kg.write.turtle import turtle

_NAMING = (PREFIXES["rdfs"] + "label", RDF_TYPE)
_PARTS = (KG + "evidence", KG + "mention")
_MOST = 10_000
"""So many statements that lead to a node are told with it."""


def describe(shelf: Shelf, iri: str) -> list[str]:
    """The lines of N-Quads, sorted, that tell of the node.

    Of an event with its sentences, of an article with all that its graph says, of an entity with the events that it has
    a role in; of what these name, the labels and classes.
    """
    kinds = shelf.kinds(iri)
    found = list(shelf.find(iri))
    if "Article" in kinds:
        found += shelf.said_in(iri)
    found += [s for part in _parts(shelf, found) for s in shelf.find(part)]
    found += islice((s for s in shelf.find(None, None, iri) if s.predicate[1:-1] in ROLES), _MOST)
    named = {term[1:-1] for s in found for term in (s.subject, s.value) if term.startswith("<")} - {iri}
    found += [s for node in named for name in _NAMING for s in shelf.find(node, name)]
    return sorted({_line(s) for s in found})


def _parts(shelf: Shelf, found: list[Statement]) -> Iterator[str]:
    """The sentences that the statements lead to, and the mentions in these."""
    sentences = sorted({s.value[1:-1] for s in found if s.predicate[1:-1] == _PARTS[0]})
    for sentence in sentences:
        yield sentence
        yield from sorted({s.value[1:-1] for s in shelf.find(sentence, _PARTS[1])})


def _line(statement: Statement) -> str:
    return " ".join(filter(None, (*statement, ".")))


def as_turtle(lines: list[str], base: str | None) -> str:
    return "\n".join(turtle(lines, base)) + "\n"


def as_jsonld(lines: list[str], base: str | None) -> str:
    return "".join(document(lines))


def as_ntriples(lines: list[str], base: str | None) -> str:
    return "\n".join(sorted({_line(Statement(*s[:3], None)) for s in statements(lines)})) + "\n"


WRITERS: Mapping[str, Callable[[list[str], str | None], str]] = {
    "text/turtle": as_turtle,
    "application/ld+json": as_jsonld,
    "application/n-triples": as_ntriples,
}
ENDINGS: Mapping[str, str] = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
}
