"""Whether a graph conforms to the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError, RuleError
from kg.ontology import KG
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One statement of a graph that a shape forbids, or one that it misses."""

    node: str
    """IRI of the node that does not conform."""
    path: str
    """The property, prefixed where it is known (kg:status); empty where it is the node itself."""
    message: str
    value: str
    """What was found there; empty where something is missing."""
    fix: str
    shape: str


def validate(file: Path, folder: Path | None = None) -> tuple[Violation, ...]:
    """What in the union of the file's graphs does not conform, sorted; nothing where all does.

    `folder` holds shapes.ttl and kg.ttl, by default the shipped ones. An InputError with line and column where the file
    is no RDF.
    """
    from pyshacl import validate as check
    from rdflib import Graph

    vocabulary = folder or ontology_dir()
    shapes = Graph().parse(vocabulary / "shapes.ttl")
    # Beside the data, not as pyshacl's `ont_graph`: of that it takes the classes but not kg:hasRole.
    data = _union(file).parse(vocabulary / "kg.ttl")
    _, report, _ = check(data, shacl_graph=shapes, advanced=True)
    if not isinstance(report, Graph):
        raise RuleError("the shapes cannot be used", file=vocabulary / "shapes.ttl", found=str(report))
    return tuple(sorted(set(_violations(report, shapes))))


def _union(file: Path) -> Graph:
    from rdflib import Graph

    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        raise InputError("not a form of RDF that can be checked", file=file, expected=", ".join(_FORMATS))
    try:
        triples = {quad.triple for quad in ox.parse(path=str(file), format=form)}
    except SyntaxError as error:
        raise InputError(
            "not valid RDF",
            file=file,
            line=error.lineno,
            column=error.offset,
            found=error.msg,
            fix="mend the line, or build the graph again",
        ) from error
    except OSError as error:
        raise InputError(
            "cannot be read", file=file, found=error.strerror or str(error), fix="check the path"
        ) from error
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def _violations(report: Graph, shapes: Graph) -> list[Violation]:
    from rdflib import RDF, SH, URIRef

    fix = URIRef(KG + "fix")
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        found.append(
            Violation(
                node=_text(report.value(result, SH.focusNode)),
                path=_short(report.value(result, SH.resultPath)),
                message=messages[0] if messages else "",
                value=_text(report.value(result, SH.value)),
                fix=_text(shapes.value(shape, fix)),
                shape=_short(shape),
            )
        )
    return found


def _text(term: Node | None) -> str:
    return "" if term is None else str(term)


def _short(term: Node | None) -> str:
    from rdflib import BNode

    from kg.write.nquads import PREFIXES

    if term is None or isinstance(term, BNode):
        return ""
    text = str(term)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text
