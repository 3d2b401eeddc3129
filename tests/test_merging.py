"""Shards built apart and merged are the bytes of one build, and what no one build can have written is refused."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from outputs import PARTS, assert_same, stored, written
from running import SEEDS, Run

import kg
from kg import InputError
from kg.cut import Cut

LISTING = SEEDS / "alliance-listing.txt"
TEXT = yaml.safe_load((Path(__file__).parent / "read" / "repeats.yaml").read_text("utf-8"))["first"]
ARTICLES = [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines()][20:50]
TOLD_AGAIN = [{"id": f"copy-{n}", "text": TEXT, "published": f"2026-03-1{n // 2}"} for n in range(5)]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Articles, a listing whose days hang on one another, and a text that is told five times."""
    return [LISTING, written(tmp_path_factory.mktemp("given") / "all.jsonl", [*ARTICLES, *TOLD_AGAIN])]


@pytest.fixture(scope="module")
def whole(given: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.build(given, tmp_path_factory.mktemp("whole") / "out").directory


def shards(given: Sequence[Path] | Path, folder: Path, count: int, **settings: Any) -> list[Path]:
    return [
        kg.build(given, folder / f"shard-{n}", shard=f"{n}/{count}", **settings).directory for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shards_merged_are_one_build(count: int, given: list[Path], whole: Path, tmp_path: Path) -> None:
    made = shards(given, tmp_path, count, workers=2 if count == 3 else 1)
    if count == 7:  # a text and its repeat stand in different shards, an article and its neighbours too
        held = [{article.iri for article in kg.KnowledgeGraph(shard).articles()} for shard in made]
        repeats = [article for shard in made for article in kg.KnowledgeGraph(shard).articles() if article.repeats]
        assert len(repeats) == 4
        assert any(a.repeats not in h for h in held for a in repeats if a.iri in h)
        assert sum("#listingDate>" in line for line in (made[0] / "graph.nq").read_text("utf-8").splitlines()) > 0
    random.Random(count).shuffle(made)
    kg.merge(tmp_path / "out", made)
    assert_same(tmp_path / "out", whole)


def test_the_commands_give_the_same(given: list[Path], whole: Path, run: Run, tmp_path: Path) -> None:
    for n in (1, 2):
        ran = run("build", *given, "-o", tmp_path / str(n), "--shard", f"{n}/2")
        assert ran.code == 0
        assert f"shard {n}/2: graph.nq" in ran.err
    ran = run("merge", tmp_path / "out", tmp_path / "1", tmp_path / "2")
    assert ran.code == 0
    assert "50 articles of 2 folders, in " in ran.err
    assert_same(tmp_path / "out", whole)


def test_a_merge_of_merges_is_the_merge(given: list[Path], whole: Path, tmp_path: Path) -> None:
    made = shards(given, tmp_path, 4)
    kg.merge(tmp_path / "left", made[:2])
    kg.merge(tmp_path / "left", [tmp_path / "left", *made[2:]])  # a folder can be joined to where it lies
    assert_same(tmp_path / "left", whole)


@pytest.mark.parametrize("articles", [ARTICLES[:1], ARTICLES[:3]], ids=["one article", "three articles"])
def test_shards_without_an_article(articles: list[dict[str, str]], tmp_path: Path) -> None:
    file = written(tmp_path / "few.jsonl", articles)
    kg.build(file, tmp_path / "whole")
    made = shards(file, tmp_path, 9)
    assert sum(not kg.KnowledgeGraph(shard).articles() for shard in made) >= 6
    kg.merge(tmp_path / "out", made)
    assert_same(tmp_path / "out", tmp_path / "whole")


def test_an_article_stays_in_its_shard_whatever_others_there_are() -> None:
    held = {n: [a["id"] for a in ARTICLES if Cut(n, 4).holds(a["id"])] for n in range(1, 5)}
    assert sorted(i for ids in held.values() for i in ids) == sorted(a["id"] for a in ARTICLES)
    assert all(held.values())
    assert held[1] == [a["id"] for a in ARTICLES if Cut(1, 8).holds(a["id"]) or Cut(5, 8).holds(a["id"])]


def test_folders_of_other_inputs_that_overlap(tmp_path: Path) -> None:
    kg.build([written(tmp_path / "all.jsonl", ARTICLES), LISTING], tmp_path / "whole")
    kg.build([written(tmp_path / "a.jsonl", ARTICLES[:20]), LISTING], tmp_path / "a")
    kg.build([written(tmp_path / "b.jsonl", ARTICLES[10:]), LISTING], tmp_path / "b")
    kg.merge(tmp_path / "out", [tmp_path / "b", tmp_path / "a", tmp_path / "a"])
    assert_same(tmp_path / "out", tmp_path / "whole")


def refused(out: Path, *folders: Path) -> InputError:
    """The error of merging, which leaves what `out` holds as it was."""
    before = [(out / part).read_bytes() for part in PARTS], stored(out)
    with pytest.raises(InputError) as caught:
        kg.merge(out, folders)
    assert ([(out / part).read_bytes() for part in PARTS], stored(out)) == before
    assert not (out / ".new").exists()
    return caught.value


def otherwise_told(folder: Path) -> None:
    text = ARTICLES[0]["text"].replace("日", "旦")
    kg.build(written(folder / "other.jsonl", [{**ARTICLES[0], "text": text}]), folder / "other")


def under_another_base(folder: Path) -> None:
    kg.build(written(folder / "other.jsonl", ARTICLES[1:2]), folder / "other", base="https://example.org/news/")


def with_another_table(folder: Path) -> None:
    (folder / "mine.csv").write_text("type,label\nperson,甲野乙子\n", encoding="utf-8")
    kg.build(written(folder / "other.jsonl", ARTICLES[1:2]), folder / "other", actors=folder / "mine.csv")


def with_another_version(folder: Path) -> None:
    graph = kg.build(written(folder / "other.jsonl", ARTICLES[1:2]), folder / "other")
    lines = graph.nquads.read_text(encoding="utf-8").splitlines(keepends=True)
    aged = [line.replace('> "', '> "0.', 1) if "programVersion" in line else line for line in lines]
    graph.nquads.write_text("".join(sorted(aged)), encoding="utf-8")


def without_a_graph(folder: Path) -> None:
    (folder / "other").mkdir()


@pytest.mark.parametrize(
    ("made", "message", "fix"),
    [
        (otherwise_told, "two folders tell one article differently", f"kg remove {ARTICLES[0]['id']}"),
        (under_another_base, "the folders were built with other bases", "again with --base https://"),
        (with_another_table, "the folders were built with other rules or tables", "--actors"),
        (with_another_version, "the folders were built with another version of this program", "one installation"),
        (without_a_graph, "no graph was built here", "kg build"),
    ],
    ids=lambda case: case.__name__ if callable(case) else "",
)
def test_what_no_build_can_have_written_is_refused(
    made: Callable[[Path], None], message: str, fix: str, run: Run, tmp_path: Path
) -> None:
    made(tmp_path)
    kg.build(written(tmp_path / "a.jsonl", ARTICLES[:1]), tmp_path / "a")
    kg.build(written(tmp_path / "b.jsonl", ARTICLES[5:6]), tmp_path / "out")
    for folders in (["a", "other"], ["other", "a"]):
        error = refused(tmp_path / "out", *(tmp_path / name for name in folders))
        assert error.message == message
        assert fix in (error.fix or "")
        assert error.file is not None
    ran = run("merge", tmp_path / "out", tmp_path / "a", tmp_path / "other")
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


@pytest.mark.parametrize("shard", ["0/3", "4/3", "3", "1/0", "a/b", "1/3/5", "-1/3", "", "１/３"])
def test_what_is_no_shard_is_told(shard: str, run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", ARTICLES[:1])
    ran = run("build", file, "-o", tmp_path / "out", "--shard", shard)
    assert ran.code == 2
    assert "no shard is called so" in ran.err
    assert "counted from 1" in ran.err
    assert not (tmp_path / "out").exists()


def test_nothing_to_merge(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to merge"):
        kg.merge(tmp_path / "out", [])
