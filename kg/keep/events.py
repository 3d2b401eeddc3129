"""The events and articles of a graph as frozen values, gathered in one pass over its statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.keep.event import ArticleView, EntityView, EventView, MentionView, Report
from kg.model import Kind, Status
from kg.ontology import ACTOR_ROLES, KG, Ontology
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import Statement, literal_parts

FILLED_ROLES = (*ACTOR_ROLES, "topic", "place")

_KINDS = {kind.value for kind in Kind}
_STATUSES = [status.value for status in Status]
_LABEL = f"{PREFIXES['rdfs']}label"
_ALIAS = f"{PREFIXES['skos']}altLabel"
_OA = PREFIXES["oa"]

Values = dict[str, list[str]]


@dataclass
class _Nodes:
    """Statements by graph, node and property while they are gathered; terms are IRIs or the texts of literals."""

    classes: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    entities: dict[str, EntityView] = field(default_factory=dict)
    plain: dict[str, Values] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    said: dict[str, dict[str, Values]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    )

    def add(self, statement: Statement) -> None:
        subject, predicate = statement.subject[1:-1], statement.predicate[1:-1]
        parts = literal_parts(statement.value)
        value = statement.value[1:-1] if parts is None else parts.text
        if predicate == _LABEL and parts and parts.language == "en":
            self.english[subject] = value
        if predicate == _ALIAS:
            self.aliases[subject].add(value)
        elif statement.graph is not None:
            self.said[statement.graph[1:-1]][subject][predicate].append(value)
        elif predicate == _LABEL and parts and (parts.language == "ja" or subject not in self.labels):
            self.labels[subject] = value
        elif predicate == RDF_TYPE and value.startswith(KG):
            self.classes[subject] = value[len(KG) :]
        else:
            self.plain[subject][predicate].append(value)

    def entity(self, iri: str) -> EntityView:
        """The entity, once all statements are gathered."""
        if iri not in self.entities:
            label, aliases = self.labels.get(iri, iri), self.aliases.get(iri, set())
            kind = self.classes.get(iri, Kind.TOPIC.value)
            self.entities[iri] = EntityView(iri, label, kind, self.english.get(iri), tuple(sorted(aliases - {label})))
        return self.entities[iri]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a graph tells of, in an order of its own."""

    events: tuple[EventView, ...]
    """By start, those without a year and then those without any last; then label, then IRI."""
    articles: tuple[ArticleView, ...]
    """By id."""
    entities: tuple[EntityView, ...]
    """By IRI."""


def contents_of(found: Iterable[Statement], ontology: Ontology) -> Contents:
    """The events, articles and entities of the statements of a whole graph."""
    nodes = _Nodes()
    for statement in found:
        nodes.add(statement)
    articles = {iri: _article(iri, nodes.plain[iri]) for iri, name in nodes.classes.items() if name == "Article"}
    graphs: dict[str, list[str]] = defaultdict(list)
    for graph, told in nodes.said.items():
        for node, values in told.items():
            if any(c.startswith(KG) and c[len(KG) :] in ontology.classes for c in values.get(RDF_TYPE, ())):
                graphs[node].append(graph)
    known = {graph for told in graphs.values() for graph in told}
    for graph in known - set(articles):
        articles[graph] = ArticleView(graph, graph.rsplit("/", 1)[-1], None, None, None)
    events = [
        _event(node, sorted(told, key=lambda g: articles[g].id), articles, nodes) for node, told in graphs.items()
    ]
    entities = [nodes.entity(iri) for iri, name in nodes.classes.items() if name in _KINDS]
    return Contents(
        tuple(sorted(events, key=_by_day)),
        tuple(sorted(articles.values(), key=lambda a: (a.id, a.iri))),
        tuple(sorted(entities)),
    )


def _by_day(event: EventView) -> tuple[bool, bool, str, str, str]:
    start = event.start or ""
    return (not start, start.startswith("-"), start, event.label, event.iri)


def _one(values: Values, predicate: str) -> str | None:
    return min(values.get(predicate, ()), default=None)


def _article(iri: str, values: Values) -> ArticleView:
    dcterms = PREFIXES["dcterms"]
    return ArticleView(
        iri,
        _one(values, dcterms + "identifier") or iri,
        _one(values, dcterms + "title"),
        _one(values, dcterms + "issued"),
        _one(values, PREFIXES["schema"] + "url"),
        _one(values, PREFIXES["schema"] + "publisher"),
        _one(values, KG + "repeats"),
    )


def _event(node: str, graphs: list[str], articles: dict[str, ArticleView], nodes: _Nodes) -> EventView:
    tellings = [nodes.said[graph][node] for graph in graphs]
    statuses = [_status(telling) for telling in tellings]
    roles = {
        role: tuple(sorted({nodes.entity(iri) for t in tellings for iri in t.get(KG + role, ())}, key=_by_label))
        for role in FILLED_ROLES
    }
    reports = [report for graph in graphs for report in _reports(node, articles[graph], nodes)]
    first = tellings[0]
    return EventView(
        iri=node,
        type=min(c[len(KG) :] for c in first[RDF_TYPE] if c.startswith(KG)),
        status=min(statuses, key=_STATUSES.index),
        label=_one(first, _LABEL) or node,
        start=_first(tellings, "startDate"),
        end=_first(tellings, "endDate"),
        date_text=_first(tellings, "dateText"),
        roles={role: fillers for role, fillers in roles.items() if fillers},
        reports=tuple(reports),
    )


def _by_label(entity: EntityView) -> tuple[str, str]:
    return (entity.label, entity.iri)


def _status(telling: Values) -> str:
    found = [s.rsplit("#", 1)[-1] for s in telling.get(KG + "status", ())]
    return min((s for s in found if s in _STATUSES), key=_STATUSES.index, default=Status.OCCURRED.value)


def _first(tellings: list[Values], role: str) -> str | None:
    """What the first article that says it says."""
    return next((value for telling in tellings if (value := _one(telling, KG + role))), None)


def _reports(node: str, article: ArticleView, nodes: _Nodes) -> list[Report]:
    """One report a sentence, in the order of the text."""
    told = nodes.said[article.iri]
    event = told[node]
    claimed = tuple(sorted({nodes.entity(iri) for iri in event.get(KG + "claimedBy", ())}, key=_by_label))
    found = []
    for evidence in sorted(set(event.get(KG + "evidence", ()))):
        sentence = told[evidence]
        start, end = _offsets(sentence)
        found.append(
            Report(
                article=article.iri,
                article_id=article.id,
                title=article.title,
                issued=article.issued,
                url=article.url,
                evidence=evidence,
                exact=_one(sentence, _OA + "exact") or "",
                start=start,
                end=end,
                trigger=_shared(event, sentence, "trigger"),
                rule=_shared(event, sentence, "rule"),
                status=_status(event),
                claimed_by=claimed,
                mentions=tuple(_mentions(event, sentence, told)),
            )
        )
    return sorted(found, key=lambda r: (r.start, r.end, r.evidence))


def _shared(event: Values, sentence: Values, name: str) -> str:
    """The trigger or rule of this event among those of its sentence."""
    own = event.get(KG + name, [])
    return min((value for value in sentence.get(KG + name, ()) if value in own), default=min(own, default=""))


def _mentions(event: Values, sentence: Values, told: dict[str, Values]) -> list[MentionView]:
    """The mentions of the sentence that name a filler of this event, in the order of the text."""
    found = set()
    for iri in sentence.get(KG + "mention", ()):
        mention = told[iri]
        start, end = _offsets(mention)
        for role in mention.get(KG + "role", ()):
            for entity in mention.get(KG + "refersTo", ()):
                if entity in event.get(role, ()):
                    exact = _one(mention, _OA + "exact") or ""
                    found.add(MentionView(role[len(KG) :], entity, start, end, exact))
    return sorted(found, key=lambda m: (m.start, m.end, m.role, m.entity))


def _offsets(values: Values) -> tuple[int, int]:
    return int(_one(values, _OA + "start") or 0), int(_one(values, _OA + "end") or 0)
