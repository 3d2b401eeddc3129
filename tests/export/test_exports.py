"""Every export says what the graph says, in a form that its readers take."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from built import build
from rdflib import Dataset
from readings import filler, meeting, reading
from running import Run

from kg.errors import InputError
from kg.export import FORMATS
from kg.export.plover import left_out
from kg.graph import KnowledgeGraph
from kg.model import Event, Kind, Span, Status

RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
BASE = "https://w3id.org/kijigraph/id/"


def quads(text: str, form: str) -> set[ox.Quad]:
    return set(ox.parse(input=text.encode(), format=RDF[form]))


@pytest.mark.parametrize("lean", [False, True])
@pytest.mark.parametrize("form", sorted(RDF))
def test_rdf_forms_hold_one_graph(form: str, lean: bool, graph: KnowledgeGraph) -> None:
    wanted = quads(graph.export("nquads", lean=lean), "nquads")
    found = quads(graph.export(form, lean=lean), form)
    if form == "turtle":
        assert {q.triple for q in found} == {q.triple for q in wanted}
    else:
        assert found == wanted


def test_the_whole_graph_is_what_the_build_wrote(graph: KnowledgeGraph) -> None:
    assert graph.export("nquads").encode() == graph.nquads.read_bytes()


def test_jsonld_is_read_without_a_network(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a context was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    text = graph.export("jsonld")
    assert isinstance(json.loads(text)["@context"], dict)
    data = Dataset()
    data.parse(data=text, format="json-ld")
    assert sum(1 for _ in data.quads()) == len(quads(text, "jsonld"))


def test_lean_is_shortcuts_types_and_labels(graph: KnowledgeGraph) -> None:
    predicates = {q.predicate.value.rsplit("#", 1)[-1] for q in quads(graph.export("nquads", lean=True), "nquads")}
    assert predicates - graph.ontology.shortcuts == {"type", "label"}
    assert predicates >= {"metWith", "visited", "demandedOf", "attendedMeeting"}


def test_a_network_of_actors_with_typed_dated_weighted_edges(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    one, other = f"{BASE}person/高市早苗", f"{BASE}person/トランプ"
    assert network.nodes[one] == {"label": "高市早苗", "kind": "Person"}
    (edge,) = [data for data in network[one][other].values() if data["relation"] == "metWith"]
    assert (edge["date"], edge["weight"], edge["event_type"], edge["label"]) == (
        "2025-10-28",
        3,
        "Meeting",
        "会談した相手",
    )
    relations = {data["relation"] for _, _, data in network.edges(data=True)}
    assert relations <= graph.ontology.shortcuts
    assert list(network) == sorted(network)


@pytest.mark.parametrize("lean", [False, True])
def test_graphml_and_gexf_come_back(lean: bool, graph: KnowledgeGraph) -> None:
    read = {
        "graphml": nx.parse_graphml(graph.export("graphml", lean=lean), force_multigraph=True),
        "gexf": nx.read_gexf(io.BytesIO(graph.export("gexf", lean=lean).encode())),
    }
    for form, network in read.items():
        assert f"{BASE}person/高市早苗" in network, form
        assert network.nodes[f"{BASE}person/高市早苗"]["label"] == "高市早苗"
        assert network.is_directed()
    sizes = {(len(network), network.number_of_edges()) for network in read.values()}
    assert len(sizes) == 1
    if lean:
        assert sizes == {(len(graph.to_networkx()), graph.to_networkx().number_of_edges())}


def test_xml_ids_are_of_one_edge_each_and_no_day_of_writing_is_in_it(graph: KnowledgeGraph) -> None:
    for form in ("graphml", "gexf"):
        text = graph.export(form)
        ids = re.findall(r'<edge [^>]*\bid="([^"]*)"', text)
        assert len(ids) == len(set(ids)) > 5
        assert "lastmodified" not in text
        assert "会談" in text


def test_the_table_has_a_row_an_event_and_no_formula(graph: KnowledgeGraph) -> None:
    text = graph.export("csv")
    assert text.startswith("\ufefftype,status,label,start")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert len(rows) == len(graph.events())
    visit = next(row for row in rows if row["type"] == "Visit")
    assert (visit["start"], visit["agent"], visit["place"], visit["articles"]) == (
        "XXXX-11-23",
        "小泉進次郎",
        "与那国島",
        "visit-1",
    )
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert any(cell.startswith("'=cmd") for cell in cells)


def test_plover_records(graph: KnowledgeGraph) -> None:
    records = [json.loads(line) for line in graph.export("plover").splitlines()]
    types = {record["class"]: (record["event_type"], record["event_mode"]) for record in records}
    assert types == {"Meeting": ("CONSULT", None), "Visit": ("CONSULT", "visit"), "Demand": ("REQUEST", None)}
    meeting = next(r for r in records if r["event_date"] == "2025-10-28")
    assert ([a["name"] for a in meeting["actor"]], meeting["recipient"]) == (["トランプ", "高市早苗"], [])
    assert meeting["reciprocal"] is True
    assert [s["article"] for s in meeting["sources"]] == ["news-1", "news-2", "plan-1"]


def test_plover_leaves_out_what_it_has_no_type_for_and_says_so(graph: KnowledgeGraph, tmp_path: Path, run: Run) -> None:
    assert left_out(graph) == {"Statement": 1}
    records = graph.export("plover").splitlines()
    assert len(records) == len(graph.events()) - 1
    ran = run("export", "-f", "plover", "-g", graph.directory, "-o", tmp_path / "events.jsonl")
    assert ran.code == 0
    assert "1 event left out, of classes that PLOVER has no type for: Statement 1" in ran.err


def test_what_is_planned_may_be_plovers_type_for_a_promise(tmp_path: Path) -> None:
    text = "高市早苗首相は10月28日、トランプ大統領と会談する。米軍が撤退する。米軍が撤退した。"
    parts = filler(text, "agent", "米軍", Kind.ORGANIZATION), Span(32, len(text))
    events = (
        meeting(text, "高市早苗", "トランプ", status=Status.PLANNED),
        Event("Withdrawal", "withdrawal.from", Span(27, 29), parts[1], parts[:1], status=Status.PLANNED),
        Event("Withdrawal", "withdrawal.from", Span(35, 37), parts[1], parts[:1]),
    )
    built = build(tmp_path, reading("a", text, *events))
    told = [json.loads(line) for line in built.export("plover").splitlines()]
    assert sorted((r["event_type"], r["status"], r["event_type_also"]) for r in told) == [
        ("CONSULT", "planned", ["AGREE"]),
        ("RETREAT", "occurred", ["SANCTION"]),
        ("RETREAT", "planned", ["SANCTION", "CONCEDE"]),
    ]


def test_a_form_that_does_not_exist_is_told(graph: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="no such format") as caught:
        graph.export("docx")
    assert caught.value.expected == ", ".join(FORMATS)


def test_an_export_goes_into_a_file_byte_for_byte(graph: KnowledgeGraph, tmp_path: Path) -> None:
    text = graph.export("csv", tmp_path / "events.csv")
    assert (tmp_path / "events.csv").read_bytes() == text.encode()


SCRIPT = """
import sys
from kg.export import FORMATS
from kg.graph import KnowledgeGraph
graph = KnowledgeGraph(sys.argv[1])
for form in FORMATS:
    for lean in (False, True):
        sys.stdout.buffer.write(graph.export(form, lean=lean).encode())
"""


def test_the_same_bytes_whatever_the_hash_seed(graph: KnowledgeGraph) -> None:
    outputs = set()
    for seed in ("0", "5", "91"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT, str(graph.directory)]
        run = subprocess.run(command, env=env, cwd=Path(__file__).parents[2], capture_output=True, check=True)
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000
