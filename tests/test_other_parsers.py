"""Parsers that share no code with this project read what a build writes, and read the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from running import SEEDS

import kg

RAPPER = shutil.which("rapper")


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.build(SEEDS / "alliance-listing.txt")


FORMS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle", "ntriples"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads", "nquads"),
    "trig": (ox.RdfFormat.TRIG, "trig", "nquads"),
}
WRITTEN = {"ntriples": ox.RdfFormat.N_TRIPLES, "nquads": ox.RdfFormat.N_QUADS}


@pytest.mark.skipif(RAPPER is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("lean", [False, True], ids=["whole", "lean"])
@pytest.mark.parametrize("form", FORMS)
def test_raptor_comes_back_with_the_same_statements(
    form: str, lean: bool, graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    ours, theirs, back = FORMS[form]
    text = graph.export(form, tmp_path / "graph", lean=lean)
    command = [str(RAPPER), "-i", theirs, "-o", back, tmp_path / "graph", graph.base or ""]
    ran = subprocess.run(command, capture_output=True, check=True)
    assert b"error" not in ran.stderr.lower()
    assert b"warning" not in ran.stderr.lower()
    returned = {str(quad) for quad in ox.parse(input=ran.stdout, format=WRITTEN[back])}
    assert returned == {str(quad) for quad in ox.parse(input=text.encode(), format=ours)}
    assert len(returned) > 100


@pytest.mark.skipif(RAPPER is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("name", ["graph.ttl", "dataset.ttl"])
def test_raptor_comes_back_with_what_the_build_wrote(name: str, graph: kg.KnowledgeGraph) -> None:
    ran = subprocess.run(
        [str(RAPPER), "-q", "-i", "turtle", "-o", "ntriples", graph.directory / name], capture_output=True, check=True
    )
    returned = {str(quad) for quad in ox.parse(input=ran.stdout, format=ox.RdfFormat.N_TRIPLES)}
    assert returned == {str(quad) for quad in ox.parse(path=str(graph.directory / name))}


def test_rdflib_reads_one_graph_from_every_form(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    read = {}
    for form, name in {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}.items():
        read[form] = Dataset()
        read[form].parse(data=graph.export(form), format=name)
    names = [{(str(g.identifier), len(g)) for g in data.graphs() if len(g)} for data in read.values()]
    assert names[0] == names[1] == names[2]
    whole = Graph()
    for quad in read["nquads"].quads():
        whole.add(quad[:3])
    assert isomorphic(whole, Graph().parse(data=graph.export("turtle"), format="turtle"))
