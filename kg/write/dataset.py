"""The graph described as a dataset, for catalogues: VoID and DCAT, in Turtle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b, file_digest
from pathlib import Path

from kg.ontology import KG
from kg.spill import Spill
from kg.write.iris import DEFAULT_BASE
from kg.write.nquads import PREFIXES, RDF_TYPE, literal
from kg.write.statement import triples

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
_TYPE, _ISSUED = f"<{RDF_TYPE}>", f"<{PREFIXES['dcterms']}issued>"
_MANY = 1 << 16
_ARTICLE, _BUILD = f"<{KG}Article>", f"<{KG}Build>"

Parts = list[tuple[str, str]]
"""Property and object, as Turtle writes them."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One file that holds the whole graph."""

    name: str
    """The part of its IRI: nquads."""
    file: Path
    media_type: str


def dataset(
    lines: Iterable[str], dumps: Sequence[Dump], base: str | None = None, folder: Path | None = None
) -> Iterator[str]:
    """The description of the graph of the sorted N-Quads lines and of the files that hold it, as lines of Turtle.

    It counts the triples of the union of all graphs, and says nothing of when or where it was written. `base` is what
    the articles stand under; what is counted lies in a file in `folder` where it is much.
    """
    counts = _counted(lines, folder)
    node = f"{base or DEFAULT_BASE}dataset"
    yield from (f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(_HEAD.items()))
    yield from _block(f"<{node}>", _whole(node, counts, dumps))
    for value, number in sorted(counts.classes.items()):
        yield from _block(f"<{node}#class-{_name(value)}>", [("void:class", value), ("void:entities", str(number))])
    for predicate, number in sorted(counts.properties.items()):
        yield from _block(
            f"<{node}#property-{_name(predicate)}>", [("void:property", predicate), ("void:triples", str(number))]
        )
    yield from _period(node, counts.days)
    for dump in dumps:
        yield from _distribution(node, dump)


@dataclass
class _Counts:
    """What there is in the union of a graph's graphs; filled in one pass over its triples."""

    objects: int = 0
    subjects: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    """Class to the number of its members."""
    article: str | None = None
    """The first of the articles."""
    builds: list[str] = field(default_factory=list)
    days: tuple[str, str] | None = None
    """The first and the last day of publication, as typed literals."""


def _counted(lines: Iterable[str], folder: Path | None) -> _Counts:
    counts = _Counts()
    objects = _Distinct(folder)
    last = None
    for subject, predicate, value in triples(lines):
        if subject != last:
            counts.subjects += 1
            last = subject
        objects.add(value)
        counts.properties[predicate] += 1
        if predicate == _TYPE:
            counts.classes[value] += 1
            if value == _ARTICLE:
                counts.article = counts.article or subject
            elif value == _BUILD:
                counts.builds.append(subject)
        elif predicate == _ISSUED and value.endswith("#date>"):
            first, latest = counts.days or (value, value)
            counts.days = min(first, value), max(latest, value)
    counts.objects = objects.count()
    return counts


class _Distinct:
    """Counts different texts, by their hashes where they are many."""

    def __init__(self, folder: Path | None) -> None:
        self._met: set[str] = set()
        self._hashes = Spill(folder)
        self._spilt = False

    def add(self, text: str) -> None:
        self._met.add(text)
        if len(self._met) >= _MANY:
            self._spill()

    def count(self) -> int:
        if not self._spilt:
            return len(self._met)
        self._spill()
        return sum(1 for _ in self._hashes)

    def _spill(self) -> None:
        # In 80 bits no two of 100 million texts agree by chance but once in 200 million graphs.
        self._hashes.extend([blake2b(text.encode(), digest_size=10).hexdigest() for text in self._met])
        self._met.clear()
        self._spilt = True


def _whole(node: str, counts: _Counts, dumps: Iterable[Dump]) -> Parts:
    parts = [
        ("a", "void:Dataset , dcat:Dataset"),
        ("dcterms:title", '"Events told in news articles"@en , "ニュース記事が伝える出来事"@ja'),
        ("dcterms:description", '"What each article says stands in a graph of its own, named by the article."@en'),
        ("dcterms:language", '"ja"'),
        ("dcterms:rights", '"Sentences are quoted from the articles; the rights in these are their publishers\'."@en'),
        ("dcterms:conformsTo", f"<{KG.rstrip('#')}>"),
        ("void:uriSpace", literal(node.removesuffix("dataset"))),
        ("void:vocabulary", " , ".join(f"<{PREFIXES[prefix]}>" for prefix in _VOCABULARIES)),
        ("void:documents", str(counts.classes[_ARTICLE])),
        ("void:triples", str(counts.properties.total())),
        ("void:distinctSubjects", str(counts.subjects)),
        ("void:distinctObjects", str(counts.objects)),
        ("void:classes", str(len(counts.classes))),
        ("void:properties", str(len(counts.properties))),
        ("void:exampleResource", counts.article or ""),
        ("prov:wasGeneratedBy", " , ".join(counts.builds)),
        ("void:classPartition", " , ".join(f"<{node}#class-{_name(value)}>" for value in sorted(counts.classes))),
        (
            "void:propertyPartition",
            " , ".join(f"<{node}#property-{_name(value)}>" for value in sorted(counts.properties)),
        ),
        ("dcterms:temporal", f"<{node}#issued>" if counts.days else ""),
        ("dcat:distribution", " , ".join(f"<{node}#{dump.name}>" for dump in dumps)),
    ]
    return [(name, value) for name, value in parts if value]


def _period(node: str, days: tuple[str, str] | None) -> Iterator[str]:
    if days:
        parts = [("a", "dcterms:PeriodOfTime"), ("dcat:startDate", days[0]), ("dcat:endDate", days[1])]
        yield from _block(f"<{node}#issued>", parts)


def _distribution(node: str, dump: Dump) -> Iterator[str]:
    with dump.file.open("rb") as content:
        checksum_value = file_digest(content, "sha256").hexdigest()
    one, checksum = f"<{node}#{dump.name}>", f"<{node}#{dump.name}-sha256>"
    yield from _block(
        one,
        [
            ("a", "dcat:Distribution"),
            ("dcterms:title", literal(dump.file.name)),
            ("dcat:mediaType", f"<{_MEDIA}{dump.media_type}>"),
            ("dcat:byteSize", f'"{dump.file.stat().st_size}"^^xsd:nonNegativeInteger'),
            ("spdx:checksum", checksum),
        ],
    )
    yield from _block(
        checksum,
        [
            ("a", "spdx:Checksum"),
            ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
            ("spdx:checksumValue", f'"{checksum_value}"^^xsd:hexBinary'),
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
