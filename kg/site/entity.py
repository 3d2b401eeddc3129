"""What a page tells of a person, a country, a place, a topic: events, counterparts, what was said, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.keep.event import ArticleView, EntityView, EventView
from kg.keep.events import Contents
from kg.model import Kind
from kg.ontology import KG, Ontology
from kg.site.shelf import Shelf
from kg.view.select import time_key
from kg.write.nquads import PREFIXES
from kg.write.statement import literal_parts

MOST = 500
"""So many events are read for one page, those of the latest days."""

_ACTORS = frozenset({Kind.PERSON.value, Kind.COUNTRY.value, Kind.ORGANIZATION.value})


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the entity, and the roles that it has there."""

    event: EventView
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another actor of the entity's events, with the number of these, by class, most frequent first."""

    actor: EntityView
    events: int
    classes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """One entity; events in order of time."""

    entity: EntityView
    english: str | None
    names: tuple[str, ...]
    """Other names and ways of writing."""
    same_as: tuple[str, ...]
    country: str | None
    notes: tuple[str, ...]
    """Why it is one entity or two, as an analyst decided."""
    total: int
    """The number of its events, of which `told` may hold the latest only."""
    told: tuple[Told, ...]
    counterparts: tuple[Counterpart, ...]
    posts: tuple[Told, ...]
    """Events that give the person a post or take it."""
    said: Mapping[str, tuple[Told, ...]]
    """Class to the events in which the entity says, demands or does something about a topic."""
    heard: Mapping[str, tuple[Told, ...]]
    """The same where it is addressed."""
    sources: tuple[tuple[ArticleView, int], ...]
    """The articles that tell of it, the latest first, with the number of events of each."""


def entity_page(shelf: Shelf, iri: str, ontology: Ontology) -> EntityPage:
    """The page of the entity of that IRI, which the graph holds."""
    about = list(shelf.find(iri))
    events = shelf.events_with(iri)
    contents = shelf.views(shelf.latest(events, MOST))
    told = tuple(Told(event, _roles(event, iri)) for event in sorted(contents.events, key=in_time))
    kinds = [kind for kind in shelf.kinds(iri) if kind in {k.value for k in Kind}]
    label = shelf.label(iri) or iri
    return EntityPage(
        entity=EntityView(iri, label, min(kinds, default=Kind.TOPIC.value)),
        english=shelf.text(iri, PREFIXES["rdfs"] + "label", "en"),
        names=tuple(sorted({p.text for s in about if s.predicate[1:-1] == _ALSO and (p := literal_parts(s.value))})),
        same_as=tuple(sorted(s.value[1:-1] for s in about if s.predicate[1:-1] == PREFIXES["owl"] + "sameAs")),
        country=shelf.text(iri, KG + "countryCode"),
        notes=tuple(sorted(p.text for s in about if s.predicate[1:-1] == _NOTE and (p := literal_parts(s.value)))),
        total=len(events),
        told=told,
        counterparts=_counterparts(told, iri),
        posts=tuple(t for t in told if "person" in t.roles and "post" in t.event.roles),
        said=_about_topics(told, "agent", ontology),
        heard=_about_topics(told, "recipient", ontology),
        sources=_sources(contents),
    )


_ALSO = PREFIXES["skos"] + "altLabel"
_NOTE = KG + "identityNote"


def in_time(event: EventView) -> tuple[str, bool, str]:
    """Sorts events by time: those of no known day last."""
    return (time_key(event), event.start is None, event.iri)


def _roles(event: EventView, iri: str) -> tuple[str, ...]:
    found = {role for role, parties in event.roles.items() if any(party.iri == iri for party in parties)}
    if any(party.iri == iri for report in event.reports for party in report.claimed_by):
        found.add("claimedBy")
    return tuple(sorted(found))


def _counterparts(told: Sequence[Told], iri: str) -> tuple[Counterpart, ...]:
    classes: dict[EntityView, Counter[str]] = defaultdict(Counter)
    for one in told:
        if one.roles == ("claimedBy",):
            continue
        parties = {party for role in one.event.roles.values() for party in role}
        for party in parties:
            if party.iri != iri and party.kind in _ACTORS:
                classes[party][one.event.type] += 1
    found = [Counterpart(actor, sum(c.values()), dict(c.most_common())) for actor, c in classes.items()]
    return tuple(sorted(found, key=lambda c: (-c.events, c.actor.label, c.actor.iri)))


def _about_topics(told: Sequence[Told], role: str, ontology: Ontology) -> Mapping[str, tuple[Told, ...]]:
    """Events of a topic in which the entity has the role, by class, in the ontology's order."""
    found = {
        name: tuple(t for t in told if t.event.type == name and role in t.roles and t.event.roles.get("topic"))
        for name in ontology.classes
    }
    return {name: events for name, events in found.items() if events}


def _sources(contents: Contents) -> tuple[tuple[ArticleView, int], ...]:
    count = Counter(identifier for event in contents.events for identifier in event.articles)
    found = [(article, count[article.id]) for article in contents.articles if count[article.id]]
    return tuple(sorted(found, key=lambda f: (f[0].issued or "", f[0].id), reverse=True))
