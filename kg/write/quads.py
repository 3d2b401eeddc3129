"""A reading as statements: the article and its entities in the default graph, what it says in its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain

from kg.model import Article, Entity, Reading
from kg.ontology import Ontology
from kg.write.build import Build
from kg.write.decision import Decisions, node_of
from kg.write.iris import Iris
from kg.write.nquads import RDF_TYPE, iri, literal, name, quad
from kg.write.said import said_in

LISTED = name("kg:listingDate")
"""The property of an article that was dated by its neighbours in a listing."""

_PARTIAL = {len("2025"): "xsd:gYear", len("2025-11"): "xsd:gYearMonth"}
_WEB = re.compile(r"https?://[^\s\x00-\x20]+")


def quads_of(
    reading: Reading, ontology: Ontology, iris: Iris, build: Build, decisions: Decisions | None = None
) -> list[str]:
    """All that the graph holds of one article: lines of N-Quads without line ends, sorted, each once.

    `decisions` puts entities in the place of those that were read. A RuleError where an event's class is not in the
    ontology.
    """
    decisions = decisions or Decisions()
    reading, notes = decisions.apply(reading)
    lines: set[str] = set(_build(build, iris))
    article = iri(iris.article(reading.article.id))
    for note in notes:
        graph = None if note.everywhere else article
        lines.add(quad(iri(iris.entity(note.entity)), "kg:identityNote", literal(note.text), graph))
    lines.update(_article(reading.article, iris, build))
    for entity in reading.entities:
        # What no table has of an entity this article alone says: 首相 is Japan's here, and another's elsewhere.
        tabled = entity.wikidata is not None or node_of(entity) in decisions.known
        lines.update(_tabled(entity, iris) if tabled else _entity(entity, iris, article))
    lines.update(said_in(reading, ontology, iris))
    return sorted(lines)


def merged(batches: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of several sorted batches, sorted, each once: the same whatever the order of the batches."""
    yield from dict.fromkeys(sorted(chain.from_iterable(batches)))  # quick, for sorting finds what is sorted in part


@lru_cache(maxsize=8)
def _build(build: Build, iris: Iris) -> tuple[str, ...]:
    return tuple(build.lines(iris))


def _article(article: Article, iris: Iris, build: Build) -> Iterator[str]:
    node = iri(iris.article(article.id))
    yield _typed(node, "kg:Article")
    yield quad(node, "dcterms:identifier", literal(article.id))
    yield quad(node, "rdfs:label", literal(article.title or article.id, language="ja" if article.title else None))
    yield quad(node, "prov:wasGeneratedBy", iri(build.iri(iris)))
    if article.title:
        yield quad(node, "dcterms:title", literal(article.title, language="ja"))
    if article.published:
        yield quad(node, "dcterms:issued", _day(article.published))
    if article.context:
        yield f"{node} {LISTED} {literal(article.context, _PARTIAL[len(article.context)])} ."
    if article.url and _WEB.fullmatch(article.url):
        yield quad(node, "schema:url", literal(article.url, "xsd:anyURI"))
    if article.source:
        yield quad(node, "schema:publisher", literal(article.source, language="ja"))
    if article.repeats:
        yield quad(node, "kg:repeats", iri(iris.article(article.repeats.id)))


@lru_cache(maxsize=1 << 13)
def _tabled(entity: Entity, iris: Iris) -> tuple[str, ...]:
    """What the tables know of an entity, the same in every article."""
    return tuple(_entity(entity, iris, None))


def _entity(entity: Entity, iris: Iris, graph: str | None) -> Iterator[str]:
    """What an entity is and is called, and in the graph what else is known of it."""
    node = iri(iris.entity(entity))
    yield _typed(node, f"kg:{entity.kind}")
    yield quad(node, "rdfs:label", literal(entity.label, language="ja"))
    if entity.label_en:
        yield quad(node, "rdfs:label", literal(entity.label_en, language="en"))
    for alias in entity.aliases:
        if alias != entity.label:
            yield quad(node, "skos:altLabel", literal(alias, language="ja"), graph)
    if entity.wikidata and (item := iris.wikidata(entity.wikidata)):
        yield quad(node, "owl:sameAs", iri(item))
    if code := entity.iso or entity.country:
        yield quad(node, "kg:countryCode", literal(code), graph)


def _typed(node: str, kind: str, graph: str | None = None) -> str:
    tail = f" {graph}" if graph else ""
    return f"{node} <{RDF_TYPE}> {name(kind)}{tail} ."


def _day(text: str) -> str:
    """The day of publication as a typed literal; a plain one where it is no day of the calendar."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return literal(text)
    return literal(text, "xsd:date") if len(text) == len("2025-11-23") else literal(text)
