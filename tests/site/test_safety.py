"""What the site keeps to itself: no query reaches out or changes, no foreign page asks, no file leaves."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import HTML, Site, serving

import kg
from kg.site.app import _assets

PAGES = ["/", "/search?q=x", "/query", "/ontology", "/ontology/Meeting", "/person/nobody", "/article/alliance-01"]
BAIT = "BAIT"
"""Stands in a query for the address of the trap."""

REACHING = [
    "SELECT * { SERVICE <BAIT> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <BAIT> { ?s ?p ?o } }",
    "SELECT * { { { OPTIONAL { SERVICE <BAIT> { ?s ?p ?o } } } } }",
    "SELECT * { VALUES ?where { <BAIT> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { BIND(<BAIT> AS ?where) SERVICE SILENT ?where { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c { SELECT * { service <BAIT> { ?s ?p ?o } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <BAIT> { ?s ?p ?o } } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE SILENT <BAIT> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <BAIT> { ?s ?p ?o } } }",
    "SELECT * { \\u0053ERVICE <BAIT> { ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { SERVICE <BAIT> { ?s ?p ?o } } }",
    "PREFIX t: <BAIT> SELECT * { SERVICE t: { ?s ?p ?o } }",
    "BASE <BAIT> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <BAIT> { ?s ?p ?o } }",
    "ASK { SERVICE <BAIT> { ?s ?p ?o } }",
    "SELECT * FROM <BAIT> { ?s ?p ?o }",
    "SELECT * FROM NAMED <BAIT> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT *\n# a comment\nfrom\n<BAIT> { ?s ?p ?o }",
    "DESCRIBE <BAIT> FROM <BAIT>",
    "LOAD <BAIT>",
    "LOAD SILENT <BAIT> INTO GRAPH <x:g>",
]

UPDATES = [
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> <x:c> } }",
    "DELETE DATA { <x:a> <x:b> <x:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }",
    "INSERT { ?s <x:b> <x:c> } WHERE { ?s ?p ?o }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "CLEAR DEFAULT",
    "CLEAR SILENT NAMED",
    "CLEAR GRAPH <https://w3id.org/kijigraph/id/article/alliance-01>",
    "DROP ALL",
    "DROP SILENT GRAPH <https://w3id.org/kijigraph/id/article/alliance-01>",
    "CREATE GRAPH <x:g>",
    "COPY DEFAULT TO <x:g>",
    "MOVE <https://w3id.org/kijigraph/id/article/alliance-01> TO <x:g>",
    "ADD DEFAULT TO <x:g>",
    "LOAD <file:///etc/hostname>",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
]


class Trap(HTTPServer):
    """Counts whoever comes."""

    hits = 0


class Counting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Trap)
        self.server.hits += 1
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    server = Trap(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("query", REACHING)
def test_a_query_that_reaches_out_is_refused_and_reaches_nobody(
    query: str, site: Site, trap: Trap, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text(f'<x:a> <x:b> "{SECRET}" .\n', encoding="utf-8")
    sent = {"Content-Type": "application/sparql-query"}
    for bait in (f"http://127.0.0.1:{trap.server_port}/", secret.as_uri()):
        asked = query.replace(BAIT, bait)
        for got in (site.query(asked), site.ask("/sparql", sent, method="POST", body=asked)):
            assert (got.status, SECRET in got.text) == (400, False)
    assert trap.hits == 0


def test_a_page_that_names_addresses_has_none_of_them_asked(trap: Trap, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{trap.server_port}/context"
    (tmp_path / "page.html").write_text(
        f'<base href="{address}"><link rel="stylesheet" href="{address}"><link rel="canonical" href="{address}">'
        f'<script type="application/ld+json">{{"@context": "{address}", "@type": "NewsArticle"}}</script>'
        f'<iframe src="{address}"></iframe><img src="{address}"><p>日本は28日、中国に抗議した。</p>',
        encoding="utf-8",
    )
    graph = kg.build([tmp_path], tmp_path / "out")
    for form in ("turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "plover", "csv"):
        graph.export(form, tmp_path / f"out.{form}")
    assert len(graph.events()) == 1
    assert trap.hits == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_the_request_names_is_not_fetched(name: str, site: Site, trap: Trap) -> None:
    got = site.query("SELECT * { ?s ?p ?o }", **{name: f"http://127.0.0.1:{trap.server_port}/graph"})
    assert (got.status, trap.hits) == (400, 0)


def test_the_trap_counts(trap: Trap) -> None:
    with socket.create_connection(("127.0.0.1", trap.server_port)) as line:
        line.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.0 200")
    assert trap.hits == 1
    trap.hits = 0


def state(site: Site, built: Path) -> tuple[str, list[tuple[str, bytes]]]:
    counted = site.query("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?m) { GRAPH ?g { ?s ?p ?o } }").text
    files = [(str(f), f.read_bytes()) for f in sorted(built.rglob("*")) if f.is_file() and not f.name.startswith("LOG")]
    return counted, files


def test_there_are_twenty_updates() -> None:
    assert (len(UPDATES), len(set(UPDATES))) == (20, 20)


def test_no_update_in_any_way_changes_anything(site: Site, built: Path) -> None:
    before = state(site, built)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for update in UPDATES:
        assert site.query(update).status == 400, update
        for kind in ("application/sparql-query", "application/sparql-update"):
            assert site.ask("/sparql", {"Content-Type": kind}, method="POST", body=update).status == 400, update
        for name in ("update", "query"):
            body = f"{name}={update.replace(';', '%3B')}"
            assert site.ask("/sparql", form, method="POST", body=body).status == 400, update
    assert state(site, built) == before


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MERGE", "COPY")
KINDS = (
    None,
    "application/sparql-update",
    "application/sparql-update; charset=utf-8",
    "APPLICATION/SPARQL-UPDATE",
    "application/sparql-query",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/turtle",
    "application/n-quads",
    "text/plain",
)


@pytest.mark.parametrize("method", METHODS)
def test_no_update_by_any_method_and_content_type_changes_anything(method: str, site: Site, built: Path) -> None:
    """As a body of each kind, and in the address, to the endpoint and to where other servers take updates."""
    before = state(site, built)
    for path in ("/sparql", "/update", "/sparql?default", "/article/alliance-01", "/"):
        for kind in KINDS:
            for update in UPDATES if path == "/sparql" else UPDATES[5::9]:
                given = {} if kind is None else {"Content-Type": kind}
                got = site.ask(path, given, method=method, body=update)
                read = method in ("GET", "HEAD") and got.status in (200, 303, 404)  # the body of a reading says nothing
                assert read or 400 <= got.status < 500, (path, kind, update)
    for update in UPDATES:
        for name in ("query", "update"):
            got = site.ask("/sparql?" + urlencode({name: update}), {}, method=method)
            assert 400 <= got.status < 500, (name, update)
    assert state(site, built) == before


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_run_and_load_only_what_the_site_itself_serves(path: str, site: Site) -> None:
    got = site.ask(path, HTML)
    policy = dict(part.strip().partition(" ")[::2] for part in got.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {value for name, value in policy.items() if name.endswith("-src")} == {"'none'", "'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not re.search(r"unsafe|\*|http:|data:", got.headers["content-security-policy"])
    assert not re.search(r"<[^>]+\s(?:style|on\w+)\s*=|<style|javascript:", got.text)
    scripts = re.findall(r"<script([^>]*)>", got.text)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["referrer-policy"] == "no-referrer"


def test_the_network_page_runs_under_its_own_hashes(site: Site) -> None:
    policy = site.ask("/network").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path", [*PAGES, "/sparql?query=ASK%20%7B%7D", "/network", "/static/query.js", "/complete?q=x"]
)
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}])
def test_nothing_is_shared_with_other_origins(path: str, headers: dict[str, str], site: Site) -> None:
    got = site.ask(path, headers)
    assert not [name for name in got.headers if name.startswith("access-control")]
    assert got.headers["cross-origin-resource-policy"] == "same-origin"


WRONG = [
    {"Host": "evil.example"},
    {"Host": "evil.example:80"},
    {"Host": "localhost.evil.example"},
    {"Host": "127.0.0.1.nip.io"},
    {"Host": "localhost@evil.example"},
    {"Host": "192.168.0.1"},
    {"Host": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost:1"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "anything"},
]


@pytest.mark.parametrize("headers", WRONG, ids=str)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%20%7B%7D", "/static/site.css", "/person/x"])
def test_who_comes_under_a_foreign_name_or_from_a_foreign_page_is_sent_away(
    headers: dict[str, str], path: str, site: Site
) -> None:
    got = site.ask(path, headers)
    assert got.status == 403
    assert "kijigraph" not in got.text
    assert "access-control-allow-origin" not in got.headers


def test_a_foreign_page_cannot_post(site: Site) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://evil.example"}
    assert site.ask("/sparql", headers, method="POST", body="query=ASK%20%7B%7D").status == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_the_names_of_loopback_are_known(host: str, site: Site) -> None:
    got = site.ask("/", {"Host": f"{host}:{site.port}", "Origin": f"http://{host}:{site.port}"})
    assert got.status == 200


def test_a_request_without_or_with_two_hosts_is_refused(site: Site) -> None:
    for hosts in ("", "Host: localhost\r\nHost: evil.example\r\n"):
        with socket.create_connection(("127.0.0.1", site.port)) as line:
            line.sendall(f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
            assert line.makefile("rb").readline().split()[1] in (b"400", b"403")


def test_localhost_is_both_loopback_addresses(site: Site) -> None:
    assert site.ask("/", address="127.0.0.1").status == 200
    assert site.ask("/", address="::1").status == 200


def test_a_site_on_the_loopback_of_ipv6_alone(built: Path) -> None:
    with serving(built, "--host", "::1") as served:
        assert served.url == f"http://[::1]:{served.port}"
        assert served.ask("/", address="::1").status == 200
        assert served.ask("/", {"Origin": served.url}, address="::1").status == 200
        with pytest.raises(ConnectionRefusedError):
            served.ask("/", address="127.0.0.1")


SECRET = "secret-of-the-test"
OUTSIDE = [
    "/../{name}",
    "/../../{name}",
    "/static/../{name}",
    "/static/..%2f{name}",
    "/static/%2e%2e/{name}",
    "/static/%2e%2e%2f%2e%2e%2f{name}",
    "/static/..%5c{name}",
    "/static/....//{name}",
    "/static/%252e%252e%252f{name}",
    "/static/{path}",
    "/static/{encoded}",
    "//{path}",
    "/{path}",
    "/static/{name}%00.css",
    "/static/site.css%00",
    "/%00",
    "/person/%00",
    "/person/..%2f..%2f{name}",
    "/article/../../{name}",
    "/article/file:{path}",
    "/person/%ff%fe",
    "/person/%E9%AB",
    "/ontology/../{name}",
    "/ontology/%2e%2e%2f{name}",
    "/ontology/kg.ttl",
    "/static/",
    "/static",
    "/graph.nq",
    "/store/CURRENT",
    "/network.html",
    "/.lock",
]


@pytest.mark.parametrize("form", OUTSIDE)
def test_no_path_leads_to_a_file(form: str, site: Site, built: Path) -> None:
    secret = built.parent / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    path = form.format(name=secret.name, path=secret, encoded=str(secret).replace("/", "%2F"))
    for headers in ({}, HTML, {"Accept": "text/turtle"}):
        got = site.ask(path, headers)
        assert (got.status, SECRET in got.text) == (404, False)
        assert "@prefix" not in got.text


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example", "/%5Cevil.example", "/\\evil.example/x"])
def test_no_path_makes_a_link_to_another_host(path: str, site: Site) -> None:
    links = re.findall(r'(?:href|action|src)="([^"]*)"', site.ask(path, HTML).text)
    assert len(links) > 5
    assert [link for link in links if not re.match(r"#|/(?![/\\])", link)] == []


def test_what_is_served_as_a_file_is_a_fixed_few() -> None:
    assert set(_assets()) == {
        *(
            f"{name}.js"
            for name in ("ask", "complete", "data", "history", "network", "query", "table", "term", "timeline")
        ),
        "vis-network.js",
        "site.css",
        "icon.svg",
    }


def test_headers_of_a_request_end_in_no_header_of_the_answer(site: Site) -> None:
    got = site.ask("/query?query=x%0d%0aSet-Cookie:%20a=b&lang=en%0d%0aX: y".replace(" ", "%20"))
    assert "x" not in got.headers
    assert "set-cookie" not in got.headers
