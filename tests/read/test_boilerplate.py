"""What stands beside the sentences of a text goes, and nothing else: the lines of boilerplate.txt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.read import read
from kg.read.boilerplate import Line, cleaned
from kg.read.wording import load_wording

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
WORDING = load_wording()
CASES = [
    line.split(" → ")
    for line in (HERE / "boilerplate.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_cases_to_try() -> None:
    assert len(CASES) == 58


@pytest.mark.parametrize(("line", "left", "reason"), CASES, ids=[case[0][:30] for case in CASES])
def test_line(line: str, left: str, reason: str) -> None:
    """A line, what is left of it (– for nothing, = for all), and why the rest goes (– where nothing does)."""
    clean = cleaned([Line(1, line)], "a.txt", WORDING)
    assert [one.text for one in clean.lines] == {"–": [], "=": [line]}.get(left, [left])
    assert {drop.reason for drop in clean.drops} == (set() if reason == "–" else {reason})


def test_the_sentences_of_the_sample_articles_all_stay() -> None:
    count = 0
    for line in (SEEDS / "articles.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        clean = cleaned([Line(n, one) for n, one in enumerate(text.split("\n"), 1)], "a", WORDING, prose=True)
        assert {drop.reason for drop in clean.drops} <= {"a byline"}
        assert sum(one.text.count("。") for one in clean.lines) == text.count("。")
        count += len(clean.drops)
    assert count == 1  # 【東京】


def test_a_list_of_other_articles_ends_at_the_next_sentence(tmp_path: Path) -> None:
    lines = [
        "外相が会談",
        "外相は会談した。",
        "【関連記事】",
        "中国が批判",
        "ロシアが攻撃",
        "",
        "首相は訪米した。",
        "続報へ",
    ]
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    intake = read([tmp_path])
    [article] = intake.articles
    assert (article.title, article.text) == ("外相が会談", "外相は会談した。\n\n首相は訪米した。\n続報へ")
    assert [(drop.line, drop.reason) for drop in intake.drops] == [
        (3, "the head of a list of other articles"),
        (4, "stands in a list of other articles"),
        (5, "stands in a list of other articles"),
    ]


def test_a_listing_loses_its_captions_and_bylines(tmp_path: Path) -> None:
    lines = [
        "【ワシントン共同】首相は25日、大統領と会談した。",
        "写真：会談する両首脳",
        "外相は24日、訪韓した。",
        "1,234件のコメント",
    ]
    (tmp_path / "top-listing.txt").write_text("\n".join(lines), "utf-8")
    intake = read([tmp_path])
    assert [article.text for article in intake.articles] == ["首相は25日、大統領と会談した。", lines[2]]
    assert [(drop.line, drop.reason) for drop in intake.drops] == [
        (1, "a byline"),
        (2, "a caption"),
        (4, "counts readers"),
    ]


def test_json_is_left_as_it_is(tmp_path: Path) -> None:
    text = "【ワシントン共同】首相は会談した。（山本花子）\n写真：両首脳\n関連記事\n中国が批判"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": text}), "utf-8")
    intake = read([tmp_path])
    assert [article.text for article in intake.articles] == [text]
    assert intake.drops == ()
