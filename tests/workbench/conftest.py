"""What the workbench's tests share: a reader with two small rule files, and one with those that ship."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from smallrules import RULES

from kg.pipeline import open_reader
from kg.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Knows 求める, 要求を突き付ける, 打ち込む and 会談, and no other trigger."""
    return open_reader(RULES)


@pytest.fixture(scope="session")
def shipped() -> Reader:
    return open_reader()


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the small rules, to edit."""
    return Path(shutil.copytree(RULES, tmp_path / "rules"))
