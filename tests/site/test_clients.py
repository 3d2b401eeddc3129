"""The endpoint through the clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from typing import Any

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Site
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

NAMES = "SELECT ?name { person:高市早苗 rdfs:label ?name } ORDER BY ?name"
PERSON = URIRef("https://w3id.org/kijigraph/id/person/高市早苗")
JAPAN = "https://w3id.org/kijigraph/id/country/日本"


def wrapper(site: Site, form: str, query: str) -> SPARQLWrapper:
    made = SPARQLWrapper(f"{site.url}/sparql", returnFormat=form)
    made.setQuery(query)
    return made


@pytest.mark.parametrize("post", [None, "form", POSTDIRECTLY])
def test_sparqlwrapper_selects_as_json(post: str | None, site: Site) -> None:
    made = wrapper(site, JSON, NAMES)
    if post:
        made.setMethod(POST)
    if post == POSTDIRECTLY:
        made.setRequestMethod(POSTDIRECTLY)
    found: Any = made.queryAndConvert()
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["Sanae Takaichi", "高市早苗"]


def test_sparqlwrapper_reads_the_other_forms(site: Site) -> None:
    xml: Any = wrapper(site, XML, NAMES).queryAndConvert()
    assert [node.firstChild.data for node in xml.getElementsByTagName("literal")] == ["Sanae Takaichi", "高市早苗"]
    table: Any = wrapper(site, CSV, NAMES).queryAndConvert()
    assert list(csv.reader(io.StringIO(table.decode("utf-8")))) == [["name"], ["Sanae Takaichi"], ["高市早苗"]]
    tabs: Any = wrapper(site, TSV, NAMES).queryAndConvert()
    assert '"高市早苗"@ja' in tabs.decode("utf-8")
    asked: Any = wrapper(site, JSON, "ASK { person:高市早苗 ?p ?o }").queryAndConvert()
    assert asked["boolean"] is True


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_constructs(form: str, site: Site) -> None:
    query = "CONSTRUCT { ?a kg:metWith ?b } { ?a kg:metWith ?b }"
    found: Any = wrapper(site, form, query).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) > 10


def test_sparqlstore_of_rdflib_is_read_like_any_graph(site: Site) -> None:
    graph = Graph(SPARQLStore(f"{site.url}/sparql"))
    assert {str(label) for label in graph.objects(PERSON, RDFS.label)} == {"高市早苗", "Sanae Takaichi"}
    kg = "https://w3id.org/kijigraph/ontology#"
    rows = graph.query(f"SELECT ?other {{ <{PERSON}> <{kg}metWith> ?other }}")
    assert URIRef("https://w3id.org/kijigraph/id/person/ドナルド・トランプ") in {row[0] for row in rows}  # type: ignore[index]
    assert bool(graph.query(f"ASK {{ <{JAPAN}> ?p ?o }}"))
    assert (PERSON, RDFS.label, None) in graph


def test_sparqlstore_of_rdflib_reads_one_article(site: Site) -> None:
    article = URIRef("https://w3id.org/kijigraph/id/article/alliance-01")
    graph = Graph(SPARQLStore(f"{site.url}/sparql"), identifier=article)
    evidence = URIRef("https://w3id.org/kijigraph/ontology#evidence")
    assert 0 < len(set(graph.objects(None, evidence))) < 10


@pytest.mark.parametrize(
    "arguments",
    [
        ["-G", "--data-urlencode", "query=" + NAMES],
        ["--data-urlencode", "query=" + NAMES],
        ["--data-binary", NAMES, "-H", "Content-Type: application/sparql-query"],
    ],
)
def test_curl(arguments: list[str], site: Site) -> None:
    ran = subprocess.run(
        ["curl", "--silent", "--show-error", "--fail", *arguments, f"{site.url}/sparql"],
        capture_output=True,
        check=True,
    )
    found = json.loads(ran.stdout)["results"]["bindings"]
    assert [row["name"]["value"] for row in found] == ["Sanae Takaichi", "高市早苗"]


def test_curl_gets_turtle_of_an_iri(site: Site) -> None:
    command = ["curl", "-sSf", "-H", "Accept: text/turtle", f"{site.url}/person/高市早苗"]
    ran = subprocess.run(command, capture_output=True, check=True)
    assert (PERSON, RDFS.label, None) in Graph().parse(data=ran.stdout, format="turtle")
