"""A graph to run the commands on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import SEEDS

import kg


@pytest.fixture(scope="session")
def listing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample listing's graph: not to be changed."""
    return kg.build(SEEDS / "alliance-listing.txt", tmp_path_factory.mktemp("listing") / "out").directory


@pytest.fixture
def copy(listing: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(listing, tmp_path / "out"))
