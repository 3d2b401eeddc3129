"""The ontology's terms as the site tells of them: kg.ttl by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.ontology import KG
from kg.resources import ontology_dir
from kg.write.nquads import PREFIXES, RDF_TYPE

_RDFS = PREFIXES["rdfs"]
_CLASS = PREFIXES["owl"] + "Class"
_PROPERTIES = frozenset(
    {PREFIXES["owl"] + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    | {PREFIXES["rdf"] + "Property"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology; `kind` is class, property or other, texts go from language to text."""

    name: str
    kind: str
    label: Mapping[str, str]
    comment: Mapping[str, str]
    values: Sequence[tuple[str, str]]
    """Its other statements: IRI of the property, IRI or text."""

    @property
    def iri(self) -> str:
        return KG + self.name


def ontology_file() -> Path:
    return ontology_dir() / "kg.ttl"


def terms() -> Mapping[str, Term]:
    """Local name to term, in the order of the file."""
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in _triples():
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(KG):
            found[triple.subject.value[len(KG) :]].append(triple)
    return {name: _term(name, about) for name, about in found.items() if name}


def term_as(name: str, form: ox.RdfFormat) -> bytes:
    """What the file says of the term, as Turtle, JSON-LD or N-Triples."""
    about = [t for t in _triples() if isinstance(t.subject, ox.NamedNode) and t.subject.value == KG + name]
    return _written(about, form)


def ontology_as(form: ox.RdfFormat) -> bytes:
    """The whole ontology in the form; as Turtle, the file itself."""
    return ontology_file().read_bytes() if form == ox.RdfFormat.TURTLE else _written(_triples(), form)


def _written(triples: Sequence[ox.Triple], form: ox.RdfFormat) -> bytes:
    body = ox.serialize(triples, format=form, prefixes=PREFIXES)
    assert body is not None
    return body


def _triples() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(ontology_file()), format=ox.RdfFormat.TURTLE)]


def _term(name: str, about: Sequence[ox.Triple]) -> Term:
    types = {t.object.value for t in about if t.predicate.value == RDF_TYPE and isinstance(t.object, ox.NamedNode)}
    kind = "class" if _CLASS in types else "property" if types & _PROPERTIES else "other"
    told = (_RDFS + "label", _RDFS + "comment")
    rest = [
        (t.predicate.value, t.object.value)
        for t in about
        if t.predicate.value not in told and isinstance(t.object, ox.NamedNode | ox.Literal)
    ]
    return Term(name, kind, _texts(about, told[0]), _texts(about, told[1]), tuple(sorted(rest)))


def _texts(about: Sequence[ox.Triple], predicate: str) -> Mapping[str, str]:
    values = [t.object for t in about if t.predicate.value == predicate and isinstance(t.object, ox.Literal)]
    return {value.language or "": value.value for value in values}
