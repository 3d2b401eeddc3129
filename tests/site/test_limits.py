"""Queries that would take all: each is ended at its limit while light ones go on."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from serving import SECONDS, Answer, Site, serving

from kg.keep.held import Held
from kg.site.evaluate import Job, Refusal, Reply, evaluate
from kg.site.limits import Limits

SEND = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
LIGHT = "SELECT ?label { person:高市早苗 rdfs:label ?label }"
NUMBERS = " ".join(str(n) for n in range(40_000))
HEAVY = {
    "a cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a property path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?b (!<x:y>|^!<x:y>)* ?c }",
    "huge VALUES": f"ASK {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} FILTER(?a + ?b < 0) }}",
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?t) { ?a ?b ?c . ?d ?e ?f }",
    "ORDER BY": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "a cross product without an answer": "ASK { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) < 0) }",
    "a regular expression": "ASK { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '^(x+x+)+y$')) }",
    "DISTINCT of pairs": "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "CONSTRUCT of pairs that all fall together": "CONSTRUCT { <x:a> <x:b> <x:c> } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}


def heavy(site: Site, query: str) -> tuple[Answer, float]:
    begun = time.monotonic()
    return site.ask("/sparql", {**SEND, "Accept": "*/*"}, method="POST", body=query), time.monotonic() - begun


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_query_is_ended_at_the_limit(name: str, site: Site) -> None:
    assert site.query(LIGHT).status == 200  # the process that answers is up, and asked first
    got, took = heavy(site, HEAVY[name])
    assert (got.status, got.headers["kg-cut-off"]) in [(503, "time"), (500, "memory")], got.text
    assert took < SECONDS + 1
    assert "fix: " in got.text
    assert site.query(LIGHT).status == 200


def test_light_queries_go_on_beside_heavy_ones(site: Site) -> None:
    query = HEAVY["a cross product"]
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(heavy, site, query) for _ in range(2)]
        meanwhile = 0
        while not any(one.done() for one in running):
            assert site.query(LIGHT).status == 200
            meanwhile += not any(one.done() for one in running)
    assert meanwhile > 0
    assert [one.result()[0].status for one in running] == [503] * 2


def test_more_heavy_queries_than_processes_are_all_answered(site: Site) -> None:
    with ThreadPoolExecutor(9) as threads:
        found = list(threads.map(lambda _: heavy(site, HEAVY["a cross product"])[0].status, range(9)))
    assert set(found) == {503}
    assert site.query(LIGHT).status == 200


def test_memory_beyond_the_limit_is_not_given(site: Site) -> None:
    """The processes of the site are watched while one of them asks for all that it can get."""
    resting = max(child.memory_info().rss for child in psutil.Process(site.process).children())
    most = 0
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(heavy, site, HEAVY["ORDER BY"])
        while not running.done():
            for child in psutil.Process(site.process).children():
                try:
                    most = max(most, child.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue
            time.sleep(0.02)
    got = running.result()[0]
    assert got.headers["kg-cut-off"] in ("memory", "time")
    assert resting < most < resting + (1 << 30) + (64 << 20)


def test_an_answer_that_is_too_large_is_refused(built: Path) -> None:
    job = Job("SELECT * { ?s ?p ?o } LIMIT 50", "text/csv", None)
    held = Held(built)
    small = evaluate(held.store, job, None, Limits(answer=1000))
    assert isinstance(small, Refusal)
    assert small.reason == "large"
    assert isinstance(evaluate(held.store, job, None, Limits()), Reply)


def test_nesting_without_end_ends_one_process_only(site: Site) -> None:
    got = heavy(site, "SELECT * " + "{" * 60_000 + "?s ?p ?o" + "}" * 60_000)[0]
    assert got.status in (400, 500, 503)
    assert site.query(LIGHT).status == 200


def test_the_processes_end_with_the_site(built: Path) -> None:
    with serving(built) as served:
        assert served.query(LIGHT).status == 200
        children = psutil.Process(served.process).children(recursive=True)
        assert len(children) >= 4
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []


def test_the_processes_end_with_a_site_that_was_killed(built: Path) -> None:
    """Those that wait see their line closed; one at work ends itself a moment after its limit."""
    command = [sys.executable, "-m", "kg", "serve", "-o", built, "--port", "0", "--time-limit", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().split(b"/")[2].rpartition(b":")[2])
        served = Site("localhost", port, process.pid)
        assert served.query(LIGHT).status == 200
        children = psutil.Process(process.pid).children(recursive=True)
        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(heavy, served, HEAVY["a cross product"])
            time.sleep(0.5)
            process.kill()
            with pytest.raises(ConnectionError):
                running.result()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
