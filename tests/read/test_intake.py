"""Files, folders and standard input together: ids, repeats, and what cannot be read."""

import io
import itertools
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.errors import InputError, RuleError
from kg.read import read
from kg.resources import ontology_dir

SEEDS = Path(__file__).parents[2] / "seeds"


def put(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_plain_file_is_one_article(tmp_path: Path) -> None:
    file = put(tmp_path, "visit.txt", "\n首相が訪米\n\n　首相は訪米した。\n　大統領と会談した。\n\n")
    [article] = read([file]).articles
    assert (article.id, article.title) == ("visit", "首相が訪米")
    assert article.text == "首相は訪米した。\n　大統領と会談した。"


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        ("首相は訪米した。\n続報。", None, "首相は訪米した。\n続報。"),
        ("首相が訪米", None, "首相が訪米"),
        ("首相が訪米\r\n首相は訪米した。", "首相が訪米", "首相は訪米した。"),
    ],
)
def test_the_title_of_a_plain_file(tmp_path: Path, content: str, title: str | None, text: str) -> None:
    [article] = read([put(tmp_path, "a.txt", content)]).articles
    assert (article.title, article.text) == (title, text)


def test_a_folder_is_read_at_any_depth_and_other_kinds_are_told(tmp_path: Path) -> None:
    put(tmp_path, "b/two.txt", "二。")
    put(tmp_path, "one.txt", "一。")
    put(tmp_path, "b/c/three.JSONL", '{"id": "three", "text": "三。"}')
    put(tmp_path, "picture.png", b"\x89PNG")
    put(tmp_path, ".hidden.txt", "隠。")
    put(tmp_path, ".git/config.txt", "隠。")
    intake = read([tmp_path])
    assert [a.id for a in intake.articles] == ["three", "two", "one"]
    assert [(drop.text, drop.line) for drop in intake.drops] == [("picture.png", None)]


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "z-listing.txt", "首相は訪米した。\n首相は訪中した。"),
        put(tmp_path, "a.txt", "一。"),
        put(tmp_path, "m.jsonl", '{"text": "本文。"}\n{"id": "a", "text": "二。"}'),
        put(tmp_path, "folder/b.txt", "三。").parent,
    ]
    results = [read(order) for order in itertools.permutations(paths)]
    told = {(r.articles, r.drops, tuple(str(problem) for problem in r.problems)) for r in results}
    assert len(told) == 1
    [(articles, _, problems)] = told
    assert len(articles) == 5
    assert len(problems) == 1


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", "一。")
    intake = read([file, tmp_path, str(file)])
    assert len(intake.articles) == 1
    assert intake.drops == ()


def test_the_same_article_twice_is_a_drop(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "一。"}'
    file = put(tmp_path, "x.jsonl", f"{line}\n{line}\n")
    intake = read([file])
    assert len(intake.articles) == 1
    assert [(drop.line, drop.reason) for drop in intake.drops] == [(2, f"the same article as at {file}:1")]


def test_two_articles_of_one_id_are_refused_with_both_places(tmp_path: Path) -> None:
    first = put(tmp_path, "x.jsonl", '{"id": "a", "text": "一。"}')
    second = put(tmp_path, "y.jsonl", '\n{"id": "a", "text": "二。"}')
    intake = read([second, first])
    assert [a.text for a in intake.articles] == ["一。"]
    [problem] = intake.problems
    assert problem.place == f"{second}:2"
    assert f"{first}:1" in str(problem)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"\n \n", "the file is empty"),
        ("a.txt", b"\x00\x01\x02\xff", "this is no text"),
        ("a.jsonl", b"\xff\xfe\xfd", "encoding cannot be told"),
        ("a.html", b"", "the file is empty"),
        ("a.xml", b"<urlset></urlset>", "this XML is no feed"),
        ("a.warc", b"WARC/1.0 broken", "the archive is broken"),
        ("a.zip", b"PK\x03\x04broken", "the archive is broken"),
        ("a.tar", b"broken", "the archive is broken"),
        ("a.txt.gz", b"\x1f\x8b\x08broken", "compressed data"),
    ],
)
def test_a_broken_file_is_a_problem_and_the_rest_is_done(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    broken = put(tmp_path, name, content)
    good = put(tmp_path, "good.txt", "首相は訪米した。")
    intake = read([broken, good])
    assert [a.id for a in intake.articles] == ["good"]
    [problem] = intake.problems
    assert message in problem.message
    assert problem.file == str(broken)
    with pytest.raises(InputError, match=message):
        read([broken])


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    good = put(tmp_path, "good.txt", "首相は訪米した。")
    intake = read([good, tmp_path / "none.txt"])
    assert [problem.message for problem in intake.problems] == ["there is no such file or folder"]


def test_a_folder_without_articles_raises(tmp_path: Path) -> None:
    put(tmp_path, "notes.md", "# 覚え書き")
    with pytest.raises(InputError) as caught:
        read([tmp_path])
    assert "the folder holds no articles" in str(caught.value)
    assert ".jsonl" in str(caught.value)


def test_several_problems_and_nothing_else_raise_one_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article could be read") as caught:
        read([tmp_path / "one.txt", tmp_path / "two.txt"])
    assert "one.txt" in str(caught.value)
    assert "two.txt" in str(caught.value)


def test_no_input_raises() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        read([])


@pytest.mark.parametrize(
    ("content", "ids"),
    [('{"id": "a", "text": "一。"}\n', ["a"]), ("首相が訪米\n首相は訪米した。\n", ["stdin"])],
    ids=["jsonl", "text"],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, ids: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    assert [a.id for a in read(["-"]).articles] == ids


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932"])
@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('{"id": "a", "text": "首相は訪米した。"}', "首相は訪米した。"),
        ("<!DOCTYPE html><p>首相は訪米した。</p>", "首相は訪米した。"),
        ("<rss version='2.0'><channel><item><title>首相は訪米した</title></item></channel></rss>", "首相は訪米した"),
        ("首相は訪米した。", "首相は訪米した。"),
    ],
    ids=["jsonl", "page", "feed", "text"],
)
def test_a_file_without_ending_is_told_by_its_content(tmp_path: Path, content: str, text: str, encoding: str) -> None:
    assert [a.text for a in read([put(tmp_path, "saved", content.encode(encoding))]).articles] == [text]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("headline_shared: 0.3", "headline_shared: 3"), "'headline_shared' is wrong"),
        (("lag_days: 3", "lag_dais: 3"), "is wrong"),
        (("year: 年", "year: [年"), "this is not YAML"),
    ],
)
def test_a_mistake_in_the_wording_is_told(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    shipped = (ontology_dir() / "grammar" / "listing.yaml").read_text("utf-8")
    wording = put(tmp_path, "listing.yaml", shipped.replace(*change))
    with pytest.raises(RuleError, match=message) as caught:
        read([put(tmp_path, "a.txt", "一。")], wording)
    assert caught.value.file == str(wording)
