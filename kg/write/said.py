"""What an article says, as the lines of its own graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.model import Article, Entity, Event, PartialDate, Reading, Span, Status
from kg.ontology import EventClass, Ontology
from kg.write.forms import forms_seen
from kg.write.iris import Iris, span_iri
from kg.write.key import key_of
from kg.write.label import event_label
from kg.write.nquads import RDF_TYPE, escaped, iri, literal, name
from kg.write.repeat import first_tellings

_DATED = (("startDate", "start"), ("endDate", "end"))
_STATUSES = list(Status)
_A, _LABEL, _ALIAS = f"<{RDF_TYPE}>", name("rdfs:label"), name("skos:altLabel")
_EVIDENCE, _MENTION = name("kg:Evidence"), name("kg:Mention")
_EXACT, _START, _END, _INTEGER = name("oa:exact"), name("oa:start"), name("oa:end"), name("xsd:integer")
_IN_ARTICLE, _REFERS_TO, _ROLE = name("kg:inArticle"), name("kg:refersTo"), name("kg:role")
_IS_SHOWN_BY, _MENTIONS = name("kg:evidence"), name("kg:mention")
_TRIGGER, _RULE, _STATUS, _KEY = name("kg:trigger"), name("kg:rule"), name("kg:status"), name("kg:key")
_DATE_TEXT = name("kg:dateText")


def said_in(reading: Reading, ontology: Ontology, iris: Iris) -> list[str]:
    """The lines of the graph of the reading's article, in no order; some may come twice."""
    graph = _Graph(reading.article, iris, ontology)
    told: dict[str, list[tuple[Event, Event, str]]] = defaultdict(list)
    for event, telling in zip(reading.events, first_tellings(reading, ontology), strict=True):
        key = key_of(telling.event, ontology.event_class(event.type), telling.article)
        told[iris.event(event.type, key.text)].append((event, telling.event, key.words))
    for node, tellings in told.items():
        graph.add(node, tellings)
    for entity, form in forms_seen(reading):
        graph.say(graph.entity(entity), _ALIAS, literal(form, language="ja"))
    return graph.lines


class _Graph:
    """The graph of an article while it is written."""

    def __init__(self, article: Article, iris: Iris, ontology: Ontology) -> None:
        self.lines: list[str] = []
        self._article = article
        self._iris = iris
        self._ontology = ontology
        self._iri = iris.article(article.id)
        self._graph = iri(self._iri)
        self._entities: dict[Entity, str] = {}
        self._spans: dict[tuple[Span, str], str] = {}

    def say(self, subject: str, predicate: str, value: str) -> None:
        """Adds a statement, its terms as N-Quads writes them."""
        self.lines.append(f"{subject} {predicate} {value} {self._graph} .")

    def entity(self, entity: Entity) -> str:
        node = self._entities.get(entity)
        if node is None:
            node = self._entities[entity] = iri(self._iris.entity(entity))
        return node

    def add(self, event: str, tellings: Sequence[tuple[Event, Event, str]]) -> None:
        """Adds an event: as the article tells it, as it was told first, and its key in words, for each telling."""
        node, events = iri(event), [here for here, _, _ in tellings]
        event_class = self._ontology.event_class(events[0].type)
        _, first, words = min(tellings, key=lambda t: (t[1].evidence, t[1].trigger, t[1].rule))
        status = min((e.status for e in events), key=_STATUSES.index)
        self.say(node, _A, name(f"kg:{first.type}"))
        self.say(node, _STATUS, name(f"kg:{status.value}"))
        self.say(node, _LABEL, literal(event_label(first, event_class, self._ontology), language="ja"))
        self.say(node, _KEY, literal(words))
        self._add_dates(node, events)
        for told in events:
            self._add_telling(node, told)
            if told.status is Status.OCCURRED:
                self._add_shortcuts(node, told, event_class)

    def _add_dates(self, node: str, events: Iterable[Event]) -> None:
        """One start, one end: of several tellings in the article, the fullest."""
        for role, attribute in _DATED:
            found: list[PartialDate] = [d for e in events if (d := getattr(e, attribute)) is not None]
            if found:
                best = min(found, key=lambda d: (-len(d.lexical.strip("-")), d.lexical))
                self.say(node, name(f"kg:{role}"), literal(best.lexical, f"xsd:{best.datatype}"))
        for event in events:
            if event.date_text:
                self.say(node, _DATE_TEXT, literal(event.date_text, language="ja"))

    def _add_telling(self, node: str, event: Event) -> None:
        """Fillers, and the sentence with the trigger, the rule and the mentions that the event rests on."""
        trigger, rule = literal(event.trigger.of(self._article.text)), literal(event.rule)
        evidence = self._span(event.evidence, _EVIDENCE)
        self.say(node, _IS_SHOWN_BY, evidence)
        # On the sentence for short queries, and on the event to tell apart two that one sentence tells of.
        for subject in (node, evidence):
            self.say(subject, _TRIGGER, trigger)
            self.say(subject, _RULE, rule)
        for role, fillers in ((None, event.fillers), ("claimedBy", event.claimed_by)):
            for filler in fillers:
                predicate, entity = name(f"kg:{role or filler.role}"), self.entity(filler.entity)
                mention = self._span(filler.span, _MENTION)
                self.say(node, predicate, entity)
                self.say(evidence, _MENTIONS, mention)
                self.say(mention, _REFERS_TO, entity)
                self.say(mention, _ROLE, predicate)

    def _span(self, span: Span, kind: str) -> str:
        """The node of a part of the text, which is described once."""
        node = self._spans.get((span, kind))
        if node is None:
            node = self._spans[span, kind] = iri(span_iri(self._iri, span))
            graph = self._graph
            self.lines += (
                f"{node} {_A} {kind} {graph} .",
                f'{node} {_EXACT} "{escaped(span.of(self._article.text))}" {graph} .',
                f'{node} {_START} "{span.start}"^^{_INTEGER} {graph} .',
                f'{node} {_END} "{span.end}"^^{_INTEGER} {graph} .',
                f"{node} {_IN_ARTICLE} {graph} {graph} .",
            )
        return node

    def _add_shortcuts(self, node: str, event: Event, event_class: EventClass) -> None:
        for shortcut in event_class.shortcuts:
            sources = [self.entity(f.entity) for f in event.filling(shortcut.source)]
            targets = (
                [node] if shortcut.target is None else [self.entity(f.entity) for f in event.filling(shortcut.target)]
            )
            for source in sources:
                for target in targets:
                    if source != target:
                        self.say(source, name(f"kg:{shortcut.name}"), target)
