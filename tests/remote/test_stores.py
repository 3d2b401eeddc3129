"""Push and query against real stores: what is there is what is here, and stays so however a push ends."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from running import SEEDS, Run
from stores import Store

import kg
from kg.keep.question import questions
from kg.remote.login import NETRC, PASSWORD, USER
from kg.remote.piece import pieces
from kg.write.statement import statements

OUR = "https://w3id.org/kijigraph/id/"
LINES = (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines()


def counts(store: Store, base: str = OUR) -> Counter[str]:
    """Named graph to the number of its statements, as the store counts them."""
    query = f'SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}")) }} GROUP BY ?g'
    return Counter({graph: int(number) for graph, number in kg.Endpoint(store.queries).query(query).texts()})


def expected(graph: kg.KnowledgeGraph) -> Counter[str]:
    """The same of the built graph: each article's, and those of what stands in the default graph."""
    return Counter({piece.graph: piece.body.count(b"\n") for piece in pieces(graph)})


@pytest.fixture
def pushed(writer: Store, built: kg.KnowledgeGraph) -> Store:
    kg.Endpoint(writer.graphs).push(built)
    return writer


def test_every_graph_is_there_with_every_statement(pushed: Store, built: kg.KnowledgeGraph) -> None:
    here = Counter(said.graph[1:-1] for said in built.statements() if said.graph)
    there = counts(pushed)
    assert {graph: number for graph, number in there.items() if "/article/" in graph} == here
    default = sum(1 for said in built.statements() if said.graph is None)
    assert sum(number for graph, number in there.items() if "/shared/" in graph) == default > 1000
    assert there == expected(built)


def test_the_statements_of_an_article_are_the_same_to_the_letter(pushed: Store, built: kg.KnowledgeGraph) -> None:
    article = f"{OUR}article/alliance-03"
    query = f"SELECT ?s ?p ?o {{ GRAPH <{article}> {{ ?s ?p ?o }} }}"
    there, here = kg.Endpoint(pushed.queries).query(query), built.query(query)
    assert set(there.format("tsv").splitlines()) == set(here.format("tsv").splitlines())
    assert len(there) > 20


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_a_question_that_ships_is_answered_alike(name: str, pushed: Store, built: kg.KnowledgeGraph) -> None:
    there, here = kg.Endpoint(pushed.queries).query(name), built.query(name)
    assert there.columns == here.columns
    assert len(here) > 1
    if pushed.name == "virtuoso":  # which repeats a row now and then, DISTINCT or not
        assert list(dict.fromkeys(there.texts())) == list(dict.fromkeys(here.texts()))
    else:
        assert there.texts() == here.texts()


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_the_command_prints_what_it_prints_of_the_folder(
    form: str, pushed: Store, built: kg.KnowledgeGraph, run: Run
) -> None:
    asked = ("query", "person-timeline", "--set", "person=高市早苗", "--format", form)
    there, here = run(*asked, "--endpoint", pushed.queries), run(*asked, "-g", built.directory)
    assert (there.code, there.err) == (0, "")
    assert there.out == here.out
    assert "会談" in there.out


def test_queries_of_every_form(pushed: Store, built: kg.KnowledgeGraph, run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text("\ufeffASK { person:高市早苗 kg:metWith ?who }", encoding="utf-8")
    assert run("query", "-f", tmp_path / "own.rq", "--endpoint", pushed.queries).out == "true\n"
    construct = "CONSTRUCT { ?a kg:metWith ?b } WHERE { ?a kg:metWith ?b }"
    there, here = kg.Endpoint(pushed.queries).query(construct), built.query(construct)
    assert there.rows == here.rows
    assert len(here) > 10
    declared = "PREFIX k: <https://w3id.org/kijigraph/ontology#> PREFIX kg: <http://e.org/> ASK { ?a k:metWith ?b }"
    assert kg.Endpoint(pushed.queries).query(declared).boolean is True


def test_a_second_push_sends_nothing(pushed: Store, built: kg.KnowledgeGraph, run: Run) -> None:
    ran = run("push", pushed.graphs, "-o", built.directory)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{pushed.graphs}: 0 graphs sent, 0 deleted, {len(expected(built))} there already\n"


def articles(file: Path, lines: list[str]) -> Path:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_what_changed_is_sent_and_what_is_gone_is_deleted(writer: Store, tmp_path: Path) -> None:
    base, out = f"http://changed.example/{writer.name}/", tmp_path / "out"
    endpoint = kg.Endpoint(writer.graphs)
    first = kg.build(articles(tmp_path / "a.jsonl", LINES[:8]), out, base=base)
    assert (came := endpoint.push(first)).sent == len(expected(first)) > 8
    assert came.deleted == came.left == 0
    assert counts(writer, base) == expected(first)

    corrected = json.dumps(json.loads(LINES[1]) | {"text": "小泉進次郎防衛相は11月23日に与那国島を訪問した。"})
    second = kg.build(articles(tmp_path / "b.jsonl", [LINES[0], corrected, *LINES[3:9]]), out, base=base)
    had, has = ({piece.graph: piece.digest for piece in pieces(graph)} for graph in (first, second))
    differ = {graph for graph in has if had.get(graph) != has[graph]}
    assert len([graph for graph in differ if "/article/" in graph]) == 2  # the one that came, the corrected one
    came = endpoint.push(second)
    assert (came.sent, came.deleted, came.left) == (len(differ), len(had.keys() - has), len(has) - len(differ))
    assert came.deleted >= 1
    assert counts(writer, base) == expected(second)


def test_a_push_that_breaks_off_goes_on(writer: Store, tmp_path: Path) -> None:
    base = f"http://broken.example/{writer.name}/"
    graph = kg.build(articles(tmp_path / "a.jsonl", LINES[:12]), tmp_path / "out", base=base)

    def stop(done: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kg.Endpoint(writer.graphs).push(graph, progress=stop)
    assert len(counts(writer, base)) == 5
    came = kg.Endpoint(writer.graphs).push(graph)
    assert (came.left, came.sent) == (5, len(expected(graph)) - 5)
    assert counts(writer, base) == expected(graph)


def test_an_endpoint_that_lost_what_it_had_is_sent_all_again(writer: Store, tmp_path: Path) -> None:
    base = f"http://lost.example/{writer.name}/"
    graph = kg.build(articles(tmp_path / "a.jsonl", LINES[:4]), tmp_path / "out", base=base)
    endpoint = kg.Endpoint(writer.graphs)
    endpoint.push(graph)
    assert endpoint.push(graph, again=True).sent == len(expected(graph))
    assert counts(writer, base) == expected(graph)


def test_credentials_come_from_netrc_too(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login {store.user} password {store.password}\n")
    monkeypatch.setenv(NETRC, str(tmp_path / "netrc"))
    graph = kg.build(
        articles(tmp_path / "a.jsonl", LINES[:1]), tmp_path / "out", base=f"http://netrc.example/{store.name}/"
    )
    assert kg.Endpoint(store.graphs).push(graph).sent == 2


def test_virtuoso_refuses_who_may_not_write(
    store: Store, built: kg.KnowledgeGraph, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.name != "virtuoso":
        pytest.skip("Oxigraph takes graphs of anyone")
    ran = run("push", store.graphs, "-o", built.directory, "--again")
    assert ran.code == 2
    assert f"{store.graphs}: the endpoint refuses the graph {OUR}" in ran.err
    assert "found: 401" in ran.err
    assert "fix: set KG_USER and KG_PASSWORD" in ran.err
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "wrong")
    assert "found: 401" in run("push", store.graphs, "-o", built.directory, "--again").err
    open_to_all = store.graphs.removesuffix("-auth")
    assert "Virtuoso takes graphs at /sparql-graph-crud-auth" in run("push", open_to_all, "-o", built.directory).err


def test_an_answer_that_the_endpoint_cuts_off_is_told(pushed: Store, run: Run) -> None:
    ran = run("query", "SELECT ?s ?p ?o { ?s ?p ?o }", "--endpoint", pushed.queries, "--format", "csv")
    assert ran.code == 0
    assert ("the endpoint has cut the answer off" in ran.err) == (pushed.name == "virtuoso")


def test_a_query_that_the_endpoint_does_not_take_is_told(pushed: Store, run: Run) -> None:
    ran = run("query", "SELECT ?s { ?s ?p }", "--endpoint", pushed.queries)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("the endpoint finds the query wrong\n  found: ")


def test_statements_of_the_default_graph_are_those_that_are_shared(built: kg.KnowledgeGraph) -> None:
    shared = [piece for piece in pieces(built) if "/shared/" in piece.graph]
    lines = sorted(line for piece in shared for line in piece.body.decode("utf-8").splitlines())
    assert lines == sorted(line for line in built.lines() if next(statements([line])).graph is None)
