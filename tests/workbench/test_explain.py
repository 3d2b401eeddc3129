"""Explanations: a hit with its reasons, and misses with the nearest rule and the condition that failed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from smallrules import RULES, article

from kg.builder import make
from kg.errors import InputError
from kg.reader import Reader
from kg.workbench.built import explain_built
from kg.workbench.explain import explain
from kg.workbench.nearest import likeness
from kg.workbench.notes import MissNote, SentenceNote
from kg.workbench.text.built import text_of as built_text
from kg.workbench.text.explanation import text_of

HIT = "石破茂首相は8日、韓国に協議の再開を求めた。"


def one(reader: Reader, text: str, published: str | None = None) -> SentenceNote:
    (sentence,) = explain(reader, article(text, published=published)).sentences
    return sentence


def test_a_hit_names_its_rule_and_how_each_filler_came_in(reader: Reader) -> None:
    (event,) = one(reader, HIT, "2025-09-10").events
    assert (event.type, event.rule, event.place) == ("Demand", "demand.policy", "Demand.yaml:4")
    assert {(r.role, r.text, r.label, r.why) for r in event.roles} == {
        ("agent", "石破茂首相", "石破茂", "in が, written は"),
        ("recipient", "韓国", "韓国", "in に"),
        ("topic", "協議の再開", "協議の再開", "in を"),
    }
    assert (event.start, event.date_text) == ("2025-09-08", "8日")
    assert (event.status, event.status_why) == ("occurred", "求めた")
    assert event.kept


def test_a_sentence_shows_phrases_names_and_dates(reader: Reader) -> None:
    sentence = one(reader, HIT, "2025-09-10")
    assert [(p.text, p.particle, p.head) for p in sentence.phrases if p.head == -1] == [("求め", "た", -1)]
    assert {m.label: (m.type, m.known) for m in sentence.mentions} == {
        "石破茂": ("Person", True),
        "韓国": ("Country", True),
    }
    assert [(d.text, d.value) for d in sentence.dates] == [("8日", "2025-09-08")]
    assert not sentence.misses


def test_a_subject_of_another_clause_is_said_to_be_shared(reader: Reader) -> None:
    events = one(reader, "石破茂首相は李在明大統領と会談し、協議の再開を求めた。").events
    demand = next(e for e in events if e.type == "Demand")
    (agent,) = [r for r in demand.roles if r.role == "agent"]
    assert agent.why == "shared with another clause of the sentence"


# text, nearest rule, its trigger, role of the first condition, words of what was found
MISSES = [
    ("石破茂首相は韓国に求めた。", "demand.policy", "求める", "topic", "nothing stands in を"),
    ("中国はくいを打ち込んだ。", "demand.launch", "打ち込む", "topic", "「くい」 ends in another word"),
    ("石破茂首相は会談した。", "meeting.talks", "会談", "participant", "「石破茂首相」 alone"),
    ("石破茂首相は李在明大統領と密談した。", "meeting.talks", "会談", None, "密談 is none of them"),
    ("中国は日本に書簡を突き付けた。", "demand.policy", "要求を突き付ける", None, "「書簡」 stands there"),
]


@pytest.mark.parametrize(("text", "rule", "trigger", "role", "found"), MISSES, ids=[m[0] for m in MISSES])
def test_a_miss_names_the_nearest_rule_and_what_it_lacked(
    reader: Reader, text: str, rule: str, trigger: str, role: str | None, found: str
) -> None:
    sentence = one(reader, text)
    (miss,) = sentence.misses
    assert not sentence.events
    assert (miss.rule, miss.trigger) == (rule, trigger)
    assert (miss.conditions[0].role, miss.conditions[0].found) == (role, found)


def test_of_two_rules_with_one_trigger_the_nearer_is_named(reader: Reader) -> None:
    (miss,) = one(reader, "中国はくいを打ち込んだ。").misses
    assert [c.role for c in miss.conditions] == ["topic"]
    (event,) = one(reader, "中国は新たな要求を打ち込んだ。").events
    assert event.why == "打ち込む is a trigger of demand.launch; tried before it: demand.launch-at"


def test_a_word_that_is_like_no_trigger_has_no_nearest_rule(reader: Reader) -> None:
    assert one(reader, "猫が鳴いた。").misses == (MissNote("鳴いた", "鳴く", None, None, None, ()),)


def test_likeness_counts_shared_kanji() -> None:
    assert likeness("密談", "会談") == 0.5
    assert likeness("会談", "会談") == 1.0
    assert likeness("する", "したがう") == 0.0


def test_the_inside_of_a_quotation_is_a_sentence_of_its_own(reader: Reader) -> None:
    found = explain(reader, article("石破茂首相は「中国が日本に説明を求めた」と語った。")).sentences
    assert [(s.quoted, [e.rule for e in s.events]) for s in found] == [(False, []), (True, ["demand.policy"])]


def test_an_event_told_twice_is_kept_once(reader: Reader) -> None:
    text = "石破茂首相は韓国に協議の再開を求めた。石破茂首相は韓国に協議の再開を求めた。"
    found = explain(reader, article(text)).sentences
    assert [e.kept for s in found for e in s.events] == [True, False]


def test_json_and_text_hold_the_same(reader: Reader) -> None:
    explanation = explain(reader, article(HIT + "中国は日本に書簡を突き付けた。"))
    keys = set(json.loads(json.dumps(explanation.as_json()))["sentences"][0])
    assert keys == {"text", "start", "end", "quoted", "phrases", "mentions", "dates", "events", "misses"}
    text = text_of(explanation)
    assert "✓ Demand by demand.policy (Demand.yaml:4)" in text
    assert "✗ 突き付けた [突き付ける]: nearest is demand.policy (Demand.yaml:4) with 要求を突き付ける" in text
    assert "found 「書簡」 stands there" in text


def test_a_built_article_is_explained_from_its_graph(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    rows = [{"id": "n-1", "text": HIT, "published": "2025-09-10"}, {"id": "x", "text": "中国は日本に説明を求めた。"}]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    graph = make([source], tmp_path / "out", rules=RULES).graph
    built = explain_built(graph, "n-1")
    (sentence,) = built.sentences
    (event,) = sentence.events
    assert sentence.text == HIT
    assert (event.type, event.rule, event.start) == ("Demand", "demand.policy", "2025-09-08")
    assert {(r.role, r.text) for r in event.roles} == {
        ("agent", "石破茂首相"), ("recipient", "韓国"), ("topic", "協議の再開"),
    }  # fmt: skip
    assert "✓ Demand by demand.policy" in built_text(built)
    with pytest.raises(InputError, match="no such article") as caught:
        explain_built(graph, "n-2")
    assert caught.value.fix == "write n-1 instead of n-2"
