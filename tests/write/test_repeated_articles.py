"""An article that repeats another's text is a further report of the same events, in the graph that a build writes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import yaml

import kg
from kg.keep.validate import validate

CASES = yaml.safe_load((Path(__file__).parents[1] / "read" / "repeats.yaml").read_text("utf-8"))
TEXT = CASES["first"]
FILLER = "欧州連合の外相らは3日、停戦を支持した。"


def put(folder: Path, *articles: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    lines = [json.dumps(article, ensure_ascii=False) for article in articles]
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


FIRST = {"id": "first", "published": "2026-03-10", "text": TEXT}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    folder = tmp_path_factory.mktemp("alone")
    return kg.build(put(folder / "in", FIRST), folder / "out")


@pytest.mark.parametrize("case", CASES["repeats"], ids=lambda case: case["name"])
def test_a_repeat_tells_of_the_same_events(case: dict[str, str], alone: kg.KnowledgeGraph, tmp_path: Path) -> None:
    other = {"id": "other", **{key: case[key] for key in ("published", "text") if key in case}}
    graph = kg.build(put(tmp_path / "in", FIRST, other), tmp_path / "out")
    first = {event.iri: event for event in alone.events()}
    shared = [event for event in graph.events() if event.articles == ("first", "other")]
    assert first.keys() <= {event.iri for event in graph.events()}
    assert len(shared) >= 3
    # A sentence that is there in other words may tell of another event; none that is the same does.
    sentences = {report.exact for event in first.values() for report in event.reports}
    for event in graph.events():
        if event.articles == ("other",):
            assert event.reports[0].exact not in sentences
    for event in shared:
        assert (event.label, event.start) == (first[event.iri].label, first[event.iri].start)
        for report in event.reports:
            text = TEXT if report.article_id == "first" else case["text"]
            assert report.exact == text[report.start : report.end]
    [repeat] = [article for article in graph.articles() if article.repeats]
    assert (repeat.id, repeat.repeats) == ("other", next(a.iri for a in graph.articles() if a.id == "first"))
    assert validate(graph.nquads) == ()


def test_a_word_for_word_repeat_adds_no_event(alone: kg.KnowledgeGraph, tmp_path: Path) -> None:
    copies = [{"id": f"copy-{n}", "text": TEXT, "published": f"2026-03-1{n}"} for n in (0, 1, 2)]
    graph = kg.build(put(tmp_path / "in", *copies, FIRST), tmp_path / "out")
    assert len(graph.events()) == len(alone.events()) == 6
    assert {event.articles for event in graph.events()} == {("copy-0", "copy-1", "copy-2", "first")}


@pytest.mark.parametrize("case", CASES["others"], ids=lambda case: case["name"])
def test_what_is_no_repeat_keeps_its_own_events(case: dict[str, str], tmp_path: Path) -> None:
    first = {**FIRST, "text": case.get("of", TEXT)}
    other = {"id": "other", "published": case.get("published", "2026-03-10"), "text": case["text"]}
    graph = kg.build(put(tmp_path / "in", first, other), tmp_path / "out")
    assert not [article.id for article in graph.articles() if article.repeats]


def test_neither_order_nor_workers_change_a_byte(tmp_path: Path) -> None:
    articles = [
        {"id": f"x{n:02d}", "published": "2026-03-09", "text": FILLER.replace("3日", f"{n % 27 + 1}日")}
        for n in range(40)
    ]
    articles += [FIRST, *({"id": f"copy-{n}", "text": TEXT, "published": "2026-03-12"} for n in range(5))]
    written = set()
    for workers in (1, 2):
        random.Random(workers).shuffle(articles)
        graph = kg.build(put(tmp_path / f"in{workers}", *articles), tmp_path / f"out{workers}", workers=workers)
        written.add(graph.nquads.read_bytes())
    assert len(written) == 1


def test_withdrawing_the_first_leaves_the_repeat_with_its_events(tmp_path: Path) -> None:
    other = {"id": "other", "published": "2026-03-10", "text": TEXT}
    graph = kg.build(put(tmp_path / "in", {**FIRST, "published": "2026-03-09"}, other), tmp_path / "out")
    before = {event.iri for event in graph.events()}
    left = graph.remove(["first"])
    assert {event.iri for event in left.events()} == before
    assert {event.articles for event in left.events()} == {("other",)}
    assert "repeats" not in left.nquads.read_text("utf-8")
    assert validate(left.nquads) == ()


def test_whom_an_analyst_tells_apart_is_so_in_the_repeat_too(tmp_path: Path) -> None:
    same = tmp_path / "same.csv"
    same.write_text("entity,same_as,reason\nperson/マルコ・ルビオ,person/ルビオ,試し\n", "utf-8")
    other = {"id": "other", "published": "2026-03-11", "text": TEXT}
    graph = kg.build(put(tmp_path / "in", FIRST, other), tmp_path / "out", same=same)
    assert {event.articles for event in graph.events()} == {("first", "other")}
    assert "<https://w3id.org/kijigraph/id/person/マルコ・ルビオ>" not in graph.nquads.read_text("utf-8")


def test_the_publisher_of_an_article_is_named(tmp_path: Path) -> None:
    page = Path(__file__).parents[1] / "read" / "pages" / "newspaper.html"
    graph = kg.build(page, tmp_path / "out")
    [article] = graph.articles()
    assert (article.publisher, article.issued) == ("あけぼの新聞社", "2025-10-28")
    assert validate(graph.nquads) == ()
