"""The check of the rules, run with the reader on rule files that are wrong in one way each, and on the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.grammar import load_grammar
from kg.match.check import check
from kg.match.finding import Fault, Finding
from kg.model import Article
from kg.pipeline import open_reader

GOOD = """\
event: Demand
about: ある主体が、別の主体に行動を求めた。
rules:
  - id: demand.policy
    triggers: [求める, 要求]
    roles:
      agent: {case: [が], type: [Actor], required: true}
      recipient: {case: [に], type: [Actor]}
      topic: {case: [を], type: [Phrase], required: true, not_words: [出口]}
    examples:
      - 〔agent:中国〕は〔recipient:日本〕に〔topic:撤回〕を求めた。
      - 〔agent:韓国〕は〔topic:撤回〕を要求した。
    counterexamples:
      - {text: 石破首相は出口を求めて歩いた。, because: 「探す」の意味}
"""
SECOND = """\
  - id: demand.second
    triggers: [求める]
    roles:
      agent: {case: [が], type: [Actor], required: true}
    examples:
      - 〔agent:中国〕は撤回を求めた。
    counterexamples:
      - {text: 会議が続いた。, because: 求めていない}
"""

Check = Callable[[str], tuple[Finding, ...]]


def findings(folder: Path) -> tuple[Finding, ...]:
    reader = open_reader(rules=folder)
    return check(reader.rules, lambda text: reader.read(Article("example", text)).events, load_grammar())


@pytest.fixture
def run(tmp_path: Path) -> Check:
    def run(text: str) -> tuple[Finding, ...]:
        (tmp_path / "Demand.yaml").write_text(text, encoding="utf-8")
        return findings(tmp_path)

    return run


def faults(found: tuple[Finding, ...]) -> set[tuple[Fault, int, str]]:
    return {(f.fault, f.line, f.text) for f in found}


def test_good_rules_have_no_findings(run: Check) -> None:
    assert run(GOOD) == ()


def test_wrong_mark_is_told_with_both_spans(run: Check) -> None:
    (finding,) = run(GOOD.replace("〔agent:韓国〕は〔topic:撤回〕", "〔agent:韓国〕は撤回"))
    assert (finding.fault, finding.rule, finding.line) == (Fault.EXAMPLE, "demand.policy", 12)
    assert finding.found == "demand.policy 〔agent:韓国〕 〔topic:撤回〕"
    assert finding.expected == "〔agent:韓国〕"


def test_example_without_event(run: Check) -> None:
    found = run(GOOD.replace("〔agent:韓国〕は〔topic:撤回〕を要求した。", "〔agent:韓国〕は沈黙した。"))
    assert faults(found) == {(Fault.EXAMPLE, 12, "韓国は沈黙した。"), (Fault.TRIGGER, 5, "要求")}
    assert next(f for f in found if f.fault == Fault.EXAMPLE).found == "no event"


def test_counterexample_that_fires(run: Check) -> None:
    (finding,) = run(GOOD.replace(", not_words: [出口]", ""))
    assert (finding.fault, finding.line) == (Fault.COUNTEREXAMPLE, 14)
    assert "「探す」の意味" in finding.expected


def test_case_and_trigger_that_no_example_hits(run: Check) -> None:
    found = run(GOOD.replace("case: [に]", "case: [に, へ]").replace("[求める, 要求]", "[求める, 要求, 迫る]"))
    assert faults(found) == {(Fault.CASE, 4, "recipient with へ"), (Fault.TRIGGER, 5, "迫る")}


def test_known_gap_that_passes_is_told_to_move_up(run: Check) -> None:
    (finding,) = run(GOOD + "    known_gaps:\n      - 〔agent:米国〕は〔topic:説明〕を求めた。\n")
    assert (finding.fault, finding.line) == (Fault.GAP_CLOSED, 16)
    assert finding.fix == "move it up to examples"


def test_known_gap_that_fails_is_no_finding(run: Check) -> None:
    assert run(GOOD + "    known_gaps:\n      - 〔agent:米国〕は〔topic:別のこと〕を説いた。\n") == ()


def test_rule_that_never_wins_and_what_shadows_it(run: Check) -> None:
    found = run(GOOD + SECOND)
    assert {(f.fault, f.rule, f.text) for f in found} == {
        (Fault.EXAMPLE, "demand.second", "中国は撤回を求めた。"),
        (Fault.DEAD, "demand.second", "demand.second"),
        (Fault.SHADOWED, "demand.second", "求める"),
    }
    assert next(f for f in found if f.fault == Fault.SHADOWED).found == "demand.policy takes it in every example"


def test_shipped_rules_are_clean() -> None:
    reader = open_reader()
    found = check(reader.rules, lambda text: reader.read(Article("example", text)).events, load_grammar())
    assert len(reader.rules.rules) >= 60
    assert sum(len(r.examples) for r in reader.rules.rules) >= 1000
    assert "\n".join(map(str, found)) == ""


def test_every_class_has_rules() -> None:
    reader = open_reader()
    classes = {rule.event for rule in reader.rules.rules}
    assert len(classes) == 30
