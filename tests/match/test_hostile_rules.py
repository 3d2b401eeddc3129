"""Rules and tables that would take all: refused with file and line. What looks like a pattern is a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from running import SEEDS, Run

from kg.errors import RuleError
from kg.model import Article
from kg.pipeline import open_reader
from kg.shard import Kit, Setting
from kg.write.iris import DEFAULT_BASE

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8")
)
KINDS = [(kind, case) for kind, cases in CASES.items() for case in cases]

PATTERNS = ["(あ+)+$", "(あ|ああ)*い", "^(.*)*$", "あ{1,99999}{1,99999}", "(?:(あ+)+)+！", "[", "(?P<x>", "\\"]
RULE = """\
event: Demand
about: 語であって、式ではない。
rules:
  - id: demand.pattern
    triggers: {triggers}
    roles:
      agent: {{case: [が], type: [Actor], required: true}}
      topic: {{case: [を], type: [Phrase], words: {words}}}
    examples: [〔agent:中国〕は求めた。]
    counterexamples: [{{text: 歩いた, because: 語がない}}]
"""


def content(case: dict[str, Any]) -> bytes:
    pieces = []
    for piece, times in case["content"]:
        numbered = "N" in piece and times > 1
        pieces.append("".join(piece.replace("N", str(n)) for n in range(times)) if numbered else piece * times)
    return "".join(pieces).encode("utf-8", "surrogateescape")


def test_they_are_collected() -> None:
    assert {kind: len(cases) for kind, cases in CASES.items()} == {"rules": 17, "actors": 6, "same": 2}


@pytest.mark.parametrize(("kind", "case"), KINDS, ids=[f"{kind}: {case['name']}" for kind, case in KINDS])
def test_it_is_refused_with_file_and_line(
    kind: str, case: dict[str, Any], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rules = tmp_path / "rules"
    rules.mkdir()
    file = rules / "Demand.yaml" if kind == "rules" else tmp_path / f"{kind}.csv"
    file.write_bytes(content(case))
    ran = run("build", SEEDS / "page.html", "-o", tmp_path / "out", f"--{kind}", rules if kind == "rules" else file)
    told = ran.err.splitlines()[0]
    assert (ran.code, ran.out) == (2, "")
    if case["says"].startswith(": "):
        assert told.startswith(str(file))
        assert told.endswith(case["says"])
    else:
        assert told == f"{file}{case['says']}"
    assert "Traceback" not in ran.err
    assert len(ran.err) < 6_000
    assert max(map(len, ran.err.splitlines())) < 1_600
    assert not (tmp_path / "PWNED").exists()
    assert not (tmp_path / "out").exists()


def test_what_looks_like_a_pattern_is_a_word(tmp_path: Path) -> None:
    words = "[" + ", ".join(f"'{pattern}'" for pattern in PATTERNS) + "]"
    (tmp_path / "Demand.yaml").write_text(RULE.format(triggers=words, words=words), encoding="utf-8")
    actors = tmp_path / "actors.csv"
    actors.write_text(
        "type,label,aliases\n" + "".join(f'person,"{p}",{p.replace(",", "")}x\n' for p in PATTERNS), encoding="utf-8"
    )
    reader = open_reader(tmp_path, actors)
    assert reader.read(Article("x", "首相が" + "あ" * 700 + "を求めた！")).events == ()
    assert len(reader.rules.by_trigger) == len(PATTERNS)


def test_a_file_of_rules_that_is_just_small_enough_is_read(tmp_path: Path) -> None:
    text = RULE.format(triggers="[求める]", words="[撤回]")
    (tmp_path / "Demand.yaml").write_bytes(text.encode() + b"#" * (1_000_000 - len(text.encode()) - 1) + b"\n")
    assert len(open_reader(tmp_path).rules.rules) == 1


def test_rules_that_are_no_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "Demand.yaml").mkdir()
    with pytest.raises(RuleError, match="the rule file cannot be read"):
        Kit.of(Setting(DEFAULT_BASE, tmp_path, None))
