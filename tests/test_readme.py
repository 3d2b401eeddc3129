"""The README keeps its word: every command is in it, and those that it shows run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from running import SEEDS, Run

import kg
from kg.cli.app import make_app

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.ja.md"]
COMMANDS = sorted(typer.main.get_command(make_app()).commands)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `output` holds the sample articles, as `make run` leaves it."""
    folder = tmp_path_factory.mktemp("readme")
    kg.build([SEEDS], folder / "output")
    return folder


def blocks(file: Path, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)


def shown(file: Path) -> list[str]:
    """The commands of the console blocks; a quoted query may take several lines."""
    found = [re.match(r"\$ kg ((?:[^'\n]|'[^']*')*)\n", block) for block in blocks(file, "console")]
    return [match[1] for match in found if match]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    text = READMES[0].read_text(encoding="utf-8")
    assert f"kg {command}" in text


@pytest.mark.parametrize("file", READMES, ids=lambda file: file.name)
def test_the_commands_with_an_answer_run_and_answer(
    file: Path, run: Run, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(output)
    commands = shown(file)
    assert len(commands) == len(blocks(file, "console")) >= 3
    for command in commands:
        ran = run(*shlex.split(command))
        assert ran.code == 0, ran.err
        assert len(ran.out.splitlines()) > 2, command


def test_the_python_of_the_readme_runs(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (output / "seeds").symlink_to(SEEDS)
    monkeypatch.chdir(output)
    (code,) = blocks(READMES[0], "python")
    exec(compile(code, "README.md", "exec"), {})
    assert (output / "page.html").is_file()
    assert (output / "graph.jsonld").is_file()


@pytest.mark.parametrize("file", [*READMES, ROOT / "CHANGELOG.md"], ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    targets = [t.partition("#")[0] for t in re.findall(r"\]\(([^)]+)\)", file.read_text(encoding="utf-8"))]
    local = [target for target in targets if target and not target.startswith("https://")]
    assert [target for target in local if not (ROOT / target).exists()] == []
