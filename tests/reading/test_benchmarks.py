"""The benchmarks: what those of attachment and of dates count, what they say where no corpus is, what others time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def corpus(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "corpus.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["arguments.py", "dates.py"])
def test_a_missing_corpus_is_said(name: str, tmp_path: Path) -> None:
    ran = run(name, tmp_path / "none.jsonl")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "none.jsonl" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("name", "timed"),
    [
        (
            "read_speed.py",
            ["tokenization alone", "text to events", "the same, words unmet", "ratio", "ratio, words unmet"],
        ),
        (
            "store_speed.py",
            ["tokenization alone", "articles to lines", "links and graph.nq", "store", "text to a store"],
        ),
    ],
)
def test_a_text_is_timed(name: str, timed: list[str], tmp_path: Path) -> None:
    text = "日本の外相は28日、韓国の外相と会談した。"
    ran = run(name, corpus(tmp_path, {"id": "one", "text": text}), "--repeat", "2", "--runs", "1")
    assert ran.stdout.startswith("2 articles"), ran.stderr
    assert all(any(line.startswith(words) for line in ran.stdout.splitlines()) for words in timed)


def test_arguments_are_counted(tmp_path: Path) -> None:
    text = "外相は議長が提案した計画に反対した。"
    right = {"case": "ニ", "surface": "計画", "start": text.index("計画"), "overt": True}
    wrong = {"case": "ガ", "surface": "議長", "start": text.index("議長"), "overt": True}
    unseen = {"case": "ガ", "surface": "外相", "start": 0, "overt": False}
    row = {"text": text, "predicate": "反対", "predicate_start": text.index("反対"), "args": [right, wrong, unseen]}
    out = run("arguments.py", corpus(tmp_path, row), "--misses").stdout
    assert "all            1     2   50.0%" in out
    assert "ガ 議長 → 反対" in out


def test_dates_are_counted(tmp_path: Path) -> None:
    rows = [
        {"text": "2019年4月5日に署名した。", "expected": [{"value": "2019-04-05"}]},
        {"text": "2019年に署名した。", "expected": [{"value": "2018"}]},
        {"text": "港で署名した。", "expected": [{"value": "2018-XX-XX"}]},
        {"text": "3日間協議した。", "expected": [{"value": "P3D"}]},
    ]
    lines = run("dates.py", corpus(tmp_path, *rows)).stdout.splitlines()
    counts = {line.split()[0]: line.split()[1:] for line in lines[1:5]}
    assert counts == {
        "YYYY-MM-DD": ["1", "0", "0", "100.0%"],
        "YYYY-MM": ["0", "0", "0", "0.0%"],
        "YYYY": ["0", "1", "1", "0.0%"],
        "all": ["1", "1", "1", "33.3%"],
    }


def test_a_python_without_ginza_is_said(tmp_path: Path) -> None:
    ran = run("ginza_speed.py", "--ginza", sys.executable, corpus(tmp_path, {"id": "one", "text": "首相が訪米した。"}))
    assert ran.returncode == 1
    assert "No module named 'spacy'" in ran.stderr
    assert ran.stderr.endswith("the Python named with --ginza does not run GiNZA: see what it said above\n")


def test_the_other_python_s_pipeline_is_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = """
from types import SimpleNamespace

__version__ = "0"


def load(name):
    assert name == "ja_ginza"
    meta, pipe = {"version": "1"}, lambda texts: texts * (sum(range(9**6)) > 0)
    return SimpleNamespace(meta=meta, pipe_names=["parser"], pipe=pipe)
"""
    (tmp_path / "spacy.py").write_text(stand_in, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    given = corpus(tmp_path, {"id": "one", "text": "日本の外相は28日、韓国の外相と会談した。"})
    ran = run("ginza_speed.py", "--ginza", sys.executable, given, "--runs", "1", "--repeat", "2")
    assert "ja_ginza 1 on spaCy 0 (parser)" in ran.stdout, ran.stderr
    assert "GiNZA's pipeline" in ran.stdout
    assert "ratio, words met" in ran.stdout
