"""Each command on the sample listing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rdflib import Dataset
from running import SEEDS, Run

import kg
from kg.export import FORMATS
from kg.keep.question import questions

SHIPPED = [question.name for question in questions()]


def test_build_writes_the_folder_and_says_what_was_read_and_dropped(run: Run, tmp_path: Path) -> None:
    ran = run("build", SEEDS / "alliance-listing.txt", "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("15 articles, ")
    assert "alliance-listing.txt:3: describes the page" in ran.err
    assert "alliance-listing.txt:4: repeats line 2" in ran.err
    seen = {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}
    assert seen == {"graph.nq", "graph.ttl", "dataset.ttl", "network.html", "store"}


def test_build_lists_all_that_was_dropped_only_when_asked(run: Run, tmp_path: Path) -> None:
    text = "".join(json.dumps({"id": "same", "text": "首相が訪米した。"}, ensure_ascii=False) + "\n" for _ in range(20))
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    short = run("build", tmp_path / "a.jsonl", "-o", tmp_path / "out").err
    long = run("build", tmp_path / "a.jsonl", "-o", tmp_path / "out", "--verbose").err
    assert short.count("the same article") == 10
    assert "and 9 more" in short
    assert long.count("the same article") == 19


def test_build_takes_a_base_rules_and_actors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("架空国の新山田太郎首相は10日、北町花子大統領と会談した。\n", encoding="utf-8")
    actors = "type,label,family\nperson,新山田太郎,新山田\nperson,北町花子,北町\n"
    (tmp_path / "mine.csv").write_text(actors, encoding="utf-8")
    rules = Path(__file__).parents[2] / "ontology" / "rules"
    base = "https://example.org/mine/"
    arguments = ["--base", base, "--rules", rules, "--actors", tmp_path / "mine.csv"]
    assert run("build", tmp_path / "a.txt", "-o", tmp_path / "out", *arguments).code == 0
    graph = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    assert f"<{base}person/新山田太郎>" in graph
    assert "https://w3id.org/kijigraph/id/" not in graph


def test_build_reads_standard_input(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO("高市早苗首相は28日、トランプ大統領と会談した。".encode()))
    monkeypatch.setattr("sys.stdin", given)
    ran = run("build", "-", "-o", tmp_path / "out")
    assert ran.code == 0
    assert ran.err.startswith("1 article, ")


@pytest.mark.parametrize("name", SHIPPED)
def test_each_question_that_ships_runs(name: str, run: Run, listing: Path) -> None:
    assert run("query", name, "-g", listing).code == 0


SIX = [
    "who-met-whom",
    "who-demanded-what",
    "person-timeline",
    "who-visited-where",
    "planned-then-happened",
    "events-with-sources",
]


@pytest.mark.parametrize("name", SIX)
def test_the_listing_answers(name: str, run: Run, listing: Path) -> None:
    rows = run("query", name, "-g", listing, "--format", "csv").out.splitlines()
    assert len(rows) > 1


def test_the_listing_answers_what_a_person_did(run: Run, listing: Path) -> None:
    asked = ["query", "person-timeline", "-g", listing, "--format", "csv", "--set"]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "person=小泉進次郎").out)))
    assert {row["type"] for row in rows} >= {"Visit"}
    assert run(*asked, "person=夏目漱石").err.startswith("the answer is empty")


COUNT = "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e a kg:Meeting }"


def test_the_forms_of_an_answer_say_the_same(run: Run, listing: Path) -> None:
    forms = {form: run("query", COUNT, "-g", listing, "--format", form).out for form in ("table", "csv", "tsv", "json")}
    number = forms["csv"].splitlines()[1]
    assert int(number) > 3
    assert forms["table"].split() == ["n", forms["table"].split()[1], number]
    assert number in forms["tsv"].splitlines()[1]
    assert json.loads(forms["json"])["results"]["bindings"][0]["n"]["value"] == number


def test_a_query_comes_from_a_file_or_standard_input(
    run: Run, listing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "count.rq").write_text(COUNT, encoding="utf-8")
    from_file = run("query", "-f", tmp_path / "count.rq", "-g", listing).out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(COUNT.encode())))
    assert run("query", "-f", "-", "-g", listing).out == from_file == run("query", COUNT, "-g", listing).out


def test_an_empty_answer_says_so_beside_the_data(run: Run, listing: Path) -> None:
    ran = run("query", "SELECT ?e WHERE { ?e a kg:WeaponsTest }", "-g", listing, "--format", "csv")
    assert (ran.code, ran.out) == (0, "e\r\n")
    assert ran.err.startswith("the answer is empty")


def test_a_misspelt_class_is_hinted_at(run: Run, listing: Path) -> None:
    assert "it has kg:Meeting" in run("query", "SELECT ?e WHERE { ?e a kg:Meting }", "-g", listing).err


def test_an_ask_is_answered_by_one_word(run: Run, listing: Path) -> None:
    ran = run("query", "ASK { ?e a kg:WeaponsTest }", "-g", listing)
    assert (ran.code, ran.out, ran.err) == (0, "false\n", "")


def test_the_questions_that_ship_are_listed(run: Run) -> None:
    out = run("query", "--list").out
    assert [line.split()[0] for line in out.splitlines()[::2]] == SHIPPED


@pytest.mark.parametrize("form", FORMATS)
def test_export_gives_the_same_to_a_file_and_to_standard_output(
    form: str, run: Run, listing: Path, tmp_path: Path
) -> None:
    out = run("export", "-f", form, "-g", listing).out
    ran = run("export", "-f", form, "-g", listing, "-o", tmp_path / "deep" / "x")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "deep" / "x").read_bytes().decode() == out != ""
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["x"]


def test_export_and_build_write_one_turtle(run: Run, listing: Path) -> None:
    assert run("export", "-f", "turtle", "-g", listing).out == (listing / "graph.ttl").read_text(encoding="utf-8")


def test_a_lean_export_holds_less(run: Run, listing: Path) -> None:
    whole, lean = (run("export", "-f", "nquads", "-g", listing, *more).out for more in ([], ["--lean"]))
    assert 0 < len(lean) < len(whole) / 2
    assert set(lean.splitlines()) <= set(whole.splitlines())


def test_view_writes_the_page_where_it_is_told(run: Run, listing: Path, tmp_path: Path) -> None:
    ran = run("view", "-g", listing, "--focus", "高市早苗", "--types", "Meeting, PhoneCall", "-o", tmp_path / "x.html")
    assert ran.code == 0
    assert f"{tmp_path / 'x.html'}: open it" in ran.err
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "高市早苗" in page
    assert len(page) < len((listing / "network.html").read_text(encoding="utf-8"))


def test_the_listing_conforms(run: Run, listing: Path) -> None:
    ran = run("validate", listing)
    assert (ran.code, ran.out) == (0, "")
    assert "conforms" in ran.err


def test_a_graph_that_does_not_conform_is_told_node_by_node(run: Run, copy: Path) -> None:
    lines = (copy / "graph.nq").read_text(encoding="utf-8").splitlines()
    broken = copy / "broken.nq"
    broken.write_text("\n".join(line for line in lines if "#status>" not in line), encoding="utf-8")
    ran = run("validate", broken)
    assert ran.code == 1
    assert "kg:status" in ran.out
    assert "does not conform" in ran.err


def test_remove_takes_the_article_out_of_every_part(run: Run, copy: Path) -> None:
    ran = run("remove", "alliance-03", "-g", copy)
    assert ran.code == 0
    assert "1 article withdrawn, 14 articles left" in ran.err
    for part in ("graph.nq", "graph.ttl", "network.html"):
        assert "与那国島" not in (copy / part).read_text(encoding="utf-8"), part
    assert run("query", 'ASK { ?x rdfs:label "与那国島"@ja }', "-g", copy).out == "false\n"


def test_stats_count_what_the_graph_holds(run: Run, listing: Path) -> None:
    counts = dict(line.split("  ", 1) for line in run("stats", "-g", listing).out.split("\n\n")[0].splitlines())
    data = Dataset(default_union=True)
    data.parse(listing / "graph.nq", format="nquads")
    assert int(counts["articles"]) == 15
    assert int(counts["statements"]) == sum(len(graph) for graph in data.graphs())


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out == f"kijigraph {kg.__version__}\n"
