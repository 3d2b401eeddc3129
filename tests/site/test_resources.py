"""Every IRI of a graph as an address: pages for people, RDF for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDFS, Graph, URIRef
from serving import HTML, Site

from kg.keep.held import Held
from kg.ontology import KG
from kg.site.accept import best, language
from kg.site.term import terms
from kg.write.iris import DEFAULT_BASE, iri_tail, segment, url_path

FORMS = {
    "text/turtle": (".ttl", ox.RdfFormat.TURTLE),
    "application/ld+json": (".jsonld", ox.RdfFormat.JSON_LD),
    "application/n-triples": (".nt", ox.RdfFormat.N_TRIPLES),
}
NODES = ["person/高市早苗", "country/日本", "article/alliance-01", "topic/対日貿易赤字の解消"]


def nodes(built: Path) -> list[str]:
    """All subjects of the graph that are no part of an article, and all of the graph's own IRIs that it speaks of."""
    held = Held(built)
    found = {term.value for q in held.store for term in (q.subject, q.object) if isinstance(term, ox.NamedNode)}
    return sorted(iri[len(DEFAULT_BASE) :] for iri in found if iri.startswith(DEFAULT_BASE) and "#" not in iri)


def test_every_iri_of_the_graph_is_a_page_and_data(site: Site, built: Path) -> None:
    found = nodes(built)
    assert len(found) > 600
    assert {tail.partition("/")[0] for tail in found} >= {
        "person",
        "country",
        "organization",
        "topic",
        "article",
        "event",
    }
    for tail in found:
        page = site.ask("/" + url_path(tail), HTML)
        assert (page.status, page.type) == (200, "text/html"), tail
        data = site.ask("/" + url_path(tail), {"Accept": "application/n-triples"})
        assert (data.status, data.type) == (200, "application/n-triples"), tail
        assert f"<{DEFAULT_BASE}{tail}>" in data.text


def test_every_term_of_the_ontology_is_a_page_and_data(site: Site) -> None:
    found = terms()
    assert len(found) > 100
    for name in found:
        assert site.ask(f"/ontology/{name}", HTML).status == 200, name
        turtle = site.ask(f"/ontology/{name}", {"Accept": "text/turtle"}).body
        assert any(q.subject.value == KG + name for q in ox.parse(input=turtle, format=ox.RdfFormat.TURTLE)), name


@pytest.mark.parametrize("tail", NODES)
@pytest.mark.parametrize("media", FORMS)
def test_the_forms_say_the_same_by_name_and_by_negotiation(tail: str, media: str, site: Site) -> None:
    ending, form = FORMS[media]
    named, asked = site.ask(f"/{url_path(tail)}{ending}"), site.ask("/" + url_path(tail), {"Accept": media})
    assert (named.status, named.type, named.body) == (200, media, asked.body)
    assert "accept" in asked.headers["vary"].lower()
    turtle = site.ask(f"/{url_path(tail)}.ttl").body
    assert triples(named.body, form) == triples(turtle, ox.RdfFormat.TURTLE)


def triples(body: bytes, form: ox.RdfFormat) -> set[str]:
    return {str(q.triple) for q in ox.parse(input=body, format=form)}


def test_the_whole_ontology_in_each_form(site: Site) -> None:
    found = [triples(site.ask(f"/ontology{ending}").body, form) for ending, form in FORMS.values()]
    assert len(found[0]) > 1000
    iris_only = [{t for t in one if "_:" not in t} for one in found]
    assert iris_only[0] == iris_only[1] == iris_only[2]


def test_data_of_a_person_holds_the_events_and_their_names(site: Site) -> None:
    graph = Graph().parse(data=site.ask("/" + url_path("person/高市早苗.ttl")).body, format="turtle")
    person = URIRef(DEFAULT_BASE + "person/高市早苗")
    meetings = list(graph.subjects(URIRef(KG + "participant"), person))
    assert len(meetings) > 5
    assert all(graph.value(meeting, RDFS.label) for meeting in meetings)


def test_data_of_an_article_holds_what_it_says(site: Site) -> None:
    found = json.loads(site.ask("/article/alliance-01.jsonld").text)
    named = [node for node in found["@graph"] if "@graph" in node]
    assert [node["id"] for node in named] == [DEFAULT_BASE + "article/alliance-01"]
    assert any("exact" in node for node in named[0]["@graph"])


def test_a_page_says_where_its_data_is(site: Site) -> None:
    got = site.ask("/article/alliance-01", HTML)
    assert '</article/alliance-01.ttl>; rel="alternate"; type="text/turtle"' in got.headers["link"]


def test_what_has_no_such_form(site: Site) -> None:
    assert site.ask("/article/alliance-01", {"Accept": "image/png"}).status == 406
    assert site.ask("/ontology/Meeting", {"Accept": "image/png"}).status == 406


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        (None, ("a/b", "c/d"), "a/b"),
        ("", ("a/b",), "a/b"),
        ("c/d", ("a/b", "c/d"), "c/d"),
        ("C/D", ("a/b", "c/d"), "c/d"),
        ("a/b;q=0.1, c/d;q=0.2", ("a/b", "c/d"), "c/d"),
        ("a/*", ("c/d", "a/b"), "a/b"),
        ("*/*;q=0.1, c/d;q=0", ("c/d", "a/b"), "a/b"),
        ("a/*;q=0.9, a/b;q=0.1, c/d;q=0.5", ("a/b", "c/d"), "c/d"),
        ("a/b;version=1;q=0.5, c/d;q=0.4", ("c/d", "a/b"), "a/b"),
        ("x/y", ("a/b",), None),
        ("a/b;q=0", ("a/b",), None),
        ("a/b;q=x", ("a/b",), None),
        ("nonsense", ("a/b",), None),
    ],
)
def test_the_best_form_for_a_client(accept: str | None, offered: tuple[str, ...], chosen: str | None) -> None:
    assert best(accept, offered) == chosen


LANGUAGES = [(None, "ja"), ("en-US,en;q=0.9,ja;q=0.8", "en"), ("ja", "ja"), ("fr,en;q=0.5", "en"), ("fr", "ja")]


@pytest.mark.parametrize(("accept", "chosen"), LANGUAGES)
def test_the_language_of_a_reader(accept: str | None, chosen: str) -> None:
    assert language(accept) == chosen


TEXTS = [
    "高市早苗",
    "a b",
    "a/b",
    "50%",
    "~x",
    "é",
    "e\u0301",
    "𠮷野家",
    "a#b?c",
    "「発言」",
    "\u3000全角",
    "..",
    "x" * 200,
    "👍🏽",
]


@pytest.mark.parametrize("text", TEXTS)
def test_an_iri_goes_into_an_address_and_back(text: str) -> None:
    tail = f"topic/{segment(text)}"
    path = url_path(tail)
    assert path.isascii()
    assert iri_tail(path) == tail
    encoded = re.sub(r"%[0-9A-F]{2}", lambda m: m[0].lower(), path)
    assert iri_tail(encoded) == tail


@pytest.mark.parametrize("path", ["person/%FF", "person/%E9%AB", "%C0%AE%C0%AE/x", "%ED%A0%80"])
def test_an_address_that_is_no_utf_8_is_no_iri(path: str) -> None:
    assert iri_tail(path) is None
