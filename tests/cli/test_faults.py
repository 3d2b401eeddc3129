"""Faults of the program itself: exit code 3, one line, the traceback only when asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Run

from kg.model import Article, Reading
from kg.reader import Reader


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    file = tmp_path / "a.jsonl"
    rows = [{"id": name, "text": "小泉進次郎防衛相は与那国島を訪問した。"} for name in ("one", "two", "three")]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def fail_on(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    whole = Reader.read

    def read(self: Reader, article: Article) -> Reading:
        if article.id in names:
            raise IndexError("tuple index out of range")
        return whole(self, article)

    monkeypatch.setattr(Reader, "read", read)


def test_one_article_that_the_program_fails_on_does_not_take_the_others_along(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_on(monkeypatch, "two")
    ran = run("build", articles, "-o", tmp_path / "out")
    assert ran.code == 3
    assert "the program failed on the article two: IndexError" in ran.err
    assert "2 articles, " in ran.err
    identifiers = run("query", "articles", "-g", tmp_path / "out", "--format", "csv").out
    assert "one" in identifiers
    assert "two" not in identifiers


def test_a_program_that_fails_on_all_leaves_the_earlier_graph(
    run: Run, articles: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (copy / "graph.nq").read_bytes()
    fail_on(monkeypatch, "one", "two", "three")
    ran = run("build", articles, "-o", copy)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("kg: a fault of the program")
    assert "KG_DEBUG=1" in ran.err
    assert "Traceback" not in ran.err
    assert (copy / "graph.nq").read_bytes() == before
    assert not (copy / ".new").exists()


def test_the_traceback_is_there_when_asked_for(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_DEBUG", "1")
    fail_on(monkeypatch, "two")
    with pytest.raises(IndexError, match="out of range"):
        run("build", articles, "-o", tmp_path / "out")
