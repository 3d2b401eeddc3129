"""The long runs in short: what is measured in full is in docs/reliability.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
RUNS = ("kills", "faults", "writers")


@pytest.mark.parametrize("name", RUNS)
def test_the_short_form_finds_nothing_wrong(name: str) -> None:
    ran = subprocess.run([sys.executable, FOLDER / f"{name}.py", "--quick"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "wrong" not in ran.stdout
