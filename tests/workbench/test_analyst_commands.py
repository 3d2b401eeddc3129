"""The analyst's commands as they are typed: what they print, where, and their exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from smallrules import RULES
from typer.testing import CliRunner, Result

from kg.cli.workbench import register
from kg.errors import KgError

TEXT = "石破茂首相は韓国に協議の再開を求めた。中国は日本に書簡を突き付けた。"


def run(*arguments: str | Path) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(a) for a in arguments])


def error(*arguments: str | Path) -> KgError:
    found = run(*arguments).exception
    assert isinstance(found, KgError)
    return found


@pytest.fixture
def news(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps({"id": "n-1", "text": TEXT}, ensure_ascii=False), encoding="utf-8")
    return file


def test_explain_shows_a_hit_and_a_miss() -> None:
    found = run("explain", TEXT, "--rules", RULES)
    assert found.exit_code == 0
    assert "✓ Demand by demand.policy" in found.stdout
    assert "✗ 突き付けた" in found.stdout


def test_explain_writes_json(news: Path) -> None:
    found = json.loads(run("explain", "--article", "n-1", news, "--json", "--rules", RULES).stdout)
    assert found["article"] == "n-1"
    assert [len(s["events"]) for s in found["sentences"]] == [1, 0]
    assert found["sentences"][1]["misses"][0]["rule"] == "demand.policy"


def test_explain_dates_a_text_by_its_publication() -> None:
    text = "日本は8日、韓国に説明を求めた。"
    found = json.loads(run("explain", text, "--published", "2025-09-10", "--json", "--rules", RULES).stdout)
    assert found["sentences"][0]["events"][0]["start"] == "2025-09-08"


def test_explain_says_what_it_wants(news: Path) -> None:
    assert "nothing to explain" in str(error("explain"))
    assert "nothing to explain" in str(error("explain", "  "))
    assert "no ISO date" in str(error("explain", TEXT, "--published", "8日"))
    assert error("explain", "--article", "n-2", news, "--rules", RULES).fix == "write n-1 instead of n-2"
    assert error("explain", "--article", "n-1", "--graph", news.parent / "none").code == 2


def test_gaps_offer_a_rule(news: Path) -> None:
    found = json.loads(run("gaps", news, "--json", "--rules", RULES).stdout)
    assert [gap["predicate"] for gap in found["predicates"]] == ["突き付ける"]
    assert "  - id: demand.gap-1" in run("gaps", news, "--rules", RULES).stdout


def test_eval_prints_the_figures(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    event = {"type": "Demand", "status": "occurred", "trigger": "求めた", "agent": [["石破茂"]]}
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "events": [event]}), encoding="utf-8")
    assert json.loads(run("eval", gold, "--json", "--rules", RULES).stdout)["event"]["f1"] == 1.0
    assert "partly  a  Demand" in run("eval", gold, "--show", "--rules", RULES).stdout
    assert error("eval", tmp_path / "none.jsonl").code == 2


def test_rules_list_and_show_them() -> None:
    assert "Demand\n  demand.policy: 求める, 要求を突き付ける\n" in run("rules", "list", "--rules", RULES).stdout
    shown = run("rules", "show", "demand.policy", "--rules", RULES).stdout
    assert "Demand.yaml:4: Demand" in shown
    assert "because: 求めていない" in shown
    assert "demand.launch" not in shown
    wrong = error("rules", "show", "demand.polcy", "--rules", RULES)
    assert wrong.fix == "write demand.policy instead of demand.polcy"


def test_rules_check_leaves_with_2_and_names_the_line() -> None:
    found = run("rules", "check", "--rules", RULES)
    assert found.exit_code == 2
    assert "Demand.yaml:5: trigger without example: demand.policy: 要求を突き付ける" in found.stdout
    assert "4 rules, 8 sentences run: 1 finding\n" in found.stderr


def test_rules_check_is_silent_where_nothing_is_to_mend(rules: Path) -> None:
    file = rules / "Demand.yaml"
    text = file.read_text(encoding="utf-8").replace(", 要求を突き付ける]", "]")
    file.write_text(text, encoding="utf-8")
    found = run("rules", "check", "--rules", rules)
    assert (found.exit_code, found.stdout) == (0, "")
    assert "4 rules, 8 sentences run: nothing to mend" in found.stderr


def test_rules_diff_takes_the_edited_folder_and_the_input(rules: Path, news: Path) -> None:
    file = rules / "Demand.yaml"
    text = file.read_text(encoding="utf-8").replace("要求を突き付ける]", "突き付ける]")
    file.write_text(text, encoding="utf-8")
    found = run("rules", "diff", rules, news, "--rules", RULES)
    assert "n-1: 中国は日本に書簡を突き付けた。\n  + Demand (突き付け)" in found.stdout
    assert "events: 1 added, 0 removed, 0 changed" in found.stdout


def test_no_command_of_the_analyst_waits_for_rdflib(news: Path) -> None:
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "import typer\n"
        "from kg.cli.workbench import register\n"
        "app = typer.Typer()\n"
        "register(app)\n"
        f"for line in [['explain', '日本は韓国に説明を求めた。'], ['gaps', {str(news)!r}], ['rules', 'list']]:\n"
        "    assert CliRunner().invoke(app, line).exit_code == 0\n"
        "assert 'rdflib' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
