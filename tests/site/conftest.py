"""The sample articles, built and served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import SEEDS
from serving import ROWS, SECONDS, Site, serving

import kg


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample articles' graph: not to be changed."""
    return kg.build([SEEDS], tmp_path_factory.mktemp("site") / "out").directory


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    """The site of it, with limits that a test can reach."""
    with serving(built, "--time-limit", str(SECONDS), "--row-limit", str(ROWS)) as served:
        yield served
