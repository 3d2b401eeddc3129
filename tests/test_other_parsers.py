"""Parsers that share no code with this project read what a build writes, and read the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from running import SEEDS

import kg

RAPPER = shutil.which("rapper")


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.build(SEEDS / "alliance-listing.txt")


@pytest.mark.skipif(RAPPER is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize(("name", "form"), [("graph.nq", "nquads"), ("graph.ttl", "turtle")])
def test_raptor_reads_every_statement(name: str, form: str, graph: kg.KnowledgeGraph) -> None:
    ran = subprocess.run(
        [str(RAPPER), "-c", "-i", form, graph.directory / name], capture_output=True, text=True, check=True
    )
    counted = re.search(r"returned (\d+) (?:triples|statements|quads)", ran.stderr)
    assert counted, ran.stderr
    parsed = Graph().parse(graph.directory / name) if form == "turtle" else None
    lines = (graph.directory / name).read_text(encoding="utf-8").splitlines()
    assert int(counted[1]) == (len(parsed) if parsed is not None else len(lines))
    assert "error" not in ran.stderr.lower()


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
