"""A reading as statements: the article and its entities in the default graph, what it says in its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from kg.model import Article, Entity, Event, PartialDate, Reading, Span, Status
from kg.ontology import EventClass, Ontology
from kg.write.build import Build
from kg.write.decision import Decisions, node_of
from kg.write.forms import forms_seen
from kg.write.iris import Iris
from kg.write.key import event_key, key_in_words
from kg.write.label import event_label
from kg.write.nquads import RDF_TYPE, iri, literal, name, quad
from kg.write.repeat import first_tellings

LISTED = name("kg:listingDate")
"""The property of an article that was dated by its neighbours in a listing."""

_DATED = (("startDate", "start"), ("endDate", "end"))
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
    lines: set[str] = set(build.lines(iris))
    article = iri(iris.article(reading.article.id))
    for note in notes:
        graph = None if note.everywhere else article
        lines.add(quad(iri(iris.entity(note.entity)), "kg:identityNote", literal(note.text), graph))
    lines.update(_article(reading.article, iris, build))
    for entity in reading.entities:
        # What no table has of an entity this article alone says: 首相 is Japan's here, and another's elsewhere.
        tabled = entity.wikidata is not None or node_of(entity) in decisions.known
        lines.update(_entity(entity, iris, None if tabled else article))
    lines.update(_said(reading, ontology, iris))
    return sorted(lines)


def merged(batches: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of several sorted batches, sorted, each once: the same whatever the order of the batches."""
    yield from dict.fromkeys(sorted(chain.from_iterable(batches)))  # quick, for sorting finds what is sorted in part


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


def _entity(entity: Entity, iris: Iris, graph: str | None) -> Iterator[str]:
    """What an entity is and is called, and in the graph what else is known of it."""
    node = iri(iris.entity(entity))
    yield _typed(node, f"kg:{entity.kind.value}")
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


def _said(reading: Reading, ontology: Ontology, iris: Iris) -> Iterator[str]:
    """What stands in the article's own graph."""
    article = reading.article
    graph = iri(iris.article(article.id))
    told: dict[str, list[Event]] = defaultdict(list)
    tellings = first_tellings(reading, ontology)
    for event in reading.events:
        telling = tellings[event]
        key = event_key(telling.event, ontology.event_class(event.type), telling.article)
        told[iris.event(event.type, key)].append(event)
    for node, events in told.items():
        event_class = ontology.event_class(events[0].type)
        first, teller = min(
            ((tellings[e].event, tellings[e].article) for e in events),
            key=lambda t: (t[0].evidence, t[0].trigger, t[0].rule),
        )
        status = min((e.status for e in events), key=list(Status).index)
        yield _typed(iri(node), f"kg:{first.type}", graph)
        yield quad(iri(node), "kg:status", name(f"kg:{status.value}"), graph)
        yield quad(iri(node), "rdfs:label", literal(event_label(first, event_class, ontology), language="ja"), graph)
        yield quad(iri(node), "kg:key", literal(key_in_words(first, event_class, teller)), graph)
        yield from _dates(iri(node), events, graph)
        for event in events:
            yield from _event(iri(node), event, article, iris, graph)
            if event.status is Status.OCCURRED:
                yield from _shortcuts(iri(node), event, event_class, iris, graph)
    for entity, form in forms_seen(reading):
        yield quad(iri(iris.entity(entity)), "skos:altLabel", literal(form, language="ja"), graph)


def _dates(node: str, events: list[Event], graph: str) -> Iterator[str]:
    """One start, one end: of several tellings in the article, the fullest."""
    for role, attribute in _DATED:
        found: list[PartialDate] = [d for e in events if (d := getattr(e, attribute)) is not None]
        if found:
            best = min(found, key=lambda d: (-len(d.lexical.strip("-")), d.lexical))
            yield quad(node, f"kg:{role}", literal(best.lexical, f"xsd:{best.datatype}"), graph)
    for event in events:
        if event.date_text:
            yield quad(node, "kg:dateText", literal(event.date_text, language="ja"), graph)


def _event(node: str, event: Event, article: Article, iris: Iris, graph: str) -> Iterator[str]:
    """Fillers, and the sentence with the trigger, the rule and the mentions that the event rests on."""
    trigger = literal(event.trigger.of(article.text))
    evidence = iri(iris.span(article.id, event.evidence))
    yield quad(node, "kg:evidence", evidence, graph)
    # On the sentence for short queries, and on the event to tell apart two that one sentence tells of.
    for subject in (node, evidence):
        yield quad(subject, "kg:trigger", trigger, graph)
        yield quad(subject, "kg:rule", literal(event.rule), graph)
    yield from _span(article, event.evidence, "kg:Evidence", iris, graph)
    claimed = [("claimedBy", f.entity, f.span) for f in event.claimed_by]
    for role, entity, span in [*((f.role, f.entity, f.span) for f in event.fillers), *claimed]:
        mention = iri(iris.span(article.id, span))
        yield quad(node, f"kg:{role}", iri(iris.entity(entity)), graph)
        yield quad(evidence, "kg:mention", mention, graph)
        yield from _span(article, span, "kg:Mention", iris, graph)
        yield quad(mention, "kg:refersTo", iri(iris.entity(entity)), graph)
        yield quad(mention, "kg:role", name(f"kg:{role}"), graph)


def _span(article: Article, span: Span, kind: str, iris: Iris, graph: str) -> Iterator[str]:
    node = iri(iris.span(article.id, span))
    yield _typed(node, kind, graph)
    yield quad(node, "oa:exact", literal(span.of(article.text)), graph)
    yield quad(node, "oa:start", literal(str(span.start), "xsd:integer"), graph)
    yield quad(node, "oa:end", literal(str(span.end), "xsd:integer"), graph)
    yield quad(node, "kg:inArticle", iri(iris.article(article.id)), graph)


def _shortcuts(node: str, event: Event, event_class: EventClass, iris: Iris, graph: str) -> Iterator[str]:
    for shortcut in event_class.shortcuts:
        sources = [iris.entity(f.entity) for f in event.filling(shortcut.source)]
        if shortcut.target is None:
            targets = [node]
        else:
            targets = [iri(iris.entity(f.entity)) for f in event.filling(shortcut.target)]
        for source in map(iri, sources):
            for target in targets:
                if source != target:
                    yield quad(source, f"kg:{shortcut.name}", target, graph)


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
