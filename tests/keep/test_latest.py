"""The latest events are what all events of the graph have among them, read without the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import SEEDS

import kg
from kg.keep.event import EventView
from kg.keep.latest import latest


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return kg.build(SEEDS, tmp_path_factory.mktemp("graph") / "out")


@pytest.mark.parametrize("most", [1, 7, 60])
def test_they_are_those_that_start_last(most: int, graph: kg.KnowledgeGraph) -> None:
    found = latest(graph.lines, graph.ontology, most)
    assert found.of == len(graph.events()) > 200

    def start(event: EventView) -> tuple[str, str]:
        return ("" if (event.start or "-").startswith("-") else str(event.start), event.iri)

    expected = sorted(graph.events(), key=start)[-most:]
    whole = {event.iri: event for event in graph.events()}
    assert {event.iri for event in found.events()} == {event.iri for event in expected}
    assert all(event == whole[event.iri] for event in found.events())


def test_all_of_them_are_all(graph: kg.KnowledgeGraph) -> None:
    assert latest(graph.lines, graph.ontology, 100_000).events() == graph.events()


def test_a_graph_without_events(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    assert latest(list, graph.ontology, 3) == latest(lambda: iter(()), graph.ontology, 3)
    assert latest(list, graph.ontology, 3).of == 0


def test_a_page_of_a_part_says_so(graph: kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    all_of_it = graph.view(tmp_path / "all.html").read_text("utf-8")
    assert '"of":null' in all_of_it
    monkeypatch.setattr("kg.graph._ON_A_PAGE", 20)
    part = graph.view(tmp_path / "part.html").read_text("utf-8")
    assert f'"of":{len(graph.events())}' in part
    assert len(part) < len(all_of_it)
    assert '"of":null' in graph.view(tmp_path / "chosen.html", since="2025").read_text("utf-8")
