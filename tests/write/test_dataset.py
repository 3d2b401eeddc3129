"""The description of the dataset says what the files beside it hold."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from built import build, some_news
from rdflib import DCTERMS, PROV, RDF, VOID, Graph, Literal, Namespace, URIRef
from readings import IRIS

from kg.keep.withdraw import withdraw
from kg.ontology import KG

# Not rdflib's own, which warns when pytest looks it over.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef(IRIS.base + "dataset")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("out"), *some_news()).directory


@pytest.fixture(scope="module")
def described(folder: Path) -> Graph:
    return Graph().parse(folder / "dataset.ttl")


def test_it_counts_what_there_is(folder: Path, described: Graph) -> None:
    union = Graph().parse(folder / "graph.ttl")
    counted = {
        VOID.triples: len(union),
        VOID.distinctSubjects: len(set(union.subjects())),
        VOID.distinctObjects: len(set(union.objects())),
        VOID.properties: len(set(union.predicates())),
        VOID.classes: len(set(union.objects(None, RDF.type))),
        VOID.documents: 5,
    }
    assert {name: int(str(described.value(DATASET, name))) for name in counted} == counted
    for part in described.objects(DATASET, VOID.classPartition):
        members = set(union.subjects(RDF.type, described.value(part, VOID["class"])))
        assert int(str(described.value(part, VOID.entities))) == len(members) > 0
    parts = list(described.objects(DATASET, VOID.propertyPartition))
    assert sum(int(str(described.value(part, VOID.triples))) for part in parts) == len(union)


def test_it_names_the_files_with_size_and_checksum(folder: Path, described: Graph) -> None:
    files = {}
    for one in described.objects(DATASET, DCAT.distribution):
        content = (folder / str(described.value(one, DCTERMS.title))).read_bytes()
        files[str(described.value(one, DCTERMS.title))] = str(described.value(one, DCAT.mediaType)).split("types/")[1]
        assert int(str(described.value(one, DCAT.byteSize))) == len(content)
        checksum = described.value(described.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == sha256(content).hexdigest()
    assert files == {"graph.nq": "application/n-quads", "graph.ttl": "text/turtle"}


def test_it_says_when_the_articles_are_from_and_what_made_it(folder: Path, described: Graph) -> None:
    assert set(described.objects(DATASET, RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    period = described.value(DATASET, DCTERMS.temporal)
    days = [str(described.value(period, name)) for name in (DCAT.startDate, DCAT.endDate)]
    assert days == ["2025-10-22", "2025-11-24"]
    built = described.value(DATASET, PROV.wasGeneratedBy)
    assert (built, RDF.type, URIRef(KG + "Build")) in Graph().parse(folder / "graph.ttl")
    assert described.value(DATASET, VOID.uriSpace) == Literal(IRIS.base)


def test_two_parsers_read_it_alike_and_it_has_no_blank_nodes(folder: Path, described: Graph) -> None:
    quads = list(ox.parse(path=str(folder / "dataset.ttl")))
    assert len(quads) == len(described) > 100
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_it_follows_what_is_withdrawn_down_to_nothing(tmp_path: Path) -> None:
    build(tmp_path / "all", *some_news())
    withdraw(tmp_path / "all", ["plan-1"])
    build(tmp_path / "rest", *(r for r in some_news() if r.article.id != "plan-1"))
    assert (tmp_path / "all" / "dataset.ttl").read_bytes() == (tmp_path / "rest" / "dataset.ttl").read_bytes()
    withdraw(tmp_path / "all", [r.article.id for r in some_news() if r.article.id != "plan-1"])
    assert int(str(Graph().parse(tmp_path / "all" / "dataset.ttl").value(DATASET, VOID.triples))) == 0
