"""`import kg` gives what the commands give."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path

import pytest
from running import SEEDS

import kg

ROOT = Path(__file__).parents[1]
LISTING = SEEDS / "alliance-listing.txt"


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.build([LISTING])


def test_build_gives_the_graph_that_the_command_writes(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "kg", "build", LISTING, "-o", tmp_path / "out"], check=True, capture_output=True
    )
    for part in ("graph.nq", "graph.ttl", "network.html"):
        assert (tmp_path / "out" / part).read_bytes() == (graph.directory / part).read_bytes()


def test_a_graph_is_asked_walked_drawn_and_exported(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    assert len(graph.articles()) == 15
    met = graph.query("who-met-whom")
    assert met.columns == ("date", "one", "other", "meeting")
    assert any("高市早苗" in row for row in met.texts())
    happened = {event.iri: event for event in graph.events() if event.type == "Meeting" and event.status == "occurred"}
    assert all(report.exact for event in happened.values() for report in event.reports)
    network = graph.to_networkx()
    drawn = {told["event"] for _, _, told in network.edges(data=True)} & set(happened)
    assert len(drawn) > 2
    assert graph.view(tmp_path / "x.html", focus="高市早苗").read_bytes().startswith(b"<!")
    assert graph.export("turtle", tmp_path / "x.ttl") == (graph.directory / "graph.ttl").read_text(encoding="utf-8")


def test_a_graph_that_was_built_is_opened_again(graph: kg.KnowledgeGraph) -> None:
    again = kg.KnowledgeGraph(graph.directory)
    assert again.events() == graph.events()


def test_a_graph_explains_a_sentence_and_an_article_of_its_own(graph: kg.KnowledgeGraph) -> None:
    assert "meeting.talks" in graph.explain("高市首相は28日、トランプ大統領と会談した。")
    miss = graph.explain("高市首相は28日、カレーを食べた。")
    assert "meeting.talks" not in miss
    assert "食べ" in miss
    event = next(event for event in graph.events() if event.reports)
    report = event.reports[0]
    assert report.rule in graph.explain(report.article_id)


def test_one_path_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("首相が訪米した。\n", encoding="utf-8")
    assert len(kg.build(tmp_path / "a.txt", tmp_path / "out").articles()) == 1


def test_what_could_not_be_read_is_a_warning_and_a_value(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.warns(kg.InputWarning, match=r"empty\.txt: the file is empty"):
        kg.build([LISTING, tmp_path / "empty.txt"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        built = kg.make([LISTING, tmp_path / "empty.txt"], tmp_path / "out")
    assert [problem.file for problem in built.problems] == [str(tmp_path / "empty.txt")]
    assert [drop.line for drop in built.drops] == [3, 4]
    assert sum(built.events.values()) >= len(built.graph.events())


def test_make_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    built = kg.make([SEEDS], tmp_path / "out", progress=lambda *counts: told.append(counts))
    assert told[-1] == (built.articles, built.articles, sum(built.events.values()))
    assert sorted(set(told)) == told
    assert len(told) > 1
    assert built.repeats == ("feed.example.org-2a1a7fc9e62d",)


def test_an_actor_that_no_table_has_is_counted_until_a_table_has_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("新山田太郎外相は10日、米国を訪問した。\n", encoding="utf-8")
    (tmp_path / "mine.csv").write_text("type,label,family\nperson,新山田太郎,新山田\n", encoding="utf-8")
    assert kg.make(tmp_path / "a.txt", tmp_path / "out").unknown == {"新山田太郎": 1}
    assert kg.make(tmp_path / "a.txt", tmp_path / "out", actors=tmp_path / "mine.csv").unknown == {}


@pytest.mark.parametrize("given", [[], ["nowhere.txt"]])
def test_nothing_to_read_is_an_input_error(given: list[str], tmp_path: Path) -> None:
    with pytest.raises(kg.InputError) as error:
        kg.build(given, tmp_path / "out")
    assert error.value.code == 2
    assert not (tmp_path / "out").exists()


def test_every_public_name_is_there_and_said_to_be() -> None:
    assert [name for name in kg.__all__ if getattr(kg, name, None) is None] == []
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        _ = kg.biuld  # type: ignore[attr-defined]


def test_no_module_takes_the_place_of_a_public_name() -> None:
    """`kg.build` stays the function, whatever has been imported before."""
    for name in kg.__all__:
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(f"kg.{name}")


def test_importing_the_package_costs_nothing() -> None:
    program = "import sys, kg; print(sorted(m for m in sys.modules if m.startswith('kg.')))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout == "[]\n"


def test_the_versions_of_the_analyser_are_pinned() -> None:
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {need.partition("==")[0] for need in needs if "==" in need} == {"sudachipy", "sudachidict-core"}
