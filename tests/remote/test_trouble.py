"""What goes wrong between here and an endpoint: tried again within bounds, told in one message, and nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest
from running import Run
from serving import serving
from troubled import Troubled, say, troubled

import kg
from kg.keep.question import questions
from kg.remote.line import Patience
from kg.remote.login import NETRC, PASSWORD, USER
from kg.remote.piece import pieces
from kg.remote.record import FILE

HURRIED = Patience(tries=4, first=0, answer=0.5)


@pytest.fixture
def store() -> Iterator[Troubled]:
    with troubled() as started:
        yield started


@pytest.fixture
def graph(built: kg.KnowledgeGraph, tmp_path: Path) -> kg.KnowledgeGraph:
    shutil.copytree(built.directory, tmp_path / "out", ignore=shutil.ignore_patterns(f"{FILE}*"))
    return kg.KnowledgeGraph(tmp_path / "out")


def bodies(graph: kg.KnowledgeGraph) -> dict[str, bytes]:
    return {piece.graph: piece.body for piece in pieces(graph)}


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_store_that_is_busy_for_a_while_is_asked_again(
    status: int, store: Troubled, graph: kg.KnowledgeGraph
) -> None:
    store.answer = lambda s, request: len(s.asked) % 3 != 0 and say(request, status, {"Retry-After": "0"})
    came = kg.Endpoint(store.url, HURRIED).push(graph)
    assert store.graphs == bodies(graph)
    assert came.sent == len(store.graphs)
    assert len(store.asked) == 3 * came.sent


def test_a_store_that_stays_busy_is_given_up_after_so_many_tries(store: Troubled, graph: kg.KnowledgeGraph) -> None:
    store.answer = lambda s, request: say(request, 503, body=b"<html><b>closed</b> for today")
    with pytest.raises(kg.EndpointError) as told:
        kg.Endpoint(store.url, HURRIED).push(graph)
    assert len(store.asked) == HURRIED.tries
    assert told.value.found == "503 Service Unavailable closed for today"


def test_a_line_that_breaks_is_opened_again(store: Troubled, graph: kg.KnowledgeGraph) -> None:
    def answer(s: Troubled, request: BaseHTTPRequestHandler) -> bool:
        request.close_connection = len(s.asked) % 2 != 0
        return request.close_connection

    store.answer = answer
    kg.Endpoint(store.url, HURRIED).push(graph)
    assert store.graphs == bodies(graph)


def test_a_store_that_takes_a_request_and_never_answers_is_asked_once(
    store: Troubled, graph: kg.KnowledgeGraph
) -> None:
    import threading

    silent = threading.Event()
    store.answer = lambda s, request: not silent.wait(5)
    with pytest.raises(kg.EndpointError, match="does not answer"):
        kg.Endpoint(store.url, HURRIED).push(graph)
    silent.set()
    assert len(store.asked) == 1


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (401, {"WWW-Authenticate": "Bearer"}, "set KG_USER and KG_PASSWORD"),
        (403, {}, "give a user who may"),
        (404, {}, "kg serve shows a graph and takes none"),
        (405, {}, "Fuseki at /DATASET/data"),
        (413, {}, "raise the limit of the server"),
        (308, {"Location": "https://elsewhere.example/"}, "give the address that it names: https://elsewhere.example/"),
    ],
)
def test_a_refusal_says_what_to_do(
    status: int, headers: dict[str, str], says: str, store: Troubled, graph: kg.KnowledgeGraph, run: Run
) -> None:
    store.answer = lambda s, request: say(request, status, headers)
    ran = run("push", store.url, "-o", graph.directory)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{store.url}: the endpoint refuses the graph http")
    assert says in ran.err
    assert len(store.asked) == 1


def test_a_push_that_is_killed_goes_on(store: Troubled, graph: kg.KnowledgeGraph) -> None:
    def kill(s: Troubled, request: BaseHTTPRequestHandler) -> bool:
        if len(s.asked) == 7:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        return False

    store.answer = kill
    process = subprocess.Popen([sys.executable, "-m", "kg", "push", store.url, "-o", str(graph.directory)])
    process.wait()
    assert process.returncode == -signal.SIGKILL
    assert len(store.asked) == 7
    store.answer = lambda s, request: False
    came = kg.Endpoint(store.url).push(graph)
    assert came.left == 6  # the seventh may be there, but nobody has heard of it
    assert store.graphs == bodies(graph)


def test_what_is_withdrawn_is_deleted_and_nothing_else(store: Troubled, graph: kg.KnowledgeGraph) -> None:
    store.graphs["http://of.others/graph"] = b"theirs"
    kg.Endpoint(store.url).push(graph)
    left = graph.remove(["alliance-04"])
    store.asked.clear()
    assert kg.Endpoint(store.url).push(left).deleted >= 1
    assert ("DELETE", "https://w3id.org/kijigraph/id/article/alliance-04") in store.asked
    assert store.graphs == bodies(left) | {"http://of.others/graph": b"theirs"}


def test_a_graph_that_is_gone_there_too_counts_as_deleted(store: Troubled, graph: kg.KnowledgeGraph) -> None:
    endpoint = kg.Endpoint(store.url)
    endpoint.push(graph)
    left = graph.remove(["alliance-04"])
    store.answer = lambda s, request: request.command == "DELETE" and say(request, 404)
    assert endpoint.push(left).deleted >= 1
    assert endpoint.push(left).deleted == 0


def test_two_endpoints_have_records_of_their_own(store: Troubled, graph: kg.KnowledgeGraph) -> None:
    kg.Endpoint(store.url).push(graph)
    with troubled() as other:
        assert kg.Endpoint(other.url).push(graph).left == 0
        assert other.graphs == store.graphs


def test_a_second_push_of_the_folder_meanwhile_is_refused(store: Troubled, graph: kg.KnowledgeGraph, run: Run) -> None:
    seen = []

    def meanwhile(done: int) -> None:
        if not seen:
            seen.append(run("push", store.url, "-o", graph.directory))

    kg.Endpoint(store.url).push(graph, progress=meanwhile)
    assert seen[0].code == 2
    assert "another push of this folder is under way" in seen[0].err


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("localhost:8890/sparql", "expected: http(s)://host/path"),
        ("ftp://e.org/", "expected: http(s)://host/path"),
        ("http://", "expected: http(s)://host/path"),
        ("http://me:secret@e.org/", "a password does not belong in an address"),
        ("http://127.0.0.1:9/store", "the endpoint does not answer"),
    ],
)
@pytest.mark.parametrize("command", ["push", "query"])
def test_an_address_that_is_none(
    command: str, url: str, says: str, graph: kg.KnowledgeGraph, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Patience, "__init__", lambda self, **given: _hurry(self))
    ran = run("push", url, "-o", graph.directory) if command == "push" else run("query", "ASK {}", "--endpoint", url)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err


def _hurry(patience: Patience) -> None:
    for name in Patience.__slots__:
        object.__setattr__(patience, name, getattr(HURRIED, name))


def test_half_a_login_and_a_broken_netrc_are_told(
    store: Troubled, graph: kg.KnowledgeGraph, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "dba")
    assert "expected: KG_PASSWORD beside the other" in run("push", store.url, "-o", graph.directory).err
    monkeypatch.delenv(USER)
    (tmp_path / "netrc").write_text("machine 127.0.0.1\nlogin a\npasword b\n")
    monkeypatch.setenv(NETRC, str(tmp_path / "netrc"))
    assert f"{tmp_path}/netrc:" in run("push", store.url, "-o", graph.directory).err
    assert store.asked == []


def test_basic_and_digest_are_answered_and_nobody_else_is_told_the_password(
    store: Troubled, graph: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "secret")
    told: list[str] = []

    def challenge(s: Troubled, request: BaseHTTPRequestHandler) -> bool:
        given = request.headers.get("Authorization", "")
        told.append(given)
        return not given and say(request, 401, {"WWW-Authenticate": 'Basic realm="x"'})

    store.answer = challenge
    kg.Endpoint(store.url).push(graph)
    assert told[0] == ""
    assert set(told[2:]) == {httpx.BasicAuth("me", "secret")._auth_header}
    told.clear()
    store.answer = lambda s, request: bool(told.append(request.headers.get("Authorization", "")))
    kg.Endpoint(store.url).push(graph, again=True)
    assert set(told) == {""}  # who does not ask is not told


@pytest.mark.parametrize(
    ("kind", "body", "says"),
    [
        ("text/html", b"<h1>hello</h1>", "the answer is of a kind that is not read here"),
        ("application/sparql-results+json", b"{", "the answer cannot be read"),
        ("text/turtle", b"<a> <b> .", "the answer cannot be read"),
    ],
)
def test_an_answer_that_is_none(kind: str, body: bytes, says: str, store: Troubled, run: Run) -> None:
    store.answer = lambda s, request: say(request, 200, {"Content-Type": kind}, body)
    ran = run("query", "SELECT ?x { ?x ?y ?z }", "--endpoint", store.url)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_query_that_is_wrong_is_not_sent(store: Troubled, run: Run) -> None:
    for query in ("DROP ALL", "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", "ASK { ?x nobody:knows ?y }"):
        assert run("query", query, "--endpoint", store.url).code == 2
    assert store.asked == []


def test_kg_serve_is_asked_and_takes_no_graph(built: kg.KnowledgeGraph, run: Run, graph: kg.KnowledgeGraph) -> None:
    with serving(built.directory) as site:
        endpoint = kg.Endpoint(f"{site.url}/sparql")
        for name in [question.name for question in questions()]:
            assert endpoint.query(name).texts() == built.query(name).texts(), name
        for path in ("/sparql", "/"):
            ran = run("push", f"{site.url}{path}", "-o", graph.directory)
            assert ran.code == 2
            assert "found: 405" in ran.err
            assert "kg serve shows a graph and takes none: run kg build or kg add where it is served" in ran.err


def test_an_answer_that_kg_serve_cuts_off_is_told(built: kg.KnowledgeGraph, run: Run) -> None:
    with serving(built.directory, "--row-limit", "10") as site:
        ran = run("query", "SELECT ?s { ?s ?p ?o }", "--endpoint", f"{site.url}/sparql", "--format", "csv")
    assert len(ran.out.splitlines()) == 11
    assert "the endpoint has cut the answer off" in ran.err
