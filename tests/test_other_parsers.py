"""Parsers that share no code with this project read what a build writes, and read the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node
from running import SEEDS

import kg
from kg.ontology import XSD

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


Term = tuple[str, str | None, str | None]
Quad = tuple[Term, Term, Term, str | None]

RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
OXIGRAPH = {**{form: ours for form, (ours, _, _) in FORMS.items()}, "jsonld": ox.RdfFormat.JSON_LD}


def by_rdflib(text: str, form: str) -> set[Quad]:
    """The quads that rdflib reads, a literal with its language and datatype."""

    def term(node: Node) -> Term:
        if isinstance(node, Literal):
            datatype = None if node.language else str(node.datatype or f"{XSD}string")
            return str(node), node.language or "", datatype
        assert isinstance(node, URIRef)
        return str(node), None, None

    data = Dataset()
    data.parse(data=text, format=RDFLIB[form])
    default = str(DATASET_DEFAULT_GRAPH_ID)
    return {
        (term(s), term(p), term(o), str(g) if g is not None and str(g) != default else None)
        for s, p, o, g in data.quads()
    }


def by_oxigraph(text: str, form: str) -> set[Quad]:
    def term(node: object) -> Term:
        if isinstance(node, ox.Literal):
            return node.value, node.language or "", None if node.language else node.datatype.value
        assert isinstance(node, ox.NamedNode)
        return node.value, None, None

    return {
        (term(q.subject), term(q.predicate), term(q.object), getattr(q.graph_name, "value", None))
        for q in ox.parse(input=text.encode(), format=OXIGRAPH[form])
    }


@pytest.mark.parametrize("lean", [False, True], ids=["whole", "lean"])
@pytest.mark.parametrize("form", RDFLIB)
def test_rdflib_and_oxigraph_read_one_graph_from_every_form(form: str, lean: bool, graph: kg.KnowledgeGraph) -> None:
    """JSON-LD, which raptor does not read, comes back by these two as well."""
    wanted = by_oxigraph(graph.export("nquads", lean=lean), "nquads")
    if form == "turtle":  # the union of all graphs
        wanted = {(*quad[:3], None) for quad in wanted}
    text = graph.export(form, lean=lean)
    assert by_rdflib(text, form) == wanted
    assert by_oxigraph(text, form) == wanted
    assert len(wanted) > 100
