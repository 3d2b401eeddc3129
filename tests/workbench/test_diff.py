"""Differences between two folders of rules, by the statements of the articles."""

from __future__ import annotations

from pathlib import Path

from smallrules import article

from kg.pipeline import open_reader
from kg.reader import Reader
from kg.workbench.diff import Change, diff
from kg.workbench.text.difference import text_of

ARTICLES = [article("石破茂首相は李在明大統領と密談した。中国は日本に説明を求めた。")]


def edited(rules: Path, name: str, old: str, new: str) -> Reader:
    file = rules / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return open_reader(rules)


def test_a_new_trigger_adds_one_event(reader: Reader, rules: Path) -> None:
    after = edited(rules, "Meeting.yaml", "[会談]", "[会談, 密談]")
    (sentence,) = diff(reader, after, ARTICLES).sentences
    assert (sentence.article, sentence.sentence) == ("a", "石破茂首相は李在明大統領と密談した。")
    assert sentence.changes == (
        Change(
            "added",
            "Meeting",
            "密談",
            "meeting.talks",
            ("participant: 石破茂", "participant: 李在明", "status: occurred", "rule: meeting.talks"),
            (),
        ),
    )


def test_the_way_back_removes_it(reader: Reader, rules: Path) -> None:
    before = edited(rules, "Meeting.yaml", "[会談]", "[会談, 密談]")
    found = diff(before, reader, ARTICLES)
    assert (found.count("added"), found.count("removed"), found.count("changed")) == (0, 1, 0)


def test_a_role_that_goes_is_a_change_of_the_event(reader: Reader, rules: Path) -> None:
    after = edited(rules, "Demand.yaml", "      recipient: {case: [に], type: [Actor]}\n", "")
    after_text = text_of(diff(reader, after, ARTICLES))
    (sentence,) = diff(reader, after, ARTICLES).sentences
    (change,) = sentence.changes
    assert (change.kind, change.added, change.removed) == ("changed", (), ("recipient: 日本",))
    assert "  ~ Demand (求め)\n      - recipient: 日本\n" in after_text
    assert after_text.endswith("events: 0 added, 0 removed, 1 changed, in 1 articles\n")


def test_the_same_rules_change_nothing(reader: Reader, rules: Path) -> None:
    assert diff(reader, open_reader(rules), ARTICLES).sentences == ()
