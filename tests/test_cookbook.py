"""The queries of the cookbook, and those that ship, have answers on the sample articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import SEEDS

import kg
from kg.keep.question import questions

COOKBOOK = Path(__file__).parents[1] / "docs" / "cookbook.md"
QUERIES = re.findall(r"^### (.*?)$.*?```sparql\n(.*?)```", COOKBOOK.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return kg.build(SEEDS, tmp_path_factory.mktemp("seeds") / "out")


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title for title, _ in QUERIES])
def test_a_recipe_has_an_answer(title: str, query: str, graph: kg.KnowledgeGraph) -> None:
    answer = graph.query(query)
    assert len(answer) > 0
    assert answer.hints == ()


def test_every_block_is_asked() -> None:
    text = COOKBOOK.read_text(encoding="utf-8")
    assert text.count("```sparql") == text.count("\n### ") == len(QUERIES) >= 20


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_a_question_that_ships_has_an_answer(name: str, graph: kg.KnowledgeGraph) -> None:
    assert len(graph.query(name)) > 0


@pytest.mark.parametrize(
    ("about", "one", "other"),
    [
        ("status", "2026-02-05-istanbul-yes", "2026-02-06-istanbul-no"),
        ("date", "2026-04-11-india-a", "2026-04-11-india-b"),
    ],
)
def test_the_samples_that_disagree_are_shown_with_both_sentences(
    about: str, one: str, other: str, graph: kg.KnowledgeGraph
) -> None:
    answer = graph.query("disagreements")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.texts()]
    (row,) = [row for row in rows if (row["about"], row["article1"], row["article2"]) == (about, one, other)]
    assert row["one"] != row["other"]
    assert "会談" in row["sentence1"]
    assert "会談" in row["sentence2"]


def test_a_plan_of_the_samples_meets_its_happening(graph: kg.KnowledgeGraph) -> None:
    articles = {(row[4], row[2]) for row in graph.query("same-occasion").texts()}
    assert ("2026-02-18-aus-plan", "2026-03-06-aus-done") in articles


def test_every_shortcut_of_the_samples_has_its_sentence(graph: kg.KnowledgeGraph) -> None:
    shortcuts = {f"<{kg.ontology.KG}{name}>" for name in graph.ontology.shortcuts}
    labels = {entity.iri: entity.label for entity in graph.entities()} | {e.iri: e.label for e in graph.events()}
    articles = {article.iri: article.id for article in graph.articles()}
    stated = {
        (labels[s.subject[1:-1]], s.predicate.rsplit("#")[1][:-1], labels[s.value[1:-1]], articles[s.graph[1:-1]])
        for s in graph.statements()
        if s.graph and s.predicate in shortcuts
    }
    rows = graph.query("which-sentence").texts()
    assert {row[:4] for row in rows} == stated
    assert all(row[4] and row[5] in row[4] for row in rows)
    assert len(stated) > 100
