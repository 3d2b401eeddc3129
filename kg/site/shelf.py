"""The store as the pages look things up in it: by node, without SPARQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.keep.event import ArticleView
from kg.keep.events import FILLED_ROLES, Contents, contents_of
from kg.ontology import KG, Ontology
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import Statement, base_of, literal_parts

EVERYTHING = ox.DefaultGraph()
"""The union of all articles."""
ROLES = frozenset(KG + role for role in (*FILLED_ROLES, "claimedBy"))

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_TYPE = ox.NamedNode(RDF_TYPE)


class Shelf:
    """The statements of one store."""

    def __init__(self, store: ox.Store, ontology: Ontology) -> None:
        self._store, self._ontology = store, ontology

    @property
    def base(self) -> str | None:
        """What the graph's IRIs stand under; None of an empty graph."""
        return base_of(self.find(None, RDF_TYPE, KG + "Article"))

    def find(self, subject: str | None, predicate: str | None = None, value: str | None = None) -> Iterator[Statement]:
        """The statements of the union that fit; `value` is an IRI."""
        found = self._store.quads_for_pattern(_node(subject), _node(predicate), _node(value), EVERYTHING)
        return map(_statement, found)

    def holds(self, iri: str) -> bool:
        """Whether anything is said of the node, or the node is said of anything."""
        return any(True for _ in self.find(iri)) or any(True for _ in self.find(None, None, iri))

    def text(self, iri: str, predicate: str, language: str | None = None) -> str | None:
        """The first text of the property, in the language where one is named."""
        parts = (literal_parts(s.value) for s in self.find(iri, predicate))
        return min((p.text for p in parts if p and (language is None or p.language == language)), default=None)

    def label(self, iri: str, language: str = "ja") -> str | None:
        """The node's label in the language, or in another where it has none."""
        return self.text(iri, _LABEL.value, language) or self.text(iri, _LABEL.value)

    def kinds(self, iri: str) -> tuple[str, ...]:
        """The local names of the node's classes that are the ontology's, sorted."""
        found = (s.value[1:-1] for s in self.find(iri, RDF_TYPE))
        return tuple(sorted(c[len(KG) :] for c in found if c.startswith(KG)))

    def of_class(self, name: str) -> Iterator[str]:
        """The IRIs of the nodes of the class."""
        return (s.subject[1:-1] for s in self.find(None, RDF_TYPE, KG + name))

    def class_counts(self) -> Counter[str]:
        """Local name of each of the ontology's classes to the number of its nodes."""
        found = self._store.quads_for_pattern(None, _TYPE, None, EVERYTHING)
        values = (q.object.value for q in found if isinstance(q.object, ox.NamedNode))
        return Counter(value[len(KG) :] for value in values if value.startswith(KG))

    def events_with(self, iri: str) -> list[str]:
        """The IRIs of the events in which the node has a role or on whose word they are told, sorted."""
        return sorted({s.subject[1:-1] for s in self.find(None, None, iri) if s.predicate[1:-1] in ROLES})

    def events_in(self, article: str) -> list[str]:
        """The IRIs of the events that the article tells of, sorted."""
        status = ox.NamedNode(KG + "status")
        found = self._store.quads_for_pattern(None, status, None, ox.NamedNode(article))
        return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})

    def said_in(self, article: str) -> list[Statement]:
        """The statements of the article's own graph."""
        return [_statement(q) for q in self._store.quads_for_pattern(None, None, None, ox.NamedNode(article))]

    def views(self, events: Sequence[str]) -> Contents:
        """The events with their reports, and the entities and articles that they name."""
        return contents_of(self._around(events), self._ontology)

    def articles(self, iris: Iterable[str]) -> tuple[ArticleView, ...]:
        """The articles of these IRIs, by id."""
        return contents_of((s for iri in iris for s in self.find(iri)), self._ontology).articles

    def latest(self, events: Sequence[str], most: int) -> list[str]:
        """So many of the events, those of the latest known day."""
        if len(events) <= most:
            return list(events)
        days = {iri: self.text(iri, KG + "startDate") or "" for iri in events}
        known = {iri: "" if day.startswith("-") else day for iri, day in days.items()}
        return sorted(events, key=lambda iri: (known[iri], iri), reverse=True)[:most]

    def _around(self, events: Sequence[str]) -> Iterator[Statement]:
        """What the events' graphs say of them and of their sentences, and what their parties and articles are."""
        named: set[str] = set()
        for event in events:
            told = list(self._store.quads_for_pattern(ox.NamedNode(event), None, None))
            own = [_statement(q) for q in told if q.graph_name != EVERYTHING]
            yield from own
            yield from self._nodes_of(own, KG + "evidence", KG + "mention")
            named.update(s.value[1:-1] for s in own if s.predicate[1:-1] in ROLES)
            named.update(s.graph[1:-1] for s in own if s.graph)
        for iri in sorted(named):
            yield from self.find(iri)

    def _nodes_of(self, told: Iterable[Statement], *properties: str) -> Iterator[Statement]:
        """What is said, in the same graph, of the nodes that the first property leads to, and from these the next."""
        if not properties:
            return
        for node, graph in sorted({(s.value, s.graph or "") for s in told if s.predicate == f"<{properties[0]}>"}):
            place = ox.NamedNode(graph[1:-1])
            found = self._store.quads_for_pattern(ox.NamedNode(node[1:-1]), None, None, place)
            said = [_statement(q) for q in found]
            yield from said
            yield from self._nodes_of(said, *properties[1:])


def _node(iri: str | None) -> ox.NamedNode | None:
    return None if iri is None else ox.NamedNode(iri)


def _statement(quad: ox.Quad) -> Statement:
    graph = None if quad.graph_name == EVERYTHING else str(quad.graph_name)
    return Statement(str(quad.subject), str(quad.predicate), str(quad.object), graph)
