"""Evaluations: the figures of the gold's own scorer, and what is shown of each pair."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from smallrules import article

from kg.builder import make
from kg.errors import InputError
from kg.ontology import load_ontology
from kg.reader import Reader
from kg.workbench.alignment import align, fold, same_topic, shared
from kg.workbench.evaluate import Evaluation, evaluate
from kg.workbench.figure import Figure
from kg.workbench.gold import GoldEvent, load_gold
from kg.workbench.text.evaluation import text_of
from kg.workbench.told import ToldEvent

ONTOLOGY = load_ontology()
GOLD = (Path(__file__).parents[2] / "../shared/gold").resolve()


# The scorer takes events that tie in the order of a set, so by chance. It is run with the order of the text instead.
SCORER_IN_ORDER = """
import json, sys
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("score", sys.argv[1])
score = module_from_spec(spec)
spec.loader.exec_module(score)
found = score.events_of
def in_order(data, labels, article):
    def place(row):
        spans = [str(e).rpartition("=")[2] for e in data.objects(score.URIRef(row["iri"]), score.KG.evidence)
                 if str(e).startswith(str(article) + "#")]
        return min(tuple(map(int, s.split(","))) for s in spans), row["iri"]
    return sorted(found(data, labels, article), key=place)
from rdflib import URIRef
score.URIRef, score.events_of = URIRef, in_order
json.dump(score.score(sys.argv[2], sys.argv[3]), sys.stdout)
"""


@pytest.mark.parametrize("name", ["seed", "wire-dev"])
def test_figures_agree_with_the_scorer_to_the_last_digit(name: str, shipped: Reader, tmp_path: Path) -> None:
    file, scorer = GOLD / f"{name}.jsonl", GOLD / "score.py"
    if not (file.is_file() and scorer.is_file()):
        pytest.skip("the gold files and their scorer do not lie beside this checkout")
    graph = make([file], tmp_path / "out").graph
    command = [sys.executable, "-c", SCORER_IN_ORDER, str(scorer), str(file), str(graph.nquads)]
    wanted = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout)
    found: dict[str, Any] = evaluate(shipped, file, ONTOLOGY).as_json()
    by_type = {kind: {"gold": 0, "found": 0, "right": 0} | counts for kind, counts in wanted.pop("by type").items()}
    assert found["by type"] == by_type
    assert {key: found[key] for key in wanted} == wanted
    assert found["fact"]["gold"] > 100


def gold_file(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


DEMAND = {
    "type": "Demand", "status": "occurred", "trigger": "求めた",
    "agent": [["中国"]], "recipient": [["日本国", "日本"]], "topic": [["丁寧な説明"]],
}  # fmt: skip
MEETING = {"type": "Meeting", "status": "planned", "trigger": "会談", "participant": [["日本"], ["韓国"]]}
VISIT = {"type": "Visit", "status": "occurred", "trigger": "訪れ", "agent": [["石破茂"]], "place": ["ソウル"]}
TEXT = "中国は日本に丁寧な説明を求めた。日本は韓国と会談した。石破茂首相はソウルを訪れ、米国は英国に返答を求めた。"


@pytest.fixture
def evaluation(reader: Reader, tmp_path: Path) -> Evaluation:
    """One event right, one in part (its status), one missed and one wrong; the second article has no text."""
    rows = {"id": "a", "text": TEXT, "events": [DEMAND, MEETING, VISIT]}, {"id": "b", "text": " ", "events": []}
    return evaluate(reader, gold_file(tmp_path, *rows), ONTOLOGY)


def test_each_pair_has_its_verdict_sentence_and_rule(evaluation: Evaluation) -> None:
    assert [(p.verdict, (p.gold or p.found).type) for p in evaluation.pairs] == [  # type: ignore[union-attr]
        ("right", "Demand"),
        ("partly", "Meeting"),
        ("missed", "Visit"),
        ("wrong", "Demand"),
    ]
    assert [p.sentence[:4] for p in evaluation.pairs] == ["中国は日", "日本は韓", "石破茂首", "石破茂首"]
    assert [p.found.rules for p in evaluation.pairs if p.found] == [
        ("demand.policy",),
        ("meeting.talks",),
        ("demand.policy",),
    ]


def test_figures_come_by_class_role_and_rule(evaluation: Evaluation) -> None:
    assert evaluation.missing == 1
    assert evaluation.events == Figure(gold=3, found=3, right=2)
    assert evaluation.by_class == {
        "Demand": Figure(1, 2, 1),
        "Meeting": Figure(1, 1, 1),
        "Visit": Figure(1, 0, 0),
    }
    assert evaluation.by_role["agent"] == Figure(2, 2, 1)
    assert evaluation.by_role["participant"] == Figure(2, 2, 2)
    assert evaluation.by_role["place"] == Figure(1, 0, 0)
    assert evaluation.by_rule == {"demand.policy": Figure(0, 2, 1), "meeting.talks": Figure(0, 1, 1)}
    assert evaluation.status_accuracy == 0.5


def test_what_is_shown_names_the_rule_and_what_differs(evaluation: Evaluation) -> None:
    shown = text_of(evaluation, show=True)
    assert "missed  a  Visit  訪れ\n" in shown
    assert "wrong   a  Demand  求め  by demand.policy\n" in shown
    assert "status: occurred, the gold has planned" in shown
    assert "missed" not in text_of(evaluation)
    pairs = evaluation.as_json(show=True)["pairs"]
    assert isinstance(pairs, list)
    assert [p["verdict"] for p in pairs] == ["partly", "missed", "wrong"]


def told(kind: str, *agents: str, place: str | None = None) -> ToldEvent:
    fillers = [("agent", tuple((a,) for a in agents))]
    if place:
        fillers.append(("place", ((place,),)))
    return ToldEvent(kind, frozenset({"occurred"}), (), "", "", tuple(fillers))


def wanted(kind: str, *agents: str, place: str | None = None) -> GoldEvent:
    fillers = [("agent", tuple((a,) for a in agents))]
    if place:
        fillers.append(("place", ((place,),)))
    return GoldEvent(kind, "occurred", "", tuple(fillers))


def test_events_pair_with_those_they_share_most_with() -> None:
    golds = [wanted("Visit", "石破茂"), wanted("Visit", "石破茂", place="ソウル")]
    founds = [told("Visit", "石破茂", place="ソウル"), told("Visit", "石破茂", place="北京"), told("Aid", "石破茂")]
    assert align(golds, founds) == {1: 0, 0: 1}


def test_events_pair_only_in_one_class_and_with_an_actor_in_common() -> None:
    assert align([wanted("Visit", "石破茂", place="ソウル")], [told("Visit", "李在明", place="ソウル")]) == {}
    assert align([wanted("Visit", "石破茂")], [told("Aid", "石破茂")]) == {}


def test_a_filler_found_counts_once() -> None:
    row = shared("agent", [("日本", "日本国"), ("日本",)], [("日本",)])
    assert (row.right, row.lacking, row.extra) == (1, (("日本",),), ())


# gold, found, whether they are one topic
TOPICS = [
    ("発言の撤回", "発言の撤回", True),
    ("発言の速やかな撤回", "発言の撤回", True),
    ("防衛費増額", "防衛費の大幅な削減を求める要望", True),
    ("発言の撤回", "経済協力", False),
    ("発言の撤回と謝罪の表明を求める件", "撤回", False),
]


@pytest.mark.parametrize(("gold", "found", "same"), TOPICS)
def test_topics_agree_by_half_of_their_pairs_of_letters(gold: str, found: str, same: bool) -> None:
    assert same_topic(gold, found) is same


def test_labels_are_compared_without_width_spaces_and_dots() -> None:
    assert fold("ドナルド・トランプ") == fold("ドナルド トランプ")
    assert fold("ＥＵ") == fold("EU")


# the line, the message, what was found
BAD_GOLD = [
    ("{", "not JSON", "Expecting"),
    ('{"id": "a", "text": "…"}', "no gold", "events"),
    ('{"id": "a", "text": "…", "events": [{"type": "Meting", "status": "occurred"}]}', "unknown class", "Meting"),
    ('{"id": "a", "text": "…", "events": [{"type": "Meeting", "status": "done"}]}', "unknown status", "done"),
    (
        '{"id": "a", "text": "…", "events": [{"type": "Visit", "status": "occurred", "agent": "石破茂"}]}',
        "holds no list",
        "石破茂",
    ),
]


@pytest.mark.parametrize(("line", "message", "found"), BAD_GOLD, ids=[row[1] for row in BAD_GOLD])
def test_a_gold_file_that_is_none_is_told_with_its_line(tmp_path: Path, line: str, message: str, found: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "x", "text": "…", "events": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        load_gold(file, ONTOLOGY.classes)
    assert caught.value.line == 2
    assert found in (caught.value.found or "")


def test_the_sample_reads_as_the_tests_expect(reader: Reader) -> None:
    assert [e.rule for e in reader.read(article(TEXT)).events] == ["demand.policy", "meeting.talks", "demand.policy"]
