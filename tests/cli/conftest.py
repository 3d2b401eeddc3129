"""The command run in this process, and a graph to run it on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import SEEDS, Ran, Run

import kg
from kg.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def listing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample listing's graph: not to be changed."""
    return kg.build(SEEDS / "alliance-listing.txt", tmp_path_factory.mktemp("listing") / "out").directory


@pytest.fixture
def copy(listing: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(listing, tmp_path / "out"))
