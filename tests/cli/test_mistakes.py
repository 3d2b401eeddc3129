"""A user's mistakes, of mistakes.yaml: one message, the right exit code, and the earlier graph left as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from running import Run

MISTAKES = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text(encoding="utf-8"))
GOOD = "小泉進次郎防衛相は11月23日に与那国島を訪問した。\n"


def lay(folder: Path, files: Mapping[str, Any]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes.fromhex(content["hex"]) if isinstance(content, dict) else content.encode())


@dataclass(frozen=True)
class Seen:
    """What a folder holds, to tell whether it changed."""

    files: Mapping[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Seen:
        found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in (".lock", "LOCK", "LOG"))
        return cls({str(p.relative_to(folder)): p.read_bytes() for p in found})


def test_there_are_mistakes_to_try() -> None:
    assert len(MISTAKES) >= 30


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m["name"])
def test_mistake(mistake: Mapping[str, Any], run: Run, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy.parent)
    lay(copy.parent, mistake.get("files", {}))
    before = Seen.of(copy)
    ran = run(*mistake["run"])
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    for said in mistake["says"]:
        assert said in ran.err
    if not ran.err.startswith(("Usage", "Try")):
        first, *rest = ran.err.splitlines()
        assert not first.startswith(" ")
        assert all(line.startswith("  ") for line in rest), "more than one message"
    assert Seen.of(copy) == before


def test_what_cannot_be_read_is_told_and_the_rest_is_built(run: Run, tmp_path: Path) -> None:
    lay(
        tmp_path,
        {"empty.txt": "", "bad.jsonl": '{"id": "a"\n{"id": "b", "text": "首相が訪米した。"}\n', "good.txt": GOOD},
    )
    ran = run("build", *(tmp_path / name for name in ("empty.txt", "bad.jsonl", "good.txt")), "-o", tmp_path / "out")
    assert ran.code == 0
    assert "empty.txt: the file is empty" in ran.err
    assert "bad.jsonl:1:11: this line is not JSON" in ran.err
    assert "2 articles, " in ran.err
    assert "与那国島" in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")


def test_an_article_without_an_event_is_no_mistake_and_is_named(run: Run, tmp_path: Path) -> None:
    lay(tmp_path, {"calm.txt": "公園の桜が咲いた。\n"})
    ran = run("build", tmp_path / "calm.txt", "-o", tmp_path / "out")
    assert ran.code == 0
    assert "1 article, 0 events" in ran.err
    assert "1 article without an event\n  calm\n" in ran.err
    for asked in (["view"], ["validate"], ["export", "-f", "turtle"], ["query", "who-met-whom"], ["stats"]):
        folder = ["-g", tmp_path / "out"] if asked != ["validate"] else [tmp_path / "out"]
        assert run(*asked, *folder).code == 0, asked


def test_a_build_replaces_the_earlier_graph_whole(run: Run, copy: Path) -> None:
    lay(copy.parent, {"good.txt": GOOD})
    assert run("build", copy.parent / "good.txt", "-o", copy).code == 0
    for part in ("graph.nq", "graph.ttl", "network.html"):
        text = (copy / part).read_text(encoding="utf-8")
        assert "与那国島" in text
        assert "ラトニック" not in text, part
    assert run("query", "ASK { ?x rdfs:label ?l FILTER(CONTAINS(?l, 'ラトニック')) }", "-g", copy).out == "false\n"
