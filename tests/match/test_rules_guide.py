"""The analyst's guide keeps its word: the rule that it walks through loads and passes the check."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from kg.grammar import load_grammar
from kg.match.check import check
from kg.match.rule import CASES, TYPES
from kg.match.ruleform import FILE_KEYS, ROLE_KEYS, RULE_KEYS
from kg.model import Article
from kg.pipeline import open_reader
from kg.resources import ontology_dir

RULES = ontology_dir() / "rules"
GUIDE = (RULES / "README.md").read_text(encoding="utf-8")


def test_walkthrough_rule_passes(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    walkthrough = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(walkthrough) == 1
    with (tmp_path / "rules" / "Signing.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + walkthrough[0])
    reader = open_reader(rules=tmp_path / "rules")
    added = reader.rules.rule("signing.pledge")
    assert added is not None
    found = check(reader.rules, lambda text: reader.read(Article("example", text)).events, load_grammar())
    assert [str(f) for f in found if f.rule == added.id] == []


def test_every_key_case_and_type_is_told() -> None:
    table = GUIDE.partition("## Every key")[2]
    told = set(re.findall(r"`([a-z_]+)`", table))
    assert {*FILE_KEYS, *RULE_KEYS, *ROLE_KEYS} <= told
    assert [c for c in CASES if c not in table] == []
    assert [t for t in TYPES if t not in table] == []
