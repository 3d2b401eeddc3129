"""Articles added to a graph, corrected and taken out again leave what one build of all of them writes."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from outputs import PARTS, assert_same, stored, written
from running import SEEDS, Run

import kg
from kg import InputError

ARTICLES = [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines()][20:56]
LISTING = SEEDS / "alliance-listing.txt"


def wrong(article: dict[str, str]) -> dict[str, str]:
    """The article as it was first printed: another country, another day, another title."""
    text = article["text"].replace("日本", "英国").replace("10日", "11日")
    return {**article, "text": f"{text}仏外相は12日、訪米した。", "title": "誤報"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    kg.build(written(folder / "all.jsonl", ARTICLES), folder / "out")
    return folder / "out"


def test_adding_one_article_is_building_with_it(whole: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(written(tmp_path / "most.jsonl", ARTICLES[1:]), out)
    assert (out / "graph.nq").read_bytes() != (whole / "graph.nq").read_bytes()
    ran = run("add", written(tmp_path / "one.jsonl", ARTICLES[:1]), "-o", out)
    assert ran.code == 0
    assert "1 article added, in " in ran.err
    assert_same(out, whole)
    assert gc.isenabled()


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_adding_correcting_and_removing_comes_to_one_build(
    seed: int, whole: Path, run: Run, tmp_path: Path
) -> None:
    dice = random.Random(seed)
    order = dice.sample(ARTICLES, len(ARTICLES))
    out, steps = tmp_path / "out", _cut(order, dice)
    kg.build(written(tmp_path / "first.jsonl", map(wrong, steps[0])), out)
    gone: Sequence[dict[str, str]] = []
    for number, step in enumerate([*steps[1:], steps[0]]):
        kg.KnowledgeGraph(out).add(written(tmp_path / f"{number}.jsonl", step))
        gone = dice.sample(step, dice.randint(0, len(step)))
        if gone:
            assert run("remove", *(article["id"] for article in gone), "-g", out).code == 0
            kg.KnowledgeGraph(out).add(written(tmp_path / "again.jsonl", gone))
    assert_same(out, whole)


def _cut(articles: Sequence[dict[str, str]], dice: random.Random) -> list[Sequence[dict[str, str]]]:
    ends = [0, *sorted(dice.sample(range(1, len(articles)), 3)), len(articles)]
    return [articles[a:b] for a, b in pairwise(ends)]


def test_a_corrected_article_takes_the_place_of_the_earlier(whole: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(written(tmp_path / "first.jsonl", [*ARTICLES[3:], *map(wrong, ARTICLES[:3])]), out)
    ran = run("add", written(tmp_path / "right.jsonl", ARTICLES[:3]), "-o", out)
    assert ran.code == 0
    assert "3 articles added, 3 of them in the place of earlier ones, in " in ran.err
    assert "英国" not in (out / "graph.nq").read_text(encoding="utf-8").replace("英国、", "")
    assert_same(out, whole)


def test_adding_what_is_there_changes_nothing(whole: Path, tmp_path: Path) -> None:
    graph = kg.build(written(tmp_path / "all.jsonl", ARTICLES), tmp_path / "out")
    assert graph.add(tmp_path / "all.jsonl").articles() == graph.articles()
    assert_same(tmp_path / "out", whole)


@pytest.mark.parametrize("part", ["graph.ttl", "dataset.ttl"])
def test_what_someone_changed_in_the_folder_is_not_carried_on(part: str, whole: Path, tmp_path: Path) -> None:
    graph = kg.build(written(tmp_path / "most.jsonl", ARTICLES[1:]), tmp_path / "out")
    file = tmp_path / "out" / part
    file.write_text(file.read_text(encoding="utf-8").replace("会談", "会見"), encoding="utf-8")
    if part == "dataset.ttl":
        file.unlink()
    graph.add(written(tmp_path / "one.jsonl", ARTICLES[:1]))
    assert_same(tmp_path / "out", whole)


def test_only_the_new_articles_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = kg.build(written(tmp_path / "most.jsonl", ARTICLES[1:]), tmp_path / "out")
    read: list[str] = []
    from kg.reader import Reader

    honest = Reader.read

    def noted(self: Reader, article: kg.Article) -> kg.Reading:
        read.append(article.id)
        return honest(self, article)

    monkeypatch.setattr(Reader, "read", noted)
    graph.add(written(tmp_path / "one.jsonl", ARTICLES[:1]))
    assert read == [ARTICLES[0]["id"]]


def test_the_settings_of_the_build_are_those_of_the_adding(tmp_path: Path) -> None:
    decided = tmp_path / "same.csv"
    decided.write_text("entity,same_as,reason\nperson/李在明,person/李大統領,試し\n", encoding="utf-8")
    base = "https://example.org/news/"
    kg.build(written(tmp_path / "all.jsonl", ARTICLES), tmp_path / "all", same=decided, base=base)
    graph = kg.build(written(tmp_path / "most.jsonl", ARTICLES[9:]), tmp_path / "out", same=decided, base=base)
    graph.add(written(tmp_path / "some.jsonl", ARTICLES[:9]), same=decided)
    assert_same(tmp_path / "out", tmp_path / "all")


def refused(graph: kg.KnowledgeGraph, given: Path, **settings: Path) -> InputError:
    """The error of adding, which leaves the folder as it was."""
    before = [(graph.directory / part).read_bytes() for part in PARTS], stored(graph.directory)
    with pytest.raises(InputError) as caught:
        graph.add(given, **settings)
    assert ([(graph.directory / part).read_bytes() for part in PARTS], stored(graph.directory)) == before
    assert not (graph.directory / ".new").exists()
    return caught.value


def test_other_tables_are_refused(tmp_path: Path) -> None:
    graph = kg.build(written(tmp_path / "a.jsonl", ARTICLES[:2]), tmp_path / "out")
    more = written(tmp_path / "b.jsonl", ARTICLES[2:3])
    (tmp_path / "mine.csv").write_text("type,label\nperson,甲野乙子\n", encoding="utf-8")
    error = refused(graph, more, actors=tmp_path / "mine.csv")
    assert error.message == "the graph was built with other rules or tables"
    assert (error.found or "").startswith("rules ")
    assert error.found != error.expected
    assert "--actors" in (error.fix or "")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("programVersion", "another version of this program"),
        ("analyserVersion", "another version of SudachiPy"),
        ("dictionaryVersion", "another version of its dictionary"),
    ],
)
def test_a_graph_of_another_version_is_refused(name: str, told: str, tmp_path: Path) -> None:
    graph = kg.build(written(tmp_path / "a.jsonl", ARTICLES[:2]), tmp_path / "out")
    lines = graph.nquads.read_text(encoding="utf-8").splitlines(keepends=True)
    aged = [line.replace('> "', '> "0.', 1) if name in line else line for line in lines]
    assert aged != lines
    graph.nquads.write_text("".join(sorted(aged)), encoding="utf-8")
    error = refused(graph, written(tmp_path / "b.jsonl", ARTICLES[2:3]))
    assert error.message == f"the graph was built with {told}"
    assert "kg build" in (error.fix or "")


def test_a_graph_that_is_empty_or_none_is_refused(tmp_path: Path, run: Run) -> None:
    graph = kg.build(written(tmp_path / "a.jsonl", ARTICLES[:1]), tmp_path / "out")
    left = graph.remove([ARTICLES[0]["id"]])
    assert refused(left, tmp_path / "a.jsonl").message == "the graph holds no article to add to"
    ran = run("add", tmp_path / "a.jsonl", "-o", tmp_path / "nowhere")
    assert ran.code == 2
    assert "no graph was built here" in ran.err
    assert not (tmp_path / "nowhere").exists()


def test_another_listing_is_added_as_it_would_be_built(tmp_path: Path) -> None:
    given = written(tmp_path / "a.jsonl", ARTICLES[:2])
    kg.build([LISTING, given], tmp_path / "all")
    graph = kg.build(given, tmp_path / "out")
    graph.add(LISTING)
    assert_same(tmp_path / "out", tmp_path / "all")


def test_a_part_of_a_listing_that_its_neighbours_date_is_refused(tmp_path: Path) -> None:
    graph = kg.build(LISTING, tmp_path / "out")
    assert sum("#listingDate>" in line for line in graph.lines()) > 3
    one = written(tmp_path / "one.jsonl", [{"id": "alliance-04", "text": "高市首相は28日、訪米した。"}])
    error = refused(graph, one)
    assert "alliance-04 is one of a listing" in error.message
    assert (error.found or "").startswith("1 of the 15 articles alliance-…, without alliance-01, ")
    assert error.fix == "add the whole corrected listing"


def test_a_corrected_listing_takes_the_place_of_the_whole_one(tmp_path: Path) -> None:
    text = LISTING.read_text(encoding="utf-8")
    corrected = tmp_path / "alliance-listing.txt"
    corrected.write_text(text.replace("与那国島", "石垣島"), encoding="utf-8")
    assert corrected.read_text(encoding="utf-8") != text
    kg.build(corrected, tmp_path / "all")
    kg.build(LISTING, tmp_path / "out").add(corrected)
    assert_same(tmp_path / "out", tmp_path / "all")


def test_a_store_that_readers_have_open_is_left_as_it_was(tmp_path: Path) -> None:
    """The new store shares files with the old one, which is only read."""
    graph = kg.build(written(tmp_path / "most.jsonl", ARTICLES[1:]), tmp_path / "out")
    held = ox.Store.read_only(str(tmp_path / "out" / "store"))
    before = {str(quad) for quad in held}
    graph.add(written(tmp_path / "one.jsonl", ARTICLES[:1]))
    assert {str(quad) for quad in held} == before < stored(tmp_path / "out")[0]
