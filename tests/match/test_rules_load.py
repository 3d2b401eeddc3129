"""Loading of rule files: what a good file gives, and what is said of a bad one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.match.rulefile import load_rules
from kg.match.ruleform import read_trigger
from kg.model import Span, Status

Roles = dict[str, tuple[str, ...]]

BAD = sorted((Path(__file__).parent / "bad_rules").glob("*.yaml"))

GOOD = """\
event: Demand
about: ある主体が、別の主体に行動を求めた。
rules:
  - id: demand.policy
    triggers: [求める, 要求を突き付ける]
    status: possible
    roles:
      agent: {case: [が], type: [Actor], required: true}
      topic: {case: [を, よう], type: [Phrase], words: [撤回, 増額]}
    examples:
      - 〔agent:中国〕は〔topic:〔place:北京〕での発言の撤回〕を求めた。
    counterexamples:
      - {text: 首相は出口を求めて歩いた。, because: 「探す」の意味}
"""


def test_bad_rules_are_collected() -> None:
    assert len(BAD) >= 40


@pytest.mark.parametrize("file", BAD, ids=lambda f: f.stem)
def test_bad_rule_file_is_told_with_line_and_fix(file: Path, tmp_path: Path, roles_by_class: Roles) -> None:
    shutil.copy(file, tmp_path)
    with pytest.raises(RuleError) as raised:
        load_rules(tmp_path, {name: roles_by_class[name] for name in ("Demand", "Meeting")})
    told = str(raised.value).replace(f"{tmp_path}/", "") + "\n"
    assert told == file.with_suffix(".txt").read_text(encoding="utf-8")


def test_good_file(tmp_path: Path, roles_by_class: Roles) -> None:
    (tmp_path / "Demand.yaml").write_text(GOOD, encoding="utf-8")
    rules = load_rules(tmp_path, roles_by_class)
    rule = rules.rules[0]
    assert (rule.id, rule.event, rule.line, rule.status) == ("demand.policy", "Demand", 4, Status.POSSIBLE)
    assert [(t.noun, t.case, t.predicate) for t in rule.triggers] == [
        (None, None, "求める"),
        ("要求", "を", "突き付ける"),
    ]
    assert rule.roles[0].types == ("Person", "Country", "Organization", "Post")
    assert rule.roles[0].required
    assert not rule.roles[1].required
    assert rule.roles[1].words == ("撤回", "増額")
    assert rules.by_trigger["求める"] == (rule,)


def test_marks_are_spans_of_the_text_without_them(tmp_path: Path, roles_by_class: Roles) -> None:
    (tmp_path / "Demand.yaml").write_text(GOOD, encoding="utf-8")
    example = load_rules(tmp_path, roles_by_class).rules[0].examples[0]
    assert example.text == "中国は北京での発言の撤回を求めた。"
    assert [(m.role, m.span.of(example.text)) for m in example.marks] == [
        ("agent", "中国"),
        ("place", "北京"),
        ("topic", "北京での発言の撤回"),
    ]
    assert example.marks[0].span == Span(0, 2)


def test_hash_follows_the_bytes(tmp_path: Path, roles_by_class: Roles) -> None:
    file = tmp_path / "Demand.yaml"
    file.write_text(GOOD, encoding="utf-8")
    before = load_rules(tmp_path, roles_by_class).hash
    assert load_rules(tmp_path, roles_by_class).hash == before
    file.write_text(GOOD + "# a note\n", encoding="utf-8")
    assert load_rules(tmp_path, roles_by_class).hash != before


def test_rules_told_apart_by_words_share_a_trigger(tmp_path: Path, roles_by_class: Roles) -> None:
    (tmp_path / "Demand.yaml").write_text(GOOD, encoding="utf-8")
    narrower = GOOD.replace("demand.policy", "demand.narrow").replace("増額]}", "増額], required: true}")
    (tmp_path / "Narrow.yaml").write_text(narrower, encoding="utf-8")
    claimants = load_rules(tmp_path, roles_by_class).by_trigger["求める"]
    assert [r.id for r in claimants] == ["demand.narrow", "demand.policy"], "the more specific rule is tried first"


def test_folder_without_rules(tmp_path: Path, roles_by_class: Roles) -> None:
    with pytest.raises(RuleError, match="no rules here"):
        load_rules(tmp_path, roles_by_class)
    with pytest.raises(RuleError, match="no rules here"):
        load_rules(tmp_path / "absent", roles_by_class)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"#" * 1_000_001, "too large"),
        ("event: 要求".encode("cp932"), "not UTF-8"),
        (b"event: \x01Demand", "not YAML"),
    ],
    ids=["too-large", "cp932", "control-character"],
)
def test_file_that_is_no_rule_file(content: bytes, message: str, tmp_path: Path, roles_by_class: Roles) -> None:
    (tmp_path / "X.yaml").write_bytes(content)
    with pytest.raises(RuleError, match=message):
        load_rules(tmp_path, roles_by_class)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("懸念を表明", ("懸念", "を", "表明")),
        ("電話で会談", ("電話", "で", "会談")),
        ("調整に入る", ("調整", "に", "入る")),
        ("手にする", ("手", "に", "する")),
        ("申し入れを受け入れる", ("申し入れ", "を", "受け入れる")),
        ("立ち上がる", (None, None, "立ち上がる")),
        ("取りまとめる", (None, None, "取りまとめる")),
        ("伴う", (None, None, "伴う")),
        ("求める", (None, None, "求める")),
        ("アピールする", (None, None, "アピールする")),
    ],
)
def test_trigger_is_cut_at_its_particle(text: str, parts: tuple[str | None, str | None, str]) -> None:
    trigger = read_trigger(text)
    assert (trigger.noun, trigger.case, trigger.predicate) == parts
