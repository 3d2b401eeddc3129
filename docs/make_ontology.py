"""Writes docs/ontology.md, the page about the vocabulary, from ontology/kg.ttl: `make docs`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ontology.md"
KG = "https://w3id.org/kijigraph/ontology#"
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
ABOUT = (
    ("is a", RDFS.subClassOf),
    ("is a", RDFS.subPropertyOf),
    ("from", RDFS.domain),
    ("to", RDFS.range),
    ("close to", SKOS.closeMatch),
    ("see also", RDFS.seeAlso),
)
OF_EVENTS = (
    ("roles", "hasRole"),
    ("told apart by", "identityRole"),
    ("two or more", "sharedRole"),
    ("PLOVER type", "ploverType"),
    ("further PLOVER type", "ploverAlternative"),
    ("PLOVER mode", "ploverMode"),
    ("label", "labelTemplate"),
)
_ANCHOR = str.maketrans({" ": "-", "(": None, ")": None})


def page(ontology: Graph) -> str:
    """The page about the vocabulary of a graph of RDF: Markdown, a heading a term, in the same order each time."""
    return "\n".join(_lines(ontology)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    (whole,) = graph.subjects(RDF.type, OWL.Ontology)
    kg = {term: URIRef(KG + term) for term in ("Event", "Entity", "Status", "shortcut")}
    events = _sorted(graph, graph.subjects(RDFS.subClassOf, kg["Event"]))
    entities = _sorted(graph, graph.subjects(RDFS.subClassOf, kg["Entity"]))
    statuses = _sorted(graph, graph.subjects(RDF.type, kg["Status"]))
    shortcuts = _sorted(graph, graph.subjects(RDFS.subPropertyOf, kg["shortcut"]))
    classes = _sorted(graph, graph.subjects(RDF.type, OWL.Class))
    properties = _sorted(graph, (p for kind in PROPERTIES for p in graph.subjects(RDF.type, kind)))
    settings = _sorted(graph, graph.subjects(RDF.type, OWL.AnnotationProperty))
    title = {text.language: str(text) for text in graph.objects(whole, DCTERMS.title) if isinstance(text, Literal)}
    yield f"# {title['en']}"
    yield ""
    yield f"{title['ja']}。`kg:` is <{KG}>, version {graph.value(whole, OWL.versionInfo)}"
    yield f"(<{graph.value(whole, OWL.versionIRI)}>), licence <{graph.value(whole, DCTERMS.license)}>."
    yield ""
    yield "This page is written by `make docs` from [ontology/kg.ttl](../ontology/kg.ttl): change that, not this."
    rest = [c for c in classes if c not in {*events, *entities}]
    for heading, terms in (
        ("Classes of events", events),
        ("Entities", entities),
        ("Other classes", rest),
        ("Status", statuses),
        ("Properties", [p for p in properties if p not in shortcuts]),
        ("Shortcuts", shortcuts),
        ("What the program reads of a class", settings),
    ):
        yield from ("", f"## {heading}", "")
        yield ", ".join(_named(graph, term) for term in terms)
        for term in terms:
            yield from _term(graph, term)


def _term(graph: Graph, term: Node) -> Iterator[str]:
    label = {text.language: str(text) for text in graph.objects(term, RDFS.label) if isinstance(text, Literal)}
    yield from ("", f"### {_heading(graph, term)}", "")
    yield f"**{label['en']}**, {label['ja']}"
    yield ""
    comments = [text for text in graph.objects(term, RDFS.comment) if isinstance(text, Literal)]
    notes = [text for text in graph.objects(term, SKOS.note) if isinstance(text, Literal)]
    for texts in (comments, notes):
        yield from (str(text) + "  " for text in sorted(texts, key=lambda text: text.language or ""))
    yield ""
    for name, predicate in ABOUT:
        if values := sorted(_named(graph, value) for value in graph.objects(term, predicate)):
            yield f"- {name}: {', '.join(values)}"
    for name, local in OF_EVENTS:
        if values := sorted(_named(graph, value) for value in graph.objects(term, URIRef(KG + local))):
            yield f"- {name}: {', '.join(values)}"
    yield from _rules(graph, term)


def _rules(graph: Graph, term: Node) -> Iterator[str]:
    """The shortcut rules of a class, or those that make the shortcut."""
    found = []
    for predicate in ("ofClass", "makes"):
        for rule in graph.subjects(URIRef(KG + predicate), term):
            parts = [graph.value(rule, URIRef(KG + name)) for name in ("ofClass", "fromRole", "makes", "toRole")]
            of, source, makes, target = (_named(graph, part) for part in parts if part is not None)
            found.append(f"- {of}: {source} → {makes} → {target}")
    yield from sorted(found)


def _named(graph: Graph, term: Node) -> str:
    """A link to the term's heading on this page, or the term as prefixed name or text."""
    if isinstance(term, Literal):
        return f"`{term}`"
    if str(term).startswith(KG) and (term, RDF.type, OWL.NamedIndividual) not in graph:
        return f"[{_local(term)}](#{_heading(graph, term).lower().translate(_ANCHOR)})"
    return f"`{graph.namespace_manager.normalizeUri(str(term))}`"


def _heading(graph: Graph, term: Node) -> str:
    """The name; of the property person, which a link could not tell from the class Person, `person (property)`."""
    name = _local(term)
    shared = name[:1].islower() and (URIRef(KG + name[:1].upper() + name[1:]), RDF.type, OWL.Class) in graph
    return f"{name} (property)" if shared else name


def _local(term: Node) -> str:
    return str(term).removeprefix(KG)


def _sorted(graph: Graph, terms: Iterator[Node]) -> list[Node]:
    """The terms of our own, each once, by name."""
    return sorted({term for term in terms if str(term).startswith(KG)}, key=str)


if __name__ == "__main__":
    text = page(Graph().parse(ROOT / "ontology" / "kg.ttl"))
    PAGE.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{PAGE}: {text.count('### ')} terms\n")
