"""Whether `kg serve` bears many clients for long: errors, memory from early to late, times.

    python benchmarks/serve_load.py [--clients 50] [--minutes 10] [--quick] [INPUT...]

The articles are built and served by a process of its own. Each client asks again and again, with a pause of half a
second on average: pages, data, searches, queries, and what is wrong (broken queries, updates, unknown addresses,
foreign hosts, unknown methods, requests that break off, queries without end). An error is any answer with a status
that is not the one that belongs to it. Memory is that of all processes of the site together, what they share counted
once: the median of the second tenth of the time against that of the last. The exit code is 1 where there was an error,
or where memory grew by 5 % or more; a quick run says nothing of memory, for its processes have only just begun.
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
from serving import HTML, Site, serving
from timing import SEEDS

import kg

PAUSE = 0.5
"""Seconds between two requests of a client, on average."""
EVERY = 0.5
"""Seconds between two looks at the memory."""
GROWTH = 0.05
WARMING = 8
"""Clients that come first, while the processes of the site begin."""
PAGES = ("/", "/query", "/ontology", "/ontology/Meeting")
QUICK_MINUTES = 0.25
SECONDS = 5
"""The site's limit for a query."""

Asked = tuple[str, str, int]
"""What was asked, in a word or two, its path and the status that belongs to it."""


@dataclass
class Log:
    """What the clients met; each keeps its own."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Menu:
    """What the clients choose from: more of what readers do."""

    pages: Sequence[str]
    names: Sequence[str]
    queries: Sequence[str]

    @classmethod
    def of(cls, graph: kg.KnowledgeGraph) -> Menu:
        """The pages, names and questions of a graph."""
        events = graph.events()
        entities = {e.iri: e.label for event in events for filling in event.roles.values() for e in filling}
        iris = [*entities, *(event.iri for event in events), *(r.article for event in events for r in event.reports)]
        base = graph.base or ""
        paths = sorted({"/" + quote(iri.removeprefix(base), safe="/%") for iri in iris})
        people = "SELECT ?label { ?who a kg:Person ; rdfs:label ?label } ORDER BY ?label LIMIT 50"
        meetings = "SELECT ?e (COUNT(?p) AS ?n) { ?e a kg:Meeting ; kg:participant ?p } GROUP BY ?e"
        made = "CONSTRUCT { ?a kg:metWith ?b } { ?a kg:metWith ?b }"
        return cls(paths, sorted(set(entities.values())), (people, meetings, made, "ASK { ?s a kg:Visit }"))

    def one(self, chance: random.Random) -> Callable[[Site, Log], None]:
        """A request, ready to be sent."""
        page, name, query = chance.choice(self.pages), chance.choice(self.names), chance.choice(self.queries)
        sent = {"Content-Type": "application/sparql-query"}
        asked = "/sparql?" + urlencode({"query": query})
        choices = [
            (12, _get("a page", page, 200, HTML)),
            (4, _get("data", f"{page}.ttl", 200)),
            (1, _get("data", f"{page}.jsonld", 200)),
            (6, _get("a search", "/search?" + urlencode({"q": name}), 200, HTML)),
            (6, _get("a completion", "/complete?" + urlencode({"q": name[:2]}), 200)),
            (3, _get("a page of the site", chance.choice(PAGES), 200, HTML)),
            (1, _get("the network page", "/network", 200)),
            (2, _get("a file", "/static/query.js", 200)),
            (10, _get("a query", asked, 200)),
            (4, _get("a query", "/sparql", 200, sent, query)),
            (1, _get("a wrong query", "/sparql?" + urlencode({"query": "SELECT * { ?s " + name}), 400)),
            (1, _get("an update", "/sparql", 400, sent, "DROP ALL")),
            (1, _get("a query that reaches out", "/sparql", 400, sent, "ASK { SERVICE <http://x/> { ?s ?p ?o } }")),
            (1, _get("an unknown page", f"/person/{quote(name)}x", 404, HTML)),
            (1, _get("a foreign host", page, 403, {"Host": "evil.example"})),
            (1, _get("an unknown method", page, 405, method="DELETE")),
            (1, _broken_off),
        ]  # fmt: skip
        if chance.random() < 0.001:
            return _endless
        return chance.choices([request for _, request in choices], [weight for weight, _ in choices])[0]


def main() -> None:
    parser = argparse.ArgumentParser(description="Many clients of kg serve for long.")
    parser.add_argument("inputs", nargs="*", default=[SEEDS], type=Path, metavar="INPUT", help="articles to serve")
    parser.add_argument("--clients", type=int, default=50, metavar="N")
    parser.add_argument("--minutes", type=float, default=10, metavar="N")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_MINUTES * 60:.0f} seconds")
    told = parser.parse_args()
    seconds = 60 * (QUICK_MINUTES if told.quick else told.minutes)
    with tempfile.TemporaryDirectory(prefix="kg-load-") as folder:
        graph = kg.build(told.inputs, folder)
        menu = Menu.of(graph)
        with serving(graph.directory, "--time-limit", str(SECONDS)) as site:
            load(site, menu, WARMING, 5)
            logs, memory = load(site, menu, told.clients, seconds)
    errors, growth = report(logs, memory, told.clients, seconds)
    sys.exit(int(errors > 0 or (growth >= GROWTH and not told.quick)))


def load(site: Site, menu: Menu, clients: int, seconds: float) -> tuple[list[Log], list[int]]:
    """What so many clients met in so many seconds, and the memory of the site meanwhile in bytes."""
    until = time.monotonic() + seconds
    logs = [Log() for _ in range(clients)]
    threads = [
        threading.Thread(target=client, args=(site, menu, log, random.Random(number), until))
        for number, log in enumerate(logs)
    ]
    for thread in threads:
        thread.start()
    memory = []
    while time.monotonic() < until:
        memory.append(held(site.process))
        time.sleep(EVERY)
    for thread in threads:
        thread.join()
    return logs, memory


def client(site: Site, menu: Menu, log: Log, chance: random.Random, until: float) -> None:
    """Asks until the time is over."""
    while time.monotonic() < until:
        request = menu.one(chance)
        try:
            request(site, log)
        except OSError as error:
            log.errors[f"{type(error).__name__}: {error}"] += 1
        time.sleep(chance.uniform(0, 2 * PAUSE))


def held(process: int) -> int:
    """The memory in bytes of a process and of those that it started; one that ends meanwhile counts nothing."""
    total = 0
    for one in [main := psutil.Process(process), *main.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def report(logs: Sequence[Log], memory: Sequence[int], clients: int, seconds: float) -> tuple[int, float]:
    """Prints what was measured; gives the number of errors, and by which part of it memory grew."""
    times: dict[str, list[float]] = defaultdict(list)
    errors: Counter[str] = Counter()
    for log in logs:
        errors.update(log.errors)
        for name, took in log.seconds.items():
            times[name] += took
    count = sum(map(len, times.values()))
    tenth = max(1, len(memory) // 10)
    early, late = (statistics.median(part) for part in (memory[tenth : 2 * tenth], memory[-tenth:]))
    print(f"{clients} clients, {seconds:.0f} s, {count:,} requests, {sum(errors.values())} errors")
    print(f"memory {early / 1e6:.0f} MB early, {late / 1e6:.0f} MB late, {(late - early) / early:+.1%}")
    for name, took in sorted(times.items(), key=lambda item: -len(item[1])):
        print(f"{name:26}{len(took):8,}{statistics.median(took):8.3f} s{p95(took):8.3f} s")
    for error, times_met in errors.most_common(10):
        print(f"{times_met} times {error}")
    return sum(errors.values()), (late - early) / early


def p95(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


def _get(
    name: str, path: str, status: int, headers: dict[str, str] | None = None, body: str | None = None, method: str = ""
) -> Callable[[Site, Log], None]:
    def ask(site: Site, log: Log) -> None:
        begun = time.monotonic()
        got = site.ask(path, headers, method=method or ("POST" if body else "GET"), body=body)
        log.seconds[name].append(time.monotonic() - begun)
        if got.status != status:
            log.errors[f"{name}: {got.status} for {status}: {got.text[:80]!r}"] += 1

    return ask


def _broken_off(site: Site, log: Log) -> None:
    """Half a request, and no more."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        line.sendall(f"POST /sparql HTTP/1.1\r\nHost: localhost:{site.port}\r\nContent-Length: 99\r\n\r\nqu".encode())


def _endless(site: Site, log: Log) -> None:
    """A query that the site ends at its limit."""
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    _get("a query without end", "/sparql?" + urlencode({"query": query}), 503)(site, log)


if __name__ == "__main__":
    main()
