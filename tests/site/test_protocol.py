"""The SPARQL 1.1 Protocol, each point of protocol.yaml against a real server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import yaml
from serving import Answer, Site

CASES = yaml.safe_load(Path(__file__).with_name("protocol.yaml").read_text(encoding="utf-8"))
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def send(site: Site, given: Mapping[str, Any]) -> Answer:
    def pairs(found: Any) -> str:
        return urlencode(found if isinstance(found, dict) else [tuple(pair) for pair in found])

    address = "/sparql" + ("?" + pairs(given["query"]) if "query" in given else "")
    body: bytes | None = given["body"].encode("utf-8") if "body" in given else None
    kind = given.get("type")
    if "hex" in given:
        body = bytes.fromhex(given["hex"])
    if "form" in given:
        body, kind = pairs(given["form"]).encode("ascii"), kind or "application/x-www-form-urlencoded"
    headers = {"Accept": given.get("accept", "text/plain, application/sparql-results+json;q=0.9, */*;q=0.1")}
    if given.get("accept", "") is None:
        headers = {}
    return site.ask(
        address, headers | ({"Content-Type": kind} if kind else {}), method=given.get("method", "GET"), body=body
    )


def rows(answer: Answer) -> list[Any]:
    found: list[Any] = json.loads(answer.text)["results"]["bindings"]
    return found


def test_every_point_is_here() -> None:
    assert len(CASES) == 53
    assert len({case["point"] for case in CASES}) == 53


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["point"])
def test_point(case: Mapping[str, Any], site: Site) -> None:
    got = send(site, case["send"])
    assert got.status == case["status"], got.text
    assert case.get("has", "") in got.text
    assert got.type == case.get("type", got.type)
    assert set(got.headers.get("allow", "").split(", ")) == set(case.get("allow", "").split(", "))
    if "rows" in case:
        assert len(rows(got)) == case["rows"]
    if "same-as" in case:
        assert rows(got) == rows(site.query(case["same-as"]))
        assert rows(got)[0]["n"]["value"] != "0"
    if got.status == 200 and got.type in GRAPHS:
        assert list(ox.parse(input=got.body, format=GRAPHS[got.type]))


def test_an_answer_tells_its_limits_and_what_it_took(site: Site) -> None:
    got = site.query("SELECT * { ?s ?p ?o } LIMIT 7")
    assert (got.headers["kg-rows"], got.headers["kg-cut-off"]) == ("7", "none")
    assert (got.headers["kg-time-limit"], got.headers["kg-row-limit"]) == ("3", "400")
    assert 0 <= float(got.headers["kg-elapsed"]) < 3


@pytest.mark.parametrize(
    ("query", "accept", "count"),
    [
        ("SELECT * { ?s ?p ?o }", "application/sparql-results+json", lambda a: len(rows(a))),
        ("SELECT * { ?s ?p ?o }", "text/csv", lambda a: a.text.count("\r\n") - 1),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", lambda a: a.text.count(" .\n")),
    ],
)
def test_an_answer_that_is_too_long_is_cut_off_and_says_so(query: str, accept: str, count: Any, site: Site) -> None:
    got = site.query(query, accept)
    assert got.status == 200
    assert (got.headers["kg-rows"], got.headers["kg-cut-off"]) == ("400", "rows")
    assert count(got) == 400
    whole = site.query(query + " LIMIT 400", accept)
    assert (whole.headers["kg-rows"], whole.headers["kg-cut-off"]) == ("400", "none")


def test_a_browser_is_led_to_the_query_page(site: Site) -> None:
    got = site.query("ASK {}", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (got.status, got.headers["location"]) == (303, "/query?query=ASK+%7B%7D")


def test_a_term_that_the_vocabulary_lacks_is_hinted_at(site: Site) -> None:
    got = site.query("SELECT ?x { ?x a kg:Meating }")
    assert "kg%3AMeeting" in got.headers["kg-hint"]
    assert "kg-hint" not in site.query("SELECT ?x { ?x a kg:Meeting }").headers


def test_a_query_that_is_too_long_is_refused_before_it_is_read_whole(site: Site) -> None:
    got = site.ask(
        "/sparql", {"Content-Type": "application/sparql-query"}, method="POST", body="ASK {} #" + "x" * (2 << 20)
    )
    assert got.status == 413
