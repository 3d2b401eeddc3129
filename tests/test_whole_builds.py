"""Whole builds conform, rest on the words of their articles to the character, and come apart again."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from running import SEEDS, Run

import kg
from kg.keep.validate import validate
from kg.read import read
from kg.shard import Kit, Setting
from kg.write.iris import DEFAULT_BASE
from kg.write.quads import quads_of
from kg.write.statement import statements

GOLD = Path(__file__).parents[1] / "../shared/gold"
GIVEN = [SEEDS, *(GOLD / f"{name}.jsonl" for name in ("seed", "wire-dev", "wikinews-dev"))]
PARTS = ("graph.nq", "graph.ttl", "dataset.ttl", "network.html")


@pytest.fixture(scope="module", params=GIVEN, ids=lambda path: path.stem)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, kg.KnowledgeGraph]:
    if not request.param.exists():
        pytest.skip("the gold files lie beside the repository, and are not here")
    return request.param, kg.build(request.param, tmp_path_factory.mktemp("built") / "out")


def test_it_conforms(built: tuple[Path, kg.KnowledgeGraph]) -> None:
    assert validate(built[1].nquads) == ()


def test_every_event_rests_on_the_words_of_its_article(built: tuple[Path, kg.KnowledgeGraph]) -> None:
    given, graph = built
    texts = {article.id: article.text for article in read([given]).articles}
    wrong, checked = set(), 0
    for event in graph.events():
        for report in event.reports:
            text = texts[report.article_id]
            checked += 1
            spans = [(report.start, report.end, report.exact), *((m.start, m.end, m.exact) for m in report.mentions)]
            if any(text[start:end] != exact or not exact for start, end, exact in spans):
                wrong.add((report.article_id, "exact"))
            if report.trigger not in report.exact or not report.rule:
                wrong.add((report.article_id, "trigger"))
        named = {(m.role, m.entity) for report in event.reports for m in report.mentions}
        filled = {(role, entity.iri) for role, entities in event.roles.items() for entity in entities}
        if not filled <= named:
            wrong.add((event.articles[0], f"{event.type}: a filler without a span"))
    assert wrong == set()
    assert checked > 25


def test_of_an_entity_the_default_graph_says_the_same_whatever_article_names_it(
    built: tuple[Path, kg.KnowledgeGraph],
) -> None:
    """Else withdrawing one article would leave behind what it alone knew."""
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    told: dict[str, set[frozenset[str]]] = defaultdict(set)
    for article in read([built[0]]).articles:
        found: dict[str, set[str]] = defaultdict(set)
        for said in statements(quads_of(kit.reader.read(article), kit.ontology, kit.iris, kit.build, kit.decisions)):
            if said.graph is None:
                found[said.subject].add(f"{said.predicate} {said.value}")
        for subject, values in found.items():
            told[subject].add(frozenset(values))
    assert {subject for subject, ways in told.items() if len(ways) > 1} == set()
    assert len(told) > 50


@pytest.fixture
def articles(tmp_path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines()[30:50]]


def written(folder: Path, articles: list[dict[str, str]]) -> Path:
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file


def same(one: Path, other: Path) -> bool:
    return all((one / part).read_bytes() == (other / part).read_bytes() for part in PARTS)


def test_removing_an_article_is_building_without_it(articles: list[dict[str, str]], run: Run, tmp_path: Path) -> None:
    decided = tmp_path / "same.csv"
    decided.write_text("entity,same_as,reason\nperson/李在明,person/李大統領,試し\n", encoding="utf-8")
    kg.build(written(tmp_path, articles), tmp_path / "all", same=decided)
    # One of four that tell of a meeting, its announcement, one side of a dispute, and one that nothing else touches.
    gone = ["2025-08-23-lee-gaimu", "2025-08-14-lee-plan", "2026-02-06-istanbul-no", "2025-09-08-kyiv-attack"]
    assert run("remove", *gone, "-g", tmp_path / "all").code == 0
    rest = [article for article in articles if article["id"] not in gone]
    assert len(rest) == len(articles) - len(gone)
    kg.build(written(tmp_path, rest), tmp_path / "rest", same=decided)
    assert same(tmp_path / "all", tmp_path / "rest")


def test_a_corrected_article_leaves_nothing_of_the_one_before(articles: list[dict[str, str]], tmp_path: Path) -> None:
    kg.build(written(tmp_path, articles), tmp_path / "right")
    wrong = [{**article, "text": article["text"].replace("日本", "英国")} for article in articles]
    assert wrong != articles
    kg.build(written(tmp_path, wrong), tmp_path / "corrected")
    assert not same(tmp_path / "corrected", tmp_path / "right")
    kg.build(written(tmp_path, articles), tmp_path / "corrected")
    assert same(tmp_path / "corrected", tmp_path / "right")
