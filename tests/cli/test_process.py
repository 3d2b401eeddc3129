"""The command as a process of its own: exit codes, streams, locale, what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import SEEDS

KG = [sys.executable, "-m", "kg"]
HEAVY = ("networkx", "pydantic", "pyoxigraph", "rdflib", "rich", "rustworkx", "sudachipy", "yaml")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["--version"], 0), ([], 2), (["stats", "-g", "nowhere"], 2), (["build", "nowhere.txt"], 2)],
)
def test_exit_codes(arguments: list[str], code: int, tmp_path: Path) -> None:
    ran = subprocess.run([*KG, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_does_not_conform_gives_exit_code_1(listing: Path, tmp_path: Path) -> None:
    lines = (listing / "graph.nq").read_text(encoding="utf-8").splitlines()
    (tmp_path / "x.nq").write_text("\n".join(line for line in lines if "oa#exact" not in line), encoding="utf-8")
    assert subprocess.run([*KG, "validate", "x.nq"], cwd=tmp_path, capture_output=True).returncode == 1


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom kg.cli import main\ntry:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_data_is_the_same_bytes_in_every_locale(listing: Path) -> None:
    ran = [
        subprocess.run(
            [*KG, "query", "who-met-whom", "-g", listing],
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ).stdout
        for locale in ("C", "C.UTF-8")
    ]
    assert ran[0] == ran[1]
    assert "高市早苗" in ran[0].decode()


def test_who_closes_the_pipe_early_gets_no_complaint(listing: Path) -> None:
    with subprocess.Popen(
        [*KG, "export", "-f", "nquads", "-g", listing], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_messages_stay_out_of_the_data_and_hold_no_bar(listing: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [*KG, "build", SEEDS / "alliance-listing.txt", "-o", tmp_path / "out"], capture_output=True, check=True
    )
    assert ran.stdout == b""
    assert b"\x1b" not in ran.stderr
    assert b"\r" not in ran.stderr
