"""The graph as a networkx multigraph, and as GraphML and GEXF for the tools that read these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from kg.export.source import Source
from kg.keep.event import EntityView, EventView
from kg.keep.events import Contents
from kg.model import Status
from kg.ontology import Ontology, Shortcut

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = "nx.MultiDiGraph[str]"

# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(\d+);")
_MODIFIED = re.compile(r' lastmodifieddate="[^"]*"')


def to_networkx(contents: Contents, ontology: Ontology) -> Network:
    """Actors, places and topics joined by what they did, as the ontology's shortcuts word it.

    A node is an IRI with `label` and `kind`. An edge is one event that occurred, keyed by shortcut and event, with
    `relation` (metWith), `label` (its Japanese), `event` (IRI), `event_type` (Meeting), `date` (XSD form or empty), and
    as `weight` the number of articles that tell of it. Where a shortcut leads to the event itself, the event is a node
    of its class's kind. Nodes and edges come in the same order for the same graph.
    """
    network = _empty()
    edges = []
    for event in contents.events:
        if event.status == Status.OCCURRED.value and event.type in ontology.classes:
            for shortcut in ontology.classes[event.type].shortcuts:
                edges += [(s, t, shortcut.name, event) for s, t in _joined(event, shortcut)]
    for node in sorted({node for source, target, _, _ in edges for node in (source, target)}):
        network.add_node(node.iri, label=_clean(node.label), kind=node.kind)
    for source, target, name, event in sorted(edges, key=lambda e: (e[0].iri, e[1].iri, e[2], e[3].iri)):
        network.add_edge(
            source.iri,
            target.iri,
            key=f"{name} {event.iri}",
            relation=name,
            label=ontology.labels.get(name, name),
            event=event.iri,
            event_type=event.type,
            date=event.start or "",
            weight=len(event.articles),
        )
    return network


def role_network(contents: Contents, ontology: Ontology) -> Network:
    """Every event, whatever its status, joined to what fills its roles, the edge named by the role."""
    network = _empty()
    fillers = {entity for event in contents.events for of_role in event.roles.values() for entity in of_role}
    fillers |= {entity for event in contents.events for report in event.reports for entity in report.claimed_by}
    for entity in sorted(fillers):
        network.add_node(entity.iri, label=_clean(entity.label), kind=entity.kind, date="", status="", reports=0)
    for event in contents.events:
        network.add_node(
            event.iri,
            label=_clean(event.label),
            kind=event.type,
            date=event.start or "",
            status=event.status,
            reports=len(event.articles),
        )
        roles = {(role, entity) for role, found in event.roles.items() for entity in found}
        roles |= {("claimedBy", entity) for report in event.reports for entity in report.claimed_by}
        for role, entity in sorted(roles):
            network.add_edge(
                event.iri, entity.iri, key=role, relation=role, label=ontology.labels.get(role, role), weight=1
            )
    return network


def graphml(source: Source, lean: bool) -> Iterator[str]:
    """GraphML: events and their roles; of the lean form, the shortcuts. Node ids are IRIs."""
    import networkx as nx

    return _written(nx.generate_graphml(_numbered(source, lean)))


def gexf(source: Source, lean: bool) -> Iterator[str]:
    """GEXF 1.2: as GraphML."""
    import networkx as nx

    # The library writes the day of writing, which is no part of the graph.
    return (_MODIFIED.sub("", piece) for piece in _written(nx.generate_gexf(_numbered(source, lean))))


def _written(lines: Iterable[str]) -> Iterator[str]:
    """The lines of XML with Japanese as it is, where the library writes &#26085;."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    for line in lines:
        yield _REFERENCE.sub(lambda m: chr(int(m[1])) if int(m[1]) > 0x9F else m[0], line) + "\n"


def _numbered(source: Source, lean: bool) -> Network:
    """The network of the form asked for, its edges keyed e0, e1 …: both formats want ids that no two edges share."""
    network = (to_networkx if lean else role_network)(source.contents, source.ontology)
    numbered = _empty()
    numbered.add_nodes_from(network.nodes(data=True))
    for number, (one, other, data) in enumerate(network.edges(data=True)):
        numbered.add_edge(one, other, key=f"e{number}", **data)
    return numbered


def _empty() -> Network:
    # networkx takes a tenth of a second to load, which a build has no need to wait for.
    import networkx as nx

    return nx.MultiDiGraph()


def _joined(event: EventView, shortcut: Shortcut) -> Iterator[tuple[EntityView, EntityView]]:
    itself = EntityView(event.iri, event.label, event.type)
    targets = (itself,) if shortcut.target is None else event.roles.get(shortcut.target, ())
    for source in event.roles.get(shortcut.source, ()):
        for target in targets:
            if source.iri != target.iri:
                yield source, target


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
