"""What a graph tells, article by article, as the scorer takes it: events with the labels of their fillers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.ontology import KG
from kg.workbench.gold import DATE_ROLES, ROLES
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import Statement, literal_parts

Names = tuple[str, ...]
"""Every label of one filler, its Japanese one first."""

_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel")
_PROPERTY = {role: KG + (f"{role}Date" if role in DATE_ROLES else role) for role in ROLES}


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event of one article's graph. Fillers stand in the order of the graph's lines."""

    type: str
    statuses: frozenset[str]
    rules: tuple[str, ...]
    trigger: str
    sentence: str
    fillers: tuple[tuple[str, tuple[Names, ...]], ...]

    def got(self, role: str) -> tuple[Names, ...]:
        return next((fillers for name, fillers in self.fillers if name == role), ())


@dataclass(frozen=True, slots=True)
class Told:
    """The events of each article, by the article's id, in the order of its text."""

    events: Mapping[str, tuple[ToldEvent, ...]]


_Graph = Mapping[str, Mapping[str, list[str]]]
"""Texts and IRIs by node and property."""

_Values = dict[str, dict[str, list[str]]]


def told_of(statements: Iterable[Statement], classes: Collection[str]) -> Told:
    """What a whole graph tells. An entity's labels are those of all its articles together."""
    plain: _Values = defaultdict(lambda: defaultdict(list))
    said: dict[str, _Values] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    labels: dict[str, dict[str, tuple[int, bool]]] = defaultdict(dict)
    for s in statements:
        parts = literal_parts(s.value)
        value = s.value[1:-1] if parts is None else parts.text
        subject, predicate = s.subject[1:-1], s.predicate[1:-1]
        if predicate in _LABELS:
            rank = (_LABELS.index(predicate), parts is None or parts.language != "ja")
            labels[subject][value] = min(rank, labels[subject].get(value, rank))
        held = said[s.graph[1:-1]] if s.graph else plain
        held[subject][predicate].append(value)
    names = {node: tuple(sorted(ranks, key=lambda label: (ranks[label], label))) for node, ranks in labels.items()}
    events = {}
    for iri, values in plain.items():
        for identifier in values.get(PREFIXES["dcterms"] + "identifier", ()):
            events[identifier] = _events(said.get(iri, {}), names, classes)
    return Told(events)


def _events(graph: _Graph, names: Mapping[str, Names], classes: Collection[str]) -> tuple[ToldEvent, ...]:
    found = []
    for node, values in graph.items():
        for kind in values.get(RDF_TYPE, ()):
            if kind.startswith(KG) and kind[len(KG) :] in classes:
                found.append((_place(values), node, _event(kind[len(KG) :], values, graph, names)))
    return tuple(event for _, _, event in sorted(found, key=lambda row: row[:2]))


def _place(values: Mapping[str, list[str]]) -> tuple[int, ...]:
    """Where the first sentence of an event stands: the offsets in its IRI."""
    return min((tuple(map(int, e.rpartition("=")[2].split(","))) for e in values.get(KG + "evidence", ())), default=())


def _event(kind: str, values: Mapping[str, list[str]], graph: _Graph, names: Mapping[str, Names]) -> ToldEvent:
    fillers = []
    for role in ROLES:
        got = values.get(_PROPERTY[role], [])
        if got:
            named = ((v,) if role in DATE_ROLES else names.get(v, (v,)) for v in got)
            fillers.append((role, tuple(named)))
    evidence = sorted(values.get(KG + "evidence", ()), key=lambda e: int(e.rpartition("=")[2].split(",")[0]))
    exact = [text for e in evidence for text in graph.get(e, {}).get(PREFIXES["oa"] + "exact", ())]
    return ToldEvent(
        kind,
        frozenset(s[len(KG) :] for s in values.get(KG + "status", ())),
        tuple(values.get(KG + "rule", ())),
        " ".join(values.get(KG + "trigger", ())),
        " … ".join(exact),
        tuple(fillers),
    )
