"""Gaps: what no rule took and what no table has, and that what is offered can be pasted as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

from smallrules import article

from kg.find.table import load_table
from kg.match.check import check
from kg.pipeline import open_reader
from kg.reader import Reader
from kg.resources import ontology_dir
from kg.workbench.gaps import gaps
from kg.workbench.text.gaps import text_of

TEXTS = [
    "日本は中国に賠償を迫った。",
    "フランスはドイツに譲歩を迫った。猫が魚を迫った。",
    "韓国は米国と密談した。",
    "サメ保護連盟は日本に謝罪を求めた。",
    "日本は中国に説明を求めた。",
]
ARTICLES = [article(text, f"a-{n}") for n, text in enumerate(TEXTS)]


def test_predicates_beside_known_actors_come_by_how_often_they_are_met(reader: Reader) -> None:
    found = gaps(reader, ARTICLES).predicates
    assert [(g.predicate, g.count) for g in found] == [("迫る", 2), ("密談", 1)]
    assert dict(found[0].cases) == {"が": 2, "に": 2, "を": 2}


def test_no_more_are_shown_than_the_limit(reader: Reader) -> None:
    assert [g.predicate for g in gaps(reader, ARTICLES, 1).predicates] == ["迫る"]


def test_a_rule_can_be_pasted_and_finds_its_example(reader: Reader, rules: Path) -> None:
    gap = gaps(reader, ARTICLES).predicates[0]
    file = rules / gap.file
    file.write_text(file.read_text(encoding="utf-8") + gap.rule, encoding="utf-8")
    after = open_reader(rules)
    (new,) = [r for r in after.rules.rules if r.triggers[0].text == "迫る"]
    findings = check(after.rules, lambda text: after.read(article(text)).events, after.grammar)
    assert [f for f in findings if f.rule == new.id] == []
    assert {m.role for m in new.examples[0].marks} == {"agent", "recipient", "topic"}


def test_a_trigger_whose_rule_did_not_take_says_what_it_lacked(reader: Reader) -> None:
    (gap,) = gaps(reader, [article("日本は中国に求めた。")]).predicates
    assert gap.predicate == "求める"
    assert "# 求める is a trigger of demand.policy (Demand.yaml:4): widen that first" in gap.rule
    assert "topic wants Phrase in を; found nothing stands in を" in gap.rule


def test_an_actor_alone_makes_no_rule(reader: Reader) -> None:
    (gap,) = gaps(reader, [article("日本は迫った。")]).predicates
    assert gap.rule == "  # 迫る: too little stands beside it here for a rule; look for a fuller sentence\n"


def test_a_name_that_no_table_has_comes_with_a_row_that_loads(reader: Reader, tmp_path: Path) -> None:
    (name,) = gaps(reader, ARTICLES).names
    assert (name.name, name.count, name.type, name.file) == ("サメ保護連盟", 1, "Organization", "organizations.csv")
    actors = Path(shutil.copytree(ontology_dir() / "actors", tmp_path / "actors"))
    table = actors / name.file
    table.write_text(table.read_text(encoding="utf-8").rstrip("\n") + "\n" + name.row + "\n", encoding="utf-8")
    assert [e.label for e in load_table(actors).by_form["サメ保護連盟"]] == ["サメ保護連盟"]


def test_a_person_gets_a_row_with_the_family_name(reader: Reader) -> None:
    (name,) = gaps(reader, [article("鈴木三太郎氏は日本に謝罪を求めた。")]).names
    assert (name.name, name.file, name.row) == ("鈴木三太郎", "people.csv", ",鈴木三太郎,,,鈴木,,")


def test_known_actors_and_groups_are_no_gaps(reader: Reader) -> None:
    assert gaps(reader, [article("日本は記者団に説明を求めた。")]).names == ()


def test_the_text_holds_what_to_paste(reader: Reader) -> None:
    found = gaps(reader, ARTICLES)
    text = text_of(found)
    assert all(gap.rule in text for gap in found.predicates)
    assert all(name.row in text for name in found.names)
    assert text_of(gaps(reader, [])) == "no gaps\n"
