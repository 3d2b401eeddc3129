"""The figures of a graph, as values, as a table and as a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from built import build, disputed_news, some_news
from readings import meeting, reading
from running import Run

from kg.errors import QueryError
from kg.export.chart import chart
from kg.graph import KnowledgeGraph
from kg.model import PartialDate

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<b>"甲"&\x07' + "乙" * 60


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    text = f"{NASTY}と丙が会談した。"
    odd = reading("odd", text, meeting(text, NASTY, "丙", start=PartialDate(2026, 4, 1)), published="2026-04-02")
    return build(tmp_path_factory.mktemp("out"), *some_news(), *disputed_news(), odd)


def test_pairs_and_actors_are_counted_by_what_occurred(news: KnowledgeGraph) -> None:
    found = news.stats()
    pairs = {frozenset((p.one.label, p.other.label)): p.meetings for p in found.pairs}
    assert pairs[frozenset("甲丙")] == 2
    assert pairs[frozenset(("トランプ", "高市早苗"))] == 1
    assert [p.meetings for p in found.pairs] == sorted(pairs.values(), reverse=True)
    connected = {c.actor.label: (c.others, c.events) for c in found.connected}
    # 乙, 丙, 丁, 戊 and 己; seven meetings and a demand.
    assert connected["甲"] == (5, 8)
    assert found.connected[0].actor.label == "甲"
    assert dict(found.months)["2026-03"] == 9
    assert found.new_events == found.new_actors == ()


def test_circles_hold_each_actor_once(news: KnowledgeGraph) -> None:
    circles = news.stats().communities
    labels = [actor.label for circle in circles for actor in circle]
    assert len(labels) == len(set(labels)) >= 8
    (apart,) = [circle for circle in circles if "トランプ" in [actor.label for actor in circle]]
    assert sorted(actor.label for actor in apart) == ["トランプ", "高市早苗"]


def test_what_is_new_since_a_day(news: KnowledgeGraph) -> None:
    found = news.stats("2026-03-29")
    assert sorted(a for e in found.new_events for a in e.articles) == ["inside", "odd", "range"]
    assert [actor.label for actor in found.new_actors] == [NASTY, "戊"]
    assert len(news.stats("2026").new_events) > len(found.new_events)
    assert news.stats("2027").new_events == ()


@pytest.mark.parametrize("since", ["", "26", "2026-13", "2026-02-30", "昨日", "2026-3"])
def test_a_day_that_is_none_is_told(since: str, news: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="not a date") as caught:
        news.stats(since)
    assert caught.value.found == since


def test_the_picture_is_xml_with_a_bar_for_each_figure(news: KnowledgeGraph) -> None:
    found = news.stats("2026-03")
    root = ElementTree.fromstring(chart(found))
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert "丙 – 甲" in texts
    assert "New since 2026-03" in texts
    assert any(text.startswith('<b>"甲"&') and text.endswith("…") for text in texts)
    bars = list(root.iter(f"{SVG}rect"))[1:]
    lengths = [int(bar.attrib["width"]) for bar in bars]
    assert len(lengths) == min(12, len(found.connected)) + min(12, len(found.pairs)) + len(found.months) + 2
    width = int(root.attrib["width"])
    assert all(0 <= int(bar.attrib["x"]) + length < width for bar, length in zip(bars, lengths, strict=True))


def test_a_picture_of_an_empty_graph(tmp_path: Path) -> None:
    empty = build(tmp_path, reading("quiet", "晴れた。"))
    assert ElementTree.fromstring(chart(empty.stats())).tag == f"{SVG}svg"
    assert empty.stats().communities == ()


def test_the_command_prints_and_draws(run: Run, news: KnowledgeGraph, tmp_path: Path) -> None:
    ran = run("stats", "-g", news.directory, "--since", "2026-04", "--chart", tmp_path / "x.svg")
    assert ran.code == 0
    sections = dict(part.split("\n", 1) for part in ran.out.split("\n\n"))
    assert [line for line in sections["Pairs by meetings and calls"].splitlines() if line.startswith("丙 – 甲")]
    assert len(sections["New events since 2026-04"].splitlines()) == 1
    assert "\x07" not in ran.out
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == chart(news.stats("2026-04"))


SCRIPT = """
import sys
from kg.export.chart import chart
from kg.graph import KnowledgeGraph
found = KnowledgeGraph(sys.argv[1]).stats("2026")
sys.stdout.buffer.write((chart(found) + repr(found)).encode())
"""


def test_the_same_figures_whatever_the_hash_seed(news: KnowledgeGraph) -> None:
    outputs = set()
    for seed in ("0", "5", "91"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT, str(news.directory)]
        run = subprocess.run(command, env=env, cwd=Path(__file__).parents[2], capture_output=True, check=True)
        outputs.add(run.stdout)
    assert len(outputs) == 1
