"""How long light queries wait on a site whose every process but one is held by queries without end.

    python benchmarks/light_beside_heavy.py [--seconds 30] [INPUT...]

The articles are built and served by a process of its own; heavy queries are sent again and again, each until the site
ends it, and light ones beside them one after the other.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from pathlib import Path

from serve_load import p95
from serving import Site, serving
from timing import SEEDS

import kg
from kg.site.limits import Limits

LIMIT = 3
"""Seconds of a query."""
LIGHT = "SELECT ?label { ?who a kg:Person ; rdfs:label ?label } LIMIT 10"
HEAVY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?b (!<x:y>|^!<x:y>)* ?c }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?t) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Light queries beside heavy ones.")
    parser.add_argument("inputs", nargs="*", default=[SEEDS], type=Path, metavar="INPUT", help="articles to serve")
    parser.add_argument("--seconds", type=float, default=30, metavar="N")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-light-") as folder:
        graph = kg.build(told.inputs, folder)
        with serving(graph.directory, "--time-limit", str(LIMIT)) as site:
            alone = light(site, time.monotonic() + told.seconds / 5)
            until = time.monotonic() + told.seconds
            ended: list[float] = []
            threads = [
                threading.Thread(target=heavy, args=(site, n, until, ended)) for n in range(Limits().workers - 1)
            ]
            for thread in threads:
                thread.start()
            beside = light(site, until)
            for thread in threads:
                thread.join()
    for name, took in (("alone", alone), ("beside heavy ones", beside)):
        print(f"light query {name:20}{len(took):6,}{statistics.median(took):8.3f} s{p95(took):8.3f} s")
    print(f"heavy queries {len(ended)}, the longest ended after {max(ended):.1f} s of a limit of {LIMIT} s")


def light(site: Site, until: float) -> list[float]:
    """Seconds that each light query took."""
    times = []
    while time.monotonic() < until:
        begun = time.monotonic()
        assert site.query(LIGHT).status == 200
        times.append(time.monotonic() - begun)
        time.sleep(0.02)
    return times


def heavy(site: Site, number: int, until: float, ended: list[float]) -> None:
    while time.monotonic() < until:
        begun = time.monotonic()
        assert site.query(HEAVY[number % len(HEAVY)]).status in (500, 503)
        ended.append(time.monotonic() - begun)


if __name__ == "__main__":
    main()
