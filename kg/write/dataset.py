"""The graph described as a dataset, for catalogues: VoID and DCAT, in Turtle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.ontology import KG
from kg.write.iris import DEFAULT_BASE
from kg.write.nquads import PREFIXES, RDF_TYPE, literal
from kg.write.statement import Statement, base_of, statements

_MEDIA = "https://www.iana.org/assignments/media-types/"
_VOCABULARIES = ("dcterms", "kg", "oa", "owl", "prov", "rdfs", "schema", "skos")
_HEAD = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": PREFIXES["dcterms"],
    "kg": KG,
    "prov": PREFIXES["prov"],
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": PREFIXES["xsd"],
}
_ISSUED = f"<{PREFIXES['dcterms']}issued>"

Parts = list[tuple[str, str]]
"""Property and object, as Turtle writes them."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One file that holds the whole graph."""

    name: str
    """The part of its IRI: nquads."""
    file: Path
    media_type: str


def dataset(lines: Sequence[str], dumps: Sequence[Dump], base: str | None = None) -> Iterator[str]:
    """The description of the graph of the N-Quads lines and of the files that hold it, as lines of Turtle.

    It counts the triples of the union of all graphs, and says nothing of when or where it was written.
    """
    found = list(statements(lines))
    node = f"{base or base_of(found) or DEFAULT_BASE}dataset"
    yield from (f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(_HEAD.items()))
    triples = {s[:3] for s in found}
    classes: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == f"<{RDF_TYPE}>":
            classes[value].add(subject)
    properties = Counter(predicate for _, predicate, _ in triples)
    yield from _block(f"<{node}>", _whole(node, found, triples, classes, properties, dumps))
    for value in sorted(classes):
        yield from _block(
            f"<{node}#class-{_name(value)}>", [("void:class", value), ("void:entities", str(len(classes[value])))]
        )
    for predicate, number in sorted(properties.items()):
        yield from _block(
            f"<{node}#property-{_name(predicate)}>", [("void:property", predicate), ("void:triples", str(number))]
        )
    yield from _period(node, found)
    for dump in dumps:
        yield from _distribution(node, dump)


def _whole(
    node: str,
    found: Iterable[Statement],
    triples: set[tuple[str, str, str]],
    classes: Iterable[str],
    properties: Iterable[str],
    dumps: Iterable[Dump],
) -> Parts:
    articles = sorted({s.subject for s in found if s.value == f"<{KG}Article>"})
    builds = sorted({s.subject for s in found if s.value == f"<{KG}Build>"})
    parts = [
        ("a", "void:Dataset , dcat:Dataset"),
        ("dcterms:title", '"Events told in news articles"@en , "ニュース記事が伝える出来事"@ja'),
        ("dcterms:description", '"What each article says stands in a graph of its own, named by the article."@en'),
        ("dcterms:language", '"ja"'),
        ("dcterms:rights", '"Sentences are quoted from the articles; the rights in these are their publishers\'."@en'),
        ("dcterms:conformsTo", f"<{KG.rstrip('#')}>"),
        ("void:uriSpace", literal(node.removesuffix("dataset"))),
        ("void:vocabulary", " , ".join(f"<{PREFIXES[prefix]}>" for prefix in _VOCABULARIES)),
        ("void:documents", str(len(articles))),
        ("void:triples", str(len(triples))),
        ("void:distinctSubjects", str(len({s for s, _, _ in triples}))),
        ("void:distinctObjects", str(len({o for _, _, o in triples}))),
        ("void:classes", str(len(list(classes)))),
        ("void:properties", str(len(list(properties)))),
        ("void:exampleResource", " , ".join(articles[:1])),
        ("prov:wasGeneratedBy", " , ".join(builds)),
        ("void:classPartition", " , ".join(f"<{node}#class-{_name(value)}>" for value in sorted(classes))),
        ("void:propertyPartition", " , ".join(f"<{node}#property-{_name(value)}>" for value in sorted(properties))),
        ("dcterms:temporal", f"<{node}#issued>" if _days(found) else ""),
        ("dcat:distribution", " , ".join(f"<{node}#{dump.name}>" for dump in dumps)),
    ]
    return [(name, value) for name, value in parts if value]


def _days(found: Iterable[Statement]) -> list[str]:
    """The days of publication as typed literals, in order of time."""
    return sorted({s.value for s in found if s.predicate == _ISSUED and s.value.endswith("#date>")})


def _period(node: str, found: Iterable[Statement]) -> Iterator[str]:
    if days := _days(found):
        parts = [("a", "dcterms:PeriodOfTime"), ("dcat:startDate", days[0]), ("dcat:endDate", days[-1])]
        yield from _block(f"<{node}#issued>", parts)


def _distribution(node: str, dump: Dump) -> Iterator[str]:
    content = dump.file.read_bytes()
    one, checksum = f"<{node}#{dump.name}>", f"<{node}#{dump.name}-sha256>"
    yield from _block(
        one,
        [
            ("a", "dcat:Distribution"),
            ("dcterms:title", literal(dump.file.name)),
            ("dcat:mediaType", f"<{_MEDIA}{dump.media_type}>"),
            ("dcat:byteSize", f'"{len(content)}"^^xsd:nonNegativeInteger'),
            ("spdx:checksum", checksum),
        ],
    )
    yield from _block(
        checksum,
        [
            ("a", "spdx:Checksum"),
            ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
            ("spdx:checksumValue", f'"{sha256(content).hexdigest()}"^^xsd:hexBinary'),
        ],
    )


def _block(subject: str, parts: Parts) -> Iterator[str]:
    yield ""
    yield f"{subject} " + " ;\n    ".join(f"{name} {value}" for name, value in parts) + " ."


def _name(term: str) -> str:
    """kg-Meeting, rdf-type: a vocabulary's term as a part of an IRI."""
    value = term[1:-1]
    prefix = next(p for p, namespace in PREFIXES.items() if value.startswith(namespace))
    return f"{prefix}-{value[len(PREFIXES[prefix]) :]}"
