"""Questions in SPARQL and by name, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from built import build, disputed_news, some_news

from kg.errors import InputError, QueryError
from kg.graph import KnowledgeGraph
from kg.keep.answer import display_width
from kg.keep.question import question, questions

MEETING = "トランプ、高市早苗の会談（2025-10-28）"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build(tmp_path_factory.mktemp("out"), *some_news())


def test_a_statement_of_two_articles_counts_once(graph: KnowledgeGraph) -> None:
    answer = graph.query("SELECT (COUNT(?b) AS ?n) { <https://w3id.org/kijigraph/id/person/高市早苗> kg:metWith ?b }")
    assert answer.texts() == [("1",)]
    reports = graph.query("SELECT (COUNT(?g) AS ?n) { GRAPH ?g { ?e kg:participant ?p ; kg:status kg:occurred } }")
    assert reports.texts() == [("4",)]


def test_ask_construct_and_describe(graph: KnowledgeGraph) -> None:
    assert graph.query("ASK { ?a kg:visited ?b }").boolean is True
    assert graph.query("ASK { ?a kg:attacked ?b }").boolean is False
    made = graph.query("CONSTRUCT { ?b kg:metWith ?a } WHERE { ?a kg:metWith ?b }")
    assert made.columns == ("subject", "predicate", "object")
    assert len(made) == 2
    assert len(graph.query("DESCRIBE <https://w3id.org/kijigraph/id/country/日本>")) >= 3


@pytest.mark.parametrize(
    ("query", "line", "column", "message"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p }", 2, 9, "not a SPARQL query"),
        ("SELEC ?s { ?s ?p ?o }", 1, 1, "not a SPARQL query"),
        ("SELECT ?s {\n ?s foo:bar ?o }", 2, 5, "the prefix foo: is not bound"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", 1, 12, "may not call another endpoint"),
        ("SELECT * { service SILENT ?x { ?s ?p ?o } }", 1, 12, "may not call another endpoint"),
        ("SELECT * { \\u0053ERVICE <http://localhost/> { ?s ?p ?o } }", 1, 12, "may not call another endpoint"),
        ("SELECT *\nFROM <http://localhost/g> { ?s ?p ?o }", 2, 1, "may not choose its graphs"),
        ("SELECT * FROM NAMED <http://localhost/g> { ?s ?p ?o }", 1, 10, "may not choose its graphs"),
        ("PREFIX x: <http://x/>\nDELETE WHERE { ?s ?p ?o }", 2, 1, "may only ask"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", 1, 1, "may only ask"),
        ("LOAD <http://localhost/>", 1, 1, "may only ask"),
    ],
)
def test_what_is_refused_and_where(query: str, line: int, column: int, message: str, graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        graph.query(query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.fix


@pytest.mark.parametrize("query", ["", "  \n", "# nothing\n", "PREFIX x: <http://x/>"])
def test_an_empty_query_is_told(query: str, graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"empty|asks nothing"):
        graph.query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?from { ?from rdfs:label "SERVICE FROM"@ja } # SERVICE <x>',
        "SELECT ?service { ?service kg:from|kg:SERVICE ?o }",
        "SELECT * { ?a <http://x/FROM#SERVICE> '''FROM\nSERVICE''' }",
        "PREFIX 例: <http://x/>\nSELECT * { ?a 例:名前 ?b . _:x ?p ?o . FILTER(1<2 && 3>2) }",
        "BASE <http://x/> SELECT (COUNT(*) AS ?n) { ?s a <C> ; ?p ?o } LIMIT 1",
    ],
)
def test_words_that_only_look_like_it_pass(query: str, graph: KnowledgeGraph) -> None:
    graph.query(query)


def test_the_mark_stands_under_the_place_even_after_full_width_letters(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query('SELECT * { ?x rdfs:label "高市" ?y }')
    line, mark = str(caught.value).splitlines()[1:3]
    assert line[: len("  found: ")] == "  found: "
    assert mark.strip() == "^"
    assert display_width(mark) <= display_width(line) + 1


SELECT = 'SELECT ?name ?n ?none { VALUES (?name ?n) { ("高市,\\"早苗\\"\\n"@ja 1) (<http://x/a> 2.5) } }'

FORMS: dict[str, Callable[[str], object]] = {
    "csv": lambda text: list(csv.reader(io.StringIO(text, newline=""))),
    "tsv": lambda text: [line.split("\t") for line in text.splitlines()],
    "json": lambda text: json.loads(text)["results"]["bindings"],
    "table": lambda text: text.splitlines(),
    "xml": lambda text: [
        (b.get("name"), b[0].tag.partition("}")[2], b[0].text)
        for b in ElementTree.fromstring(text)[1].iter(f"{XML}binding")
    ],
}
XML = "{http://www.w3.org/2005/sparql-results#}"
EXPECTED = {
    "csv": [["name", "n", "none"], ['高市,"早苗"\n', "1", ""], ["http://x/a", "2.5", ""]],
    "tsv": [
        ["?name", "?n", "?none"],
        ['"高市,\\"早苗\\"\\n"@ja', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', ""],
        ["<http://x/a>", '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', ""],
    ],
    "json": [
        {
            "name": {"type": "literal", "value": '高市,"早苗"\n', "xml:lang": "ja"},
            "n": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        },
        {
            "name": {"type": "uri", "value": "http://x/a"},
            "n": {"type": "literal", "value": "2.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
        },
    ],
    "xml": [
        ("name", "literal", '高市,"早苗"\n'),
        ("n", "literal", "1"),
        ("name", "uri", "http://x/a"),
        ("n", "literal", "2.5"),
    ],
    "table": ["name          n    none", "────────────  ───  ────", '高市,"早苗"   1', "http://x/a    2.5"],
}


@pytest.mark.parametrize("form", sorted(EXPECTED))
def test_the_forms_of_an_answer(form: str, graph: KnowledgeGraph) -> None:
    assert FORMS[form](graph.query(SELECT).format(form)) == EXPECTED[form]


def test_a_table_steers_no_terminal(graph: KnowledgeGraph) -> None:
    table = graph.query('SELECT ?x { VALUES ?x { "a\\u001b[31mb\\u202ec" } }').format("table")
    assert table.splitlines()[2] == "a[31mbc"


def test_no_such_form(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="no such format") as caught:
        graph.query("ASK {}").format("yaml")
    assert caught.value.expected == "table, csv, tsv, json, xml"


ANSWERS = {
    "who-met-whom": ("2025-10-28", "トランプ", "高市早苗", MEETING),
    "who-demanded-what": ("", "小泉進次郎", "町長", "協力", "occurred"),
    "who-visited-where": ("--11-23", "", "小泉進次郎", "与那国島", "", "occurred"),
    "person-timeline": ("2025-10-28", "Meeting", MEETING, "participant", "occurred"),
    "planned-then-happened": (MEETING, MEETING, "plan-1", "news-1"),
    "events-with-sources": ("2025-10-28", MEETING, "3", "news-1 news-2 plan-1"),
    "evidence-of": (
        MEETING,
        "occurred",
        "news-2",
        "トランプ大統領と高市早苗首相との会談が10月28日に東京で行われた。",
        "会談",
        "meeting.with",
    ),
    "what-was-said": ("", "日本", "", "発言の撤回が必要だ", "Statement"),
    "reported-by": ("外務省", "小泉進次郎、町長に要求：協力", "occurred", "visit-1"),
    "articles": ("visit-1", "2025-11-24", "与那国島へ", "2"),
}


ANSWERS["which-sentence"] = (
    "小泉進次郎",
    "visited",
    "与那国島",
    "visit-1",
    "小泉進次郎防衛相は11月23日に与那国島を訪問し",
    "訪問",
    "visit.place",
    "小泉進次郎防衛相",
    "与那国島",
)
ANSWERS["why-one-event"] = (
    MEETING,
    "Meeting | participant person/トランプ, person/高市早苗 | startDate 2025-10-28",
    "3",
)
DISPUTED = {
    "disagreements": """
date|丙、甲の会談（2026-03-09）|2026-03-09|day-1|甲と丙が9日に会談した。|2026-03-10|day-2|甲と丙が10日に会談した。
place|丁、甲の会談（2026-03-09）|東京|place-1|甲と丁が東京で会談した。|広島|place-2|甲と丁が広島で会談した。
status|乙、甲の会談（2026-03-03）|occurred|yes|甲と乙が会談した。|denied|no|甲と乙は会談していない。
who demanded|甲、要求：撤退（2026-03-05）|甲|who-1|甲は撤退を求めた。|乙|who-2|乙は撤退を求めた。
""",
    "same-occasion": """
happening of the plan|己、甲の会談（2026-03-20）|done|己、甲の会談|plan
within its days|戊、甲の会談（2026-03-28）|inside|戊、甲の会談（2026-03-26）|range
""",
}


@pytest.mark.parametrize("name", sorted(DISPUTED))
def test_what_articles_differ_on_and_what_they_tell_with_other_dates(name: str, tmp_path: Path) -> None:
    graph = build(tmp_path, *disputed_news())
    assert ["|".join(row) for row in graph.query(name).texts()] == DISPUTED[name].split("\n")[1:-1]


def test_the_sentences_of_a_shortcut_are_found_by_the_rules_of_the_ontology(graph: KnowledgeGraph) -> None:
    text = question("which-sentence").query
    listed = set(re.findall(r"\(kg:(\w+) kg:(\w+) kg:(\w+) kg:(\w+)\)", text))
    rules = {
        (c.name, s.name, s.source, s.target or "itself") for c in graph.ontology.classes.values() for s in c.shortcuts
    }
    assert listed == rules
    rows = graph.query("which-sentence", {"who": "高市早苗", "relation": "metWith", "whom": "トランプ"}).texts()
    assert [row[3] for row in rows] == ["news-1", "news-2"]
    assert {row[7:] for row in rows} == {("高市早苗", "トランプ")}
    itself = graph.query("which-sentence", {"relation": "attendedMeeting"}).texts()
    assert {row[2] for row in itself} == {MEETING}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_named_questions_have_answers(name: str, graph: KnowledgeGraph) -> None:
    rows = graph.query(name).texts()
    assert ANSWERS[name] in rows
    assert len(rows) == len(set(rows))


def test_every_question_is_asked_here_and_says_what_it_asks() -> None:
    assert [q.name for q in questions()] == sorted({*ANSWERS, *DISPUTED})
    for found in questions():
        assert found.about
        assert found.about_en.isascii()


def test_a_setting_goes_where_the_default_stood(graph: KnowledgeGraph) -> None:
    rows = graph.query("person-timeline", {"person": "小泉進次郎"}).texts()
    assert [row[1] for row in rows] == ["Visit", "Demand"]
    # By a name that only an article gives him, and never more than a text.
    assert graph.query("person-timeline", {"person": "小泉進次郎防衛相"}).texts() == rows
    assert graph.query("person-timeline", {"person": '"@ja } UNION { ?s ?p ?o } #'}).texts() == []
    assert graph.query("evidence-of", {"words": "与那国島を訪問"}).texts()[0][2] == "visit-1"


def test_wrong_names_and_settings_are_told(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="no question of this name") as caught:
        question("who-met-who")
    assert caught.value.fix == "kg query who-met-whom"
    with pytest.raises(QueryError, match="has no setting actor") as caught:
        graph.query("person-timeline", {"actor": "x"})
    assert caught.value.expected == "person"
    with pytest.raises(QueryError, match="settings are for named questions"):
        graph.query("ASK {}", {"person": "x"})


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no graph was built here") as caught:
        KnowledgeGraph(tmp_path)
    assert "kg build" in (caught.value.fix or "")


def test_nodes_of_the_graph_have_prefixes_too(graph: KnowledgeGraph) -> None:
    answer = graph.query("SELECT ?b { person:高市早苗 kg:metWith ?b }")
    assert answer.format("table").splitlines()[2] == "person:トランプ"
    assert answer.texts() == [("https://w3id.org/kijigraph/id/person/トランプ",)]


def test_a_term_that_the_ontology_lacks_is_hinted_at(graph: KnowledgeGraph) -> None:
    assert graph.query("SELECT * { ?a kg:metwith ?b }").hints == ("the ontology has no kg:metwith; it has kg:metWith",)
    assert graph.query("SELECT * { ?a kg:metWith ?b ; kg:agent|kg:status kg:planned }").hints == ()
